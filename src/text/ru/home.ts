import type { home as en } from '../en/home.js'
import { count, plural } from '../format.js'
import { b, code, lines, rich } from '../rich.js'

const n = (value: number) => count(value, 'ru')
const people = (value: number) => `${n(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`

/** The menu: how things are, and what needs a human. */
export const home: typeof en = {
  title: (shop, now) => rich`🛍 ${b(shop)} · ${now}`,
  reach: value => rich`Доступно: ${b(n(value))}`,
  subscribers: value => `${n(value)} ${plural(value, 'ru', ['подписчик', 'подписчика', 'подписчиков'])}`,
  today: (plus, minus, blocked) => {
    const change = [...(plus === 0 ? [] : [`+${n(plus)}`]), ...(minus === 0 ? [] : [`−${n(minus)}`])]
    const why = `${n(blocked)} ${plural(blocked, 'ru', ['заблокировал', 'заблокировали', 'заблокировали'])}`
    return `сегодня ${change.join(' ')}${blocked === 0 ? '' : ` (${why})`}`
  },

  team: (shop, role, commands) =>
    lines([
      rich`🛍 ${b(shop)} · ${{ owner: 'вы владелец', marketer: 'вы маркетолог', analyst: 'вы аналитик' }[role]}`,
      {
        owner:
          'Отсюда вы пишете своим людям, видите, что из этого вышло, и отвечаете им. Пришлите фото или текст — он станет предложением.',
        marketer:
          'Отсюда вы пишете предложения и видите, что из них вышло. Пришлите фото или текст — он станет предложением.',
        analyst:
          'Здесь видно, что общего у людей и что вышло из каждого предложения. Люди здесь под номерами, без имён.',
      }[role],
      '',
      ...commands.map(([name, does]) => `/${name} — ${does}`),
    ]),
  asPerson: 'Для вас самих как подписчика:',

  needs: total => rich`⚠️ ${b(`Ждут вашего решения: ${n(total)}`)}`,
  restored: '⏸ База восстановлена из копии: расписание и анкета ждут',
  restoredHelp:
    'В копии нет того, что отправили после неё. Сначала посмотрите рассылки, которые ждут ниже, а потом запустите расписание и анкету.',
  goOnRestored: '▶️ Пусть идут дальше',
  linksShut: '🔴 Ссылки не открываются снаружи',
  disk: free => `🔴 Диск почти заполнен: осталось ${free}`,
  held: (name, why) => `«${name}»: ${why}`,
  heldBecause: {
    late: 'опоздала и ждёт вашего слова',
    audience: 'нашлись не те люди, которых вы видели',
    links: 'ждёт: её ссылки не открываются',
    content: 'Telegram не принимает сообщение',
    restored: 'база восстановлена из копии; кто получил её потом, неизвестно',
    unwritten: 'не удаётся записать, что стало с сообщениями',
    unreadable: 'не получается прочитать, кому она',
    alarm: 'остановилась: из-за неё уходит слишком много людей',
    unauthorized: 'Telegram не принял токен бота',
  },
  noAnswer: (name, total) => `«${name}»: без ответа Telegram — ${n(total)}`,
  serviceTrouble({ paused, late, content, tooMany }) {
    const facts = [
      ...(paused === null
        ? []
        : [{ unauthorized: 'Telegram не принимает токен бота', unwritten: 'итоги не сохраняются' }[paused]]),
      ...(late === 0 ? [] : [`опоздали на сутки и не ушли — ${n(late)}`]),
      ...(content === 0 ? [] : [`Telegram не принимает текст — ${n(content)}`]),
      ...(tooMany === 0 ? [] : [`слишком много для одного человека — ${n(tooMany)}`]),
    ]
    return `${paused === null ? '' : '⏸ '}Сообщения о заказах: ${facts.join(', ')}`
  },
  service: '📦 О заказах',
  wrote: (total, long) => {
    const wrote = `${plural(total, 'ru', ['написал', 'написали', 'написали'])} ${people(total)}`
    return `${wrote}${long === 0 ? '' : long === total ? ', больше часа назад' : `, из них больше часа назад — ${n(long)}`}`
  },
  more: others => `и ещё ${n(others)}`,

  now: (name, facts) => rich`▶️ Сейчас: ${name}${facts}`,
  resting: (name, facts) => rich`⏸ На паузе: ${name}${facts}`,
  planning: 'определяем, кто получит',
  left: time => `осталось около ${time}`,
  waits: until => `продолжится в ${until}`,
  telegramRest: until => `Telegram попросил подождать до ${until}`,
  outage: 'Telegram не отвечает',
  unheard: 'бот не слышит подписчиков',
  next: (when, name, total) => rich`🕙 Следующая: ${when} ${name} → ${n(total)}`,
  alsoScheduled: others => ` · позже ещё ${n(others)}`,
  last: (name, figure) => rich`📊 Последняя: ${name}, ${figure}`,
  usual: share => ` (обычно ${share})`,

  firstDay: rich`${b('Первый день')}\nПять шагов — и можно отправлять первое предложение. Нажмите на любой.`,
  bringPeople: 'Переезжаете из другого бота? Пришлите его выгрузку прямо сюда: CSV, Excel или JSON.',
  steps: { bot: 'Бот подключён', links: 'Ссылки', people: 'Перенести людей', welcome: 'Приветствие', test: 'Тест' },
  connected: bot => `@${bot} подключён: сообщения людей доходят сюда.`,
  linksOpen: address =>
    rich`✅ ${b('Ссылки открываются снаружи.')}\n${code(address)} ведёт в эту программу. Проверяю снова каждые десять минут и перед каждым предложением со ссылками.`,
  linksUnknown: address => rich`Ещё не проверено, открывается ли ${code(address)}.`,
  linksSilent: address =>
    lines([
      rich`🔴 ${b('Ссылки не открываются снаружи.')}`,
      rich`${code(address)} не отвечает. Предложения со ссылками подождут, пока не ответит.`,
      'Верно ли указан PUBLIC_URL? Работает ли прокси передо мной, действителен ли его сертификат, ведёт ли он на мой порт?',
    ]),
  linksStranger: address =>
    lines([
      rich`🔴 ${b('Ссылки не открываются снаружи.')}`,
      rich`По адресу ${code(address)} отвечает кто-то другой. Предложения со ссылками подождут, пока не отвечу я.`,
      'На этот ли сервер указывает PUBLIC_URL, и ведёт ли прокси на мой порт?',
    ]),
  answered: (status, by, challenge) =>
    `Ответ: ${status}${challenge ? `, проверка «вы не робот»${by === null ? '' : ` от ${by}`} — меня не пустила защита от ботов` : by === null ? '' : `, от ${by}`}.`,
  unanswered: {
    slow: 'За 5 с ничего не пришло. За роутером сервер часто не видит собственный внешний адрес.',
    refused: 'Соединение отклонено: там никто не слушает.',
    unknown_host: 'Сайта с таким именем нет — по крайней мере, отсюда его не видно.',
    certificate: 'Сертификат недействителен.',
    broken: 'Соединение оборвалось.',
  },
  linksAllow: agent =>
    rich`Если меня не пускает защита, разрешите в ней запросы, которые называют себя так: ${code(agent)}`,
  linksProve:
    'А у людей ссылки открываются? Докажите: нажмите кнопку ниже на телефоне — через мобильный интернет, а не через сеть этого сервера. Тогда я буду доверять адресу 7 дней.',
  linksAskOwner: 'Если у людей ссылки всё-таки открываются, доказать это здесь может владелец бота.',
  proofKey: '📱 Открыть на телефоне',
  linksProven: until =>
    rich`✅ ${b('Ссылки открываются: телефон это доказал.')}\nСам я отсюда этого не вижу, поэтому доверяю до ${until}. Предложения со ссылками уходят.`,
  look: '🔄 Проверить',

  askNeeds: rich`⚠️ ${b('Ждут вашего решения')}\nНажмите, чтобы разобраться.`,
  nothingNeeded: '✅ Сейчас ничего не требуется.',
  noAnswerHelp:
    'Без ответа — значит, сообщение могло дойти, а могло и нет. «Оставить» — больше ничего им не отправлять.',
  leave: '👌 Оставить',

  buttons: {
    needs: total => `⚠️ Решить · ${n(total)}`,
    replies: '💬 Ответы',
    menu: '← Меню',
  },
}
