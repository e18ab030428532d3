import { count, type Language, plural } from '../../text/format.js'
import { b, lines, type Rich } from '../../text/rich.js'

const n = (value: number) => count(value, 'en')
const people = (value: number) => `${n(value)} ${plural(value, 'en', ['person', 'people'])}`

/** Everything that the demo itself says; what the product says comes from the product. */
const en = {
  title: 'segcast: the demo',
  intro: (crowd: number) =>
    `A Telegram of our own with its real limits, the product, a little shop and ${people(crowd)}. Nothing leaves this machine.`,
  bot: 'Boots & Co',
  marketer: 'Ada',
  anna: 'Anna',
  team: 'Boots & Co: the team',

  opening: (marketer: string) => `People press Start, and ${marketer} brings in the shop’s orders and writes an offer`,
  joined: (done: number, of: number) => `${n(done)} of ${n(of)} people have been welcomed`,
  testing: 'A test first',
  opensTest: (label: string) => `opens “${label}” of the test in a browser`,
  bringing: 'the shop’s orders to come in',
  leaving: 'Some have left already',
  left: (stopped: number, paused: number, blocked: number, gone: number) =>
    `${n(stopped)} stopped offers · ${n(paused)} paused them · ${n(blocked)} blocked the bot · ${n(gone)} deleted their account, of which bots are told nothing`,
  checking: 'The check, and off it goes',
  sending: 'Sending, while people react',
  crowdLine: (clicked: number, reacted: number, wrote: number, stopped: number, blocked: number) =>
    `people: ${n(clicked)} clicked · ${n(reacted)} reacted · ${n(wrote)} wrote · ${n(stopped)} stopped · ${n(blocked)} blocked`,
  cutting: (times: number) =>
    `the emulator takes ${n(times)} messages and hangs up without an answer: nobody can know whether they arrived`,
  limiting: (seconds: number) => `the emulator answers 429: too many requests, retry after ${seconds} s`,
  rests: (marketer: string, line: string) => `${marketer} reads in the progress card: ${line}`,
  leavingNow: (stopped: number, blocked: number) =>
    `meanwhile ${n(stopped)} of those who still wait stop offers and ${n(blocked)} block the bot: they must get nothing`,
  healing: (marketer: string) => `${marketer} notices: the button leads to last year’s boots`,
  healed: 'fixed, also in the messages already sent',
  sent: 'Everything is sent; people go on reacting for a few seconds',
  reporting: 'The report',
  keeping: (marketer: string, share: number) =>
    `${marketer} keeps ${n(share)} of 100 out by dice, to compare with: in a shop this small, fewer would tell nothing`,
  buying: 'People buy: with their own code, after a click, or because they would have bought anyway',
  bought: (orders: number, held: number) =>
    `the shop tells of ${n(orders)} orders by signed calls, ${n(held)} of them by people who were kept out`,
  later: 'A week later: did it sell more?',
  comparing: 'Does every figure agree with what the emulator counted?',

  onItsWay: (number: string) => `Your order ${number} is on its way 📦`,
  sends: (what: string) => `sends ${what}`,
  presses: (labels: string) => `presses ${labels}`,
  photo: 'a photo with a caption',
  words: 'words alone, for the others',
  segment: 'From Instagram',
  source: 'instagram',
  button: 'Choose boots',
  sizes: 'Sizes',
  captionForSource: lines([
    b('Autumn boots −20 %'),
    '{first_name|friend}, the boots from our stories are here 🍂 With your own code {code} they are yours for a fifth less.',
  ]),
  captionForOthers: lines([
    b('Autumn boots are here'),
    '{first_name|friend}, forty new pairs have come in 🍂 Find yours before the rain does, for a fifth less with your own code {code}.',
  ]),

  figures: {
    planned: 'People in the segments',
    delivered: 'Delivered',
    notDelivered: (reason: string) => `Not delivered: ${reason}`,
    leftOut: (reason: string) => `Left out: ${reason}`,
    noAnswer: 'No answer from Telegram',
    waiting: 'Waiting, or not sent',
    certain: 'Seen for certain',
    probably: 'Seen probably',
    clicked: 'People who clicked',
    link: (label: string) => `  “${label}”, people`,
    openings: (label: string) => `  “${label}”, times`,
    robots: 'Openings by robots',
    unsure: 'Openings unsure',
    visits: 'Visits that the shop saw',
    visitsBefore: '  of these on last year’s page',
    visitsAfter: '  of these on the right page',
    replied: 'Replied',
    stopped: 'Stopped offers',
    paused: 'Paused offers',
    blocked: 'Blocked the bot',
    twice: 'Got it twice',
    mistaken: 'Got another’s message or name',
    card: 'Lines of the report card that differ',
    verdict: 'Lines of the last report that differ',
    orders: 'Orders',
    money: 'Their sum',
    called: '  told by the shop itself, one by one',
    buyers: 'Reachable people whose orders are known',
    told: 'Order messages, asked for twice',
    heldOut: 'Control group',
    heldGot: '  of these got the message',
    codes: 'Promo codes given',
    codesTwice: 'Codes that two people have',
    came: 'Orders after it',
    cameBy: {
      code: '  by their own code',
      click_id: '  by the click that the shop named',
      click: '  after a click',
      seen: '  after it was seen',
    },
    cameSum: '  their sum',
    camePeople: '  people who ordered',
    discounts: '  discounts in them',
    sharedCodes: '  beside: with somebody else’s code',
    effectGot: 'Because of it: to get it, orders known',
    effectHeld: '  kept out, orders known',
    effectBought: '    of these bought',
    effectMore: '  more buyers in 100',
  },
  columns: { product: 'product', emulator: 'emulator' },
  byMessage: (names: string) => `Numbers after “=” are by message: ${names}.`,
  seconds: (time: string) => `${time} s`,
  agree: (rows: number, seconds: string) =>
    `All ${n(rows)} figures agree. From the first Start to the report: ${seconds}.`,
  differ: (rows: number) => `${n(rows)} ${plural(rows, 'en', ['figure differs', 'figures differ'])}.`,
  tookPart: 'You took part: the report counts what you did, and the emulator’s people know nothing of it.',

  api: (address: string, key: string) => `For the API: BASE=${address} KEY=${key}`,
  open: 'Watch it, and take part, at',
  hostHint: 'From another computer: start it with HOST=0.0.0.0.',
  stays: 'It stays up until Ctrl-C.',
  bye: 'Stopping …',
  tooLate: (what: string, seconds: number) => `Waited ${seconds} s for ${what}, in vain.`,
  told: (label: string, words: string) => `After “${label}” the bot said: ${words}`,
  unanswered: (label: string) => `Nobody answered when “${label}” was pressed.`,
  shop: {
    boots: 'Last year’s boots',
    newBoots: 'Autumn boots',
    sizes: 'Size guide',
    home: 'The demo’s shop',
    text: 'This page belongs to the demo. You came here through a tracked link.',
  },
}

