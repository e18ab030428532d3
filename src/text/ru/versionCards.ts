import type { versionCards as en } from '../en/versionCards.js'
import { count, plural } from '../format.js'
import { b, rich } from '../rich.js'

const n = (value: number): string => count(value, 'ru')
const people = (value: number): string => `${n(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`
const ofPeople = (value: number): string => `${n(value)} ${plural(value, 'ru', ['человека', 'человек', 'человек'])}`
const wait = (value: number): string => plural(value, 'ru', ['ждёт', 'ждут', 'ждут'])
/** «остальные 4376» */
const others = (value: number): string => `${plural(value, 'ru', ['остальной', 'остальные', 'остальные'])} ${n(value)}`
const toOthers = (value: number): string =>
  `${plural(value, 'ru', ['остальному', 'остальным', 'остальным'])} ${n(value)}`

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** What somebody did who is counted, by the figure that decides. */
const did = { clicks: 'перешли', orders: 'заказали', replies: 'ответили', stops: 'отписались' } as const

/** A/B: versions of a message that are tried, and which of them goes on. Shares are people in 100, in words. */
export const versionCards: typeof en = {
  row: what => `6 Варианты — ${what}`,
  one: 'один',
  keys: {
    door: '⚖️ A/B',
    tried: '👥 На ком',
    decides: '🏁 Что решает',
    wait: '⏳ Ждать',
    after: '➡️ Потом',
    add: letter => `➕ Вариант ${letter}`,
    change: letter => `✏️ Вариант ${letter}`,
    drop: '🗑 Убрать',
    asA: letter => `↩️ Как у ${letter}`,
    dropAll: letter => `✅ Всем вариант ${letter}`,
    anyway: '⚖️ Всё равно',
    rungs: '🪜 Каждой ступени своё',
    groups: '🗺 Каждой RFM-группе своё',
    back: '← A/B',
    message: '✉️ Сообщение',
    report: '⚖️ По вариантам',
    hold: '⏸ Подождать',
    instead: letter => `Лучше ${letter}`,
    send: letter => `▶️ Отправить ${letter}`,
    half: versions => (versions === 2 ? '🤝 Пополам' : '🤝 Поровну'),
    longer: '⏳ Ещё 4 ч',
  },

  title: name => rich`⚖️ Варианты: ${b(name)}`,
  titleFor: (name, whose) => rich`⚖️ Варианты: ${b(name)} · ${whose}`,
  size: size => people(size),
  version: (letter, words) => rich`${b(letter)} «${words}»`,
  sendB: letter =>
    `Пришлите вариант ${letter}. Если прислать только текст, картинка и кнопки останутся. Поменяйте что-то одно, иначе не узнать, что помогло.`,
  sendNext: letter => `Присланное сейчас станет вариантом ${letter}.`,
  sendOther: letter => `Пришлите другой вариант ${letter} или уберите его.`,
  buttonsOf: letter => rich`🔘 Кнопки ${b(`варианта ${letter}`)}`,
  buttonsOfA: a => `Те же, что у варианта ${a}, и меняются вместе с ними. Пришлите другие — будут только у этого.`,
  ownButtons: a => `Свои: если поменять кнопки варианта ${a}, эти останутся. Пришлите другие, чтобы заменить.`,
  noButtons: 'У варианта А кнопки есть, у этого нет.',
  keepsButtons: letters =>
    letters.length === 1
      ? `У варианта ${letters.join()} свои кнопки, они остаются.`
      : `У вариантов ${letters.join(', ')} свои кнопки, они остаются.`,
  messageFirst: 'Сначала напишите само сообщение: оно и есть вариант А.',
  whose: 'Варианты какого сообщения сравним?',
  eachInstead: 'Или напишите каждой ступени или группе своё сообщение:',
  taken: (letter, what) => `✅ Вариант ${letter}: ${what}.`,
  sameAs: letter => `⚠️ Он такой же, как вариант ${letter}, сравнивать пока нечего.`,
  noRungs: 'Пока ни про кого не известно, на какой он ступени.',
  noGroups: 'Покупки пока неизвестны, поэтому RFM-групп нет.',

  terms: {
    tried: (share, each) => `1 На ком — ${share}${each === null ? '' : `: примерно по ${n(each)}`}`,
    all: each => `1 На ком — на всех${each === null ? '' : `: примерно по ${n(each)}`}`,
    decides: what => `2 Что решает — ${what}`,
    wait: how => `3 Ждать — ${how}`,
    after: what => `4 Потом — ${what}`,
  },
  hours: hours => `${n(hours)} ч`,
  days: days => `${n(days)} ${plural(days, 'ru', ['день', 'дня', 'дней'])}`,
  night: how => `${how}, чтобы не закончилось ночью`,
  window: how => `${how}: столько засчитываются заказы`,
  deciding: { clicks: 'переходы', orders: 'заказы', replies: 'ответы', stops: 'меньше отписок' },
  counted: { clicks: 'переходы', orders: 'заказы', replies: 'ответы', stops: 'отписки' },
  decidingKeys: { clicks: 'Переходы', orders: 'Заказы', replies: 'Ответы', stops: 'Меньше отписок' },
  afterwards: {
    better: 'лучший уйдёт сам',
    ask: 'спрошу вас',
    compare: 'ничего: каждый получит один из вариантов, только сравним',
  },
  afterwardsKeys: { better: 'Уйдёт лучший', ask: 'Спросить меня', compare: 'Только сравнить' },
  ordersAsk: 'Когда решают заказы, без вашего слова ничего не уйдёт.',

  shows: (difference, low, high, what) =>
    `Покажет разницу от ${difference} на 100 человек (${did[what]} ${low} против ${high} из 100) в 8 случаях из 10.`,
  assumed: (rate, what) =>
    `Сколько бывает обычно в вашем магазине, пока неизвестно: считаю, что ${did[what]} ${rate} из 100.`,
  nothingShows: 'На таком числе людей ничего не будет видно.',
  tooSmall: (size, difference) =>
    difference === null
      ? rich`Даже если разделить всех поровну (${people(size)}), ${b('ничего не будет видно')}. Лучше отправить один вариант.`
      : rich`Даже если разделить всех поровну (${people(size)}), ${b(`не видно разницы меньше ${difference} на 100`)}. Лучше отправить один вариант.`,
  slow: 'Подсчёт сейчас идёт слишком долго; при проверке посчитаю всех.',
  nobodyYet: 'Выберите, кому это уйдёт, и я скажу, что будет видно.',

  shareAsked: name =>
    rich`👥 На какой части людей попробовать варианты «${b(name)}»? Остальные получат выбранный. Нажмите или напишите долю, например 40. Каждый вариант уходит одинаковому числу людей.`,
  decidesAsked: name => rich`🏁 По чему решать, какой вариант «${b(name)}» лучше?`,
  waitAsked: (name, least) =>
    rich`⏳ Через сколько после последнего пробного сообщения решать, какой вариант «${b(name)}» лучше? Нажмите или напишите: 6 ч, 2 дня.${least === null ? '' : ` Для заказов не меньше чем ${least}.`}`,
  waitUsual: 'Как обычно',
  thenAsked: name => rich`➡️ А потом, когда ясно, какой вариант «${b(name)}» лучше?`,
  shareUnread: 'Нужна одна доля от 2 до 90, например 40. Каждый вариант уходит одинаковому числу людей.',
  waitUnread: 'Нужно время от 1 часа до 30 дней, например 6 ч или 2 дня.',

  lackLink: letter => `Решают переходы, но в варианте ${letter} не на что нажать.`,
  lackRepeat: 'Повторы уходят в одном варианте. Уберите остальные или отправьте один раз.',
  lackOrders: 'Решают заказы, но ни один заказ пока не известен.',
  check: (letters, tried, decides, wait) =>
    `⚖️ ${letters}: сначала по одному из них получат примерно по ${tried}; решают ${decides} через ${wait} после последнего.`,
  checkAll: (letters, tried, decides, wait) =>
    `⚖️ ${letters}: каждый получит один из них, примерно по ${tried}; сравним ${decides} через ${wait} после последнего.`,
  checkThen: {
    better: (size, when) => `Потом лучший сам уйдёт ${toOthers(size)}, примерно ${when}.`,
    ask: (size, when) =>
      `Примерно ${when} спрошу, что ${plural(size, 'ru', ['получит', 'получат', 'получат'])} ${others(size)}.`,
  },
  checkLate: until =>
    `⚠️ Это после крайнего срока (${until}): остальные ничего не получат. Сократите ожидание или сдвиньте срок.`,
  changed: 'Варианты',
  changedTo: (letters, terms) => [letters, ...terms].join(' · '),

  at: time => `в ${time}`,
  on: moment => moment,
  leaving: waiting => `⚖️ A/B: пробуем варианты; решения ${wait(waiting)} ${people(waiting)}.`,
  leavingAll: '⚖️ A/B: каждый получает один из вариантов.',
  until: (when, waiting) =>
    waiting === 0 ? `⚖️ A/B: сравним ${when}.` : `⚖️ A/B: решим ${when}; ${wait(waiting)} ${people(waiting)}.`,
  goesAt: (letter, when, waiting) => `⚖️ A/B: вариант ${letter} уйдёт ${toOthers(waiting)} ${when}.`,
  yourWord: waiting => `⚖️ A/B: вашего слова ${wait(waiting)} ${people(waiting)}.`,
  went: letter => `⚖️ A/B: остальные получают вариант ${letter}.`,
  wentAll: '⚖️ A/B: остальные получают все варианты поровну.',

  verdict: {
    better: letter => b(`${letter} лучше.`),
    same: b('Без разницы.'),
    few: b('Мало данных.'),
  },
  leads: (share, what) => `${capital(did[what])} ${share} из 100`,
  rival: (letter, share, low, high) => `${letter} ${share} (разница от ${low} до ${high})`,
  sameWords: (shares, under, letter) =>
    `${shares}: разница точно меньше ${under} на 100. ${letter} впереди на волосок.`,
  fewWords: (shares, letter, right) =>
    `${shares} из 100. ${letter} — догадка, верная примерно в ${right} случаях из 10.`,
  share: (letter, share) => `${letter} ${share}`,
  looked: 'Вы решили подождать ещё, поэтому теперь я осторожнее: говорю только то, что верно, сколько ни смотри.',
  known: 'Сравниваю только тех, чьи покупки были известны при отправке.',
  figures: (letter, did_, of, what) =>
    `${letter}: ${plural(of, 'ru', ['получил', 'получили', 'получили'])} ${n(of)}, ${did[what]} ${n(did_)}`,
  figuresKnown: (letter, did_, of) => `${letter}: известны покупки ${ofPeople(of)}, заказали ${n(did_)}`,
  next: {
    judged: (letter, waiting, when) => rich`Вариант ${b(letter)} уйдёт ${toOthers(waiting)} ${when}.`,
    unanswered: (letter, waiting, when) =>
      rich`Что отправить ${toOthers(waiting)}? Если не ответите, ${when} уйдёт вариант ${b(letter)}.`,
    asked: waiting => rich`Вашего слова ${wait(waiting)} ${others(waiting)}.`,
    late: waiting =>
      rich`Крайний срок прошёл: ${others(waiting)} ничего не ${plural(waiting, 'ru', ['получит', 'получат', 'получат'])}.`,
    lateAll: 'Крайний срок прошёл: остальные ничего не получат.',
    decided: letter => rich`Остальные получают вариант ${b(letter)}.`,
    silent: letter => rich`Ответа не было, поэтому остальные получают вариант ${b(letter)}.`,
    silentLate: 'Ответа не было, а крайний срок прошёл: остальные ничего не получат.',
    half: 'Остальные получают все варианты поровну.',
    over: 'Каждый получил один из вариантов.',
    cancelled: 'Рассылку завершили раньше, чем что-то решилось.',
  },
  trying: {
    leaving: how => `Пробные сообщения ещё уходят. Решим через ${how} после последнего.`,
    until: when => `Решим ${when}. Если смотреть раньше, легко увидеть разницу, которой нет.`,
  },
  need: name => `«${name}»: какой вариант отправить остальным?`,
  needKey: name => `⚖️ A/B: ${name}`,
}
