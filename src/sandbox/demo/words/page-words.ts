import type { Language } from '../../../text/format.js'

const en = {
  /** What somebody of the crowd does while their chat is shown. */
  happenings: {
    offer: (name: string) => `${name} gets the offer`,
    quiet: (name: string) => `${name} presses 🔕`,
    stop: (name: string) => `${name} wants no more offers`,
    pause: (name: string) => `${name} pauses offers for 30 days`,
    react: (name: string) => `${name} reacts`,
    write: (name: string) => `${name} writes`,
    block: (name: string) => `${name} blocks the bot`,
  },
  yourTurn: 'Your turn: you are Ada on the left and Anna on the right.',
  handsOn: 'You are both: Ada the marketer on the left, Anna the subscriber on the right.',
  oneMoment: 'One moment: Ada is still busy.',
  failed: (why: string) => `That did not work: ${why}`,
  first: 'Nobody has clicked yet, so Ada sends an offer to everybody first.',
  write: {
    label: '✉️ Write an offer to those who clicked',
    description: 'Telegram will not tell you who they are. segcast does.',
    now: (label: string) => `Left: press “${label}”, then send a photo with a caption, or just words.`,
  },
  break: {
    label: '🔧 Break it: fix a link while it is being sent',
    description: 'It is on its way already, and leads to the wrong page.',
    now: (address: string) =>
      `The button leads to last year’s boots! Left: 🔧 Fix (all sent already? ⋯ More first) → 🔗 A link → the link, send ${address}. Then press the button on the right.`,
  },
  anna: {
    label: '🙋 Be Anna: stop, pause, come back',
    description: 'Press 🔕 under an offer and change your mind.',
    now: 'Right: you are Anna. Press 🔕 under an offer or send /settings: stop, undo, pause. /start brings you back.',
  },
  offer: 'Boots for the first snow\n{first_name|friend}, they are warm, and they are here ❄️',
}

const ru: typeof en = {
  happenings: {
    offer: name => `${name}: пришло предложение`,
    quiet: name => `${name} нажимает 🔕`,
    stop: name => `${name}: больше не присылать`,
    pause: name => `${name}: пауза на 30 дней`,
    react: name => `${name} ставит реакцию`,
    write: name => `${name} пишет`,
    block: name => `${name} блокирует бота`,
  },
  yourTurn: 'Теперь ваша очередь: слева вы Ада, справа Анна.',
  handsOn: 'Вы и слева, и справа: слева Ада, маркетолог, справа Анна, подписчица.',
  oneMoment: 'Минутку: Ада ещё занята.',
  failed: why => `Не получилось: ${why}`,
  first: 'Пока никто не перешёл, поэтому сначала Ада отправляет предложение всем.',
  write: {
    label: '✉️ Написать тем, кто перешёл',
    description: 'Telegram не скажет, кто это. segcast скажет.',
    now: label => `Слева: нажмите «${label}», потом отправьте фото с подписью или просто текст.`,
  },
  break: {
    label: '🔧 Сломать: исправить ссылку на ходу',
    description: 'Предложение уже уходит и ведёт не туда.',
    now: address =>
      `Кнопка ведёт не туда! Слева: 🔧 Исправить (уже всё ушло? сначала ⋯ Ещё) → 🔗 Ссылку → сама ссылка, отправьте ${address}. Потом нажмите кнопку справа.`,
  },
  anna: {
    label: '🙋 Побыть Анной: уйти и вернуться',
    description: 'Нажмите 🔕 под предложением и передумайте.',
    now: 'Справа вы Анна. Нажмите 🔕 под предложением или отправьте /settings: отпишитесь, передумайте, возьмите паузу. Вернуться – /start.',
  },
  offer: 'Ботинки для первого снега\n{first_name|друг}, они тёплые, и они уже здесь ❄️',
}

/** What the page says around the chats, in one language. */
export type PageWords = typeof en

/** What people do while one watches. */
export type HappeningWords = PageWords['happenings']

/** The page's sentences. */
export function pageWords(language: Language): PageWords {
  return language === 'ru' ? ru : en
}