const nr = (value: number) => count(value, 'ru')
const peopleRu = (value: number) => `${nr(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`

const ru: typeof en = {
  title: 'segcast: демонстрация',
  intro: crowd =>
    `Свой Telegram с настоящими ограничениями, программа, маленький магазин и ${peopleRu(crowd)}. Наружу не уходит ничего.`,
  bot: 'Ботинки и Ко',
  marketer: 'Ада',
  anna: 'Анна',
  team: 'Ботинки и Ко: команда',

  opening: marketer => `Люди нажимают «Старт», а ${marketer} загружает заказы магазина и пишет предложение`,
  joined: (done, of) => `бот поздоровался: ${nr(done)} из ${nr(of)}`,
  testing: 'Сначала тест',
  opensTest: label => `открывает «${label}» из теста в браузере`,
  bringing: 'загрузка заказов магазина',
  leaving: 'Кое-кто уже ушёл',
  left: (stopped, paused, blocked, gone) =>
    `отписались ${nr(stopped)} · на паузе ${nr(paused)} · заблокировали бота ${nr(blocked)} · удалили аккаунт ${nr(gone)} (об этом ботам не сообщают)`,
  checking: 'Проверка – и в путь',
  sending: 'Рассылка идёт, люди отвечают',
  crowdLine: (clicked, reacted, wrote, stopped, blocked) =>
    `люди: перешли ${nr(clicked)} · поставили реакцию ${nr(reacted)} · написали ${nr(wrote)} · отписались ${nr(stopped)} · заблокировали ${nr(blocked)}`,
  cutting: times =>
    `эмулятор принимает сообщения (${nr(times)}) и рвёт связь, не ответив: дошли они или нет, узнать нельзя`,
  limiting: seconds => `эмулятор отвечает 429: слишком много запросов, повторить через ${seconds} с`,
  rests: (marketer, line) => `${marketer} читает в карточке: ${line}`,
  leavingNow: (stopped, blocked) =>
    `тем временем из тех, кто ещё ждёт, ${nr(stopped)} отписываются и ${nr(blocked)} блокируют бота: они ничего не должны получить`,
  healing: marketer => `${marketer} замечает: кнопка ведёт на прошлогодние ботинки`,
  healed: 'исправлено, и в уже отправленных сообщениях тоже',
  sent: 'Всё отправлено; люди ещё несколько секунд отвечают',
  reporting: 'Отчёт',
  keeping: (marketer, share) =>
    `${marketer} не пишет ${nr(share)} из 100, по жребию, чтобы было с чем сравнить: в таком маленьком магазине меньшая группа ничего не скажет`,
  buying: 'Люди покупают: по своему коду, после перехода или потому, что купили бы и так',
  bought: (orders, held) =>
    `магазин сообщает о заказах подписанными вызовами: ${nr(orders)}, из них от тех, кому не писали, ${nr(held)}`,
  later: 'Через неделю: продала ли она больше?',
  comparing: 'Совпадает ли каждая цифра с тем, что насчитал эмулятор?',

  onItsWay: number => `Ваш заказ ${number} уже в пути 📦`,
  sends: what => `отправляет ${what}`,
  presses: labels => `нажимает ${labels}`,
  photo: 'фото с подписью',
  words: 'только текст, для остальных',
  segment: 'Из Инстаграма',
  source: 'instagram',
  button: 'Выбрать ботинки',
  sizes: 'Размеры',
  captionForSource: lines([
    b('Осенние ботинки −20 %'),
    '{first_name|друг}, ботинки из наших историй уже здесь 🍂 С вашим личным кодом {code} они на пятую часть дешевле.',
  ]),
  captionForOthers: lines([
    b('Осенние ботинки приехали'),
    '{first_name|друг}, сорок новых пар ждут вас 🍂 Найдите свою раньше, чем начнутся дожди: по вашему коду {code} — на пятую часть дешевле.',
  ]),

  figures: {
    planned: 'Людей в сегментах',
    delivered: 'Доставлено',
    notDelivered: reason => `Не доставлено: ${reason}`,
    leftOut: reason => `Пропущены: ${reason}`,
    noAnswer: 'Нет ответа от Telegram',
    waiting: 'Ждут или не отправлено',
    certain: 'Точно видели',
    probably: 'Вероятно видели',
    clicked: 'Перешли',
    link: label => `  «${label}», людей`,
    openings: label => `  «${label}», раз`,
    robots: 'Переходы роботов',
    unsure: 'Сомнительные переходы',
    visits: 'Визиты, которые видел магазин',
    visitsBefore: '  из них на прошлогодней странице',
    visitsAfter: '  из них на правильной странице',
    replied: 'Ответили',
    stopped: 'Отписались',
    paused: 'Поставили на паузу',
    blocked: 'Заблокировали бота',
    twice: 'Получили дважды',
    mistaken: 'Получили чужое сообщение или имя',
    card: 'Строк карточки отчёта, которые не сходятся',
    verdict: 'Строк последнего отчёта, которые не сходятся',
    orders: 'Заказов',
    money: 'На сумму',
    called: '  из них сообщил сам магазин, по одному',
    buyers: 'Доступных людей с известными заказами',
    told: 'Сообщений о заказе (запрос дважды)',
    heldOut: 'Контрольная группа',
    heldGot: '  из них получили сообщение',
    codes: 'Выдано промокодов',
    codesTwice: 'Один код у двоих',
    came: 'Заказы после рассылки',
    cameBy: {
      code: '  по своему коду',
      click_id: '  по переходу, который назвал магазин',
      click: '  после перехода',
      seen: '  после просмотра',
    },
    cameSum: '  на сумму',
    camePeople: '  людей заказали',
    discounts: '  скидки в них',
    sharedCodes: '  отдельно: применил другой',
    effectGot: 'Эффект: писали, покупки известны',
    effectHeld: '  не писали, покупки известны',
    effectBought: '    из них купили',
    effectMore: '  на столько покупателей из 100 больше',
  },
  columns: { product: 'программа', emulator: 'эмулятор' },
  byMessage: names => `После «=» – по сообщениям: ${names}.`,
  seconds: time => `${time.replace('.', ',')} с`,
  agree: (rows, seconds) => `Все цифры совпали (${nr(rows)}). От первого «Старта» до отчёта: ${seconds}.`,
  differ: rows => `Не совпало: ${nr(rows)}.`,
  tookPart: 'Вы участвовали: отчёт учёл то, что вы сделали, а люди эмулятора об этом не знают.',

  api: (address, key) => `Для API: BASE=${address} KEY=${key}`,
  open: 'Смотрите и участвуйте здесь:',
  hostHint: 'С другого компьютера: запустите с HOST=0.0.0.0.',
  stays: 'Работает, пока не нажмёте Ctrl-C.',
  bye: 'Останавливаюсь …',
  tooLate: (what, seconds) => `${seconds} с напрасного ожидания: ${what}.`,
  told: (label, words) => `После «${label}» бот сказал: ${words}`,
  unanswered: label => `Никто не ответил на нажатие «${label}».`,
  shop: {
    boots: 'Прошлогодние ботинки',
    newBoots: 'Осенние ботинки',
    sizes: 'Таблица размеров',
    home: 'Магазин демонстрации',
    text: 'Эта страница – часть демонстрации. Вы пришли сюда по отслеживаемой ссылке.',
  },
}

/** The demo's sentences in one language. */
export type DemoWords = typeof en

/** The demo's sentences. */
export function demoWords(language: Language): DemoWords {
  return language === 'ru' ? ru : en
}

/** Words as the caption of a photo that a person sends. */
export function captionOf({ text, entities }: Rich): { caption: string; entities: Rich['entities'] } {
  return { caption: text, entities }
}
