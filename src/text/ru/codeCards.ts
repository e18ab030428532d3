import type { codeCards as en } from '../en/codeCards.js'
import { count, plural } from '../format.js'
import { b, code, rich } from '../rich.js'

const n = (value: number) => count(value, 'ru')
const people = (value: number) => `${n(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`
const codes = (value: number) => `${n(value)} ${plural(value, 'ru', ['код', 'кода', 'кодов'])}`

/** Promo codes of an offer: one for everybody, or a list of which everybody gets one. */
export const codeCards: typeof en = {
  row: what => `🎟 Промокод — ${what}`,
  one: promo => `${promo} для всех`,
  each: (left, given) =>
    given === 0 ? `${codes(left)}, каждому свой` : `каждому свой: выдано ${n(given)}, осталось ${n(left)}`,
  rest: promo => `; остальным ${promo}`,
  none: 'нет',
  changed: 'Промокод',
  shownByButton: '(по кнопке)',

  title: name => rich`🎟 Промокод предложения «${b(name)}»`,
  ask: 'Напишите один код для всех или пришлите список, чтобы у каждого был свой: файл со столбцом кодов или по коду на строке.',
  askOther: 'Другой код заменит этот. Если прислать список, каждый получит свой код.',
  askMore: 'Пришлите ещё коды файлом или по коду на строке — они добавятся к списку.',
  oneNow: promo => rich`Все получат ${code(promo)}.`,
  eachNow: (left, given) =>
    given === 0
      ? rich`В списке ${b(codes(left))}: каждый получит свой.`
      : rich`Выдано: ${b(codes(given))}, осталось ${b(n(left))}.`,
  restNow: promo => rich`Когда закончатся: ${code(promo)}.`,
  inText: rich`Его увидят на месте ${code('{code}')} в сообщении.`,
  byButton: 'Его увидят, нажав «Показать промокод». Нажатие заодно точно говорит, что сообщение видели.',
  both: rich`Его увидят на месте ${code('{code}')} и по кнопке «Показать промокод».`,
  nowhere: rich`Пока его никто не увидит: поставьте ${code('{code}')} в сообщение или включите кнопку.`,
  alsoIn: (promo, name) => rich`⚠️ ${code(promo)} — это и код предложения «${b(name)}»: его могли взять и там.`,

  added: added =>
    added === 0
      ? 'Новых кодов нет.'
      : `✅ ${plural(added, 'ru', ['Добавлен', 'Добавлено', 'Добавлено'])} ${codes(added)}.`,
  double: size => `· повторы, не взяты: ${n(size)}`,
  example: promo => `«${promo}»`,
  spaces: (size, examples) => `· с пробелами, не взяты: ${n(size)} (${examples})`,
  long: (size, examples) => `· длиннее 64 символов, не взяты: ${n(size)} (${examples})`,
  elsewhere: (size, name) => rich`· уже в «${b(name)}», не взяты: ${n(size)}`,

  keys: {
    more: '⋯ Ещё',
    promo: '🎟 Промокод',
    button: on => `${on ? '✅' : '☐'} Кнопка «Показать промокод»`,
    rest: '➕ Код остальным',
    otherRest: '✏️ Код остальным',
    noRest: '🚫 Остальным нет',
    drop: '🗑 Убрать код',
    reallyDrop: '🗑 Убрать',
    add: '➕ Добавить коды',
    only: size => `Только ${n(size)}`,
    who: '📄 Кому какой',
    codes: '🎟 Промокоды',
  },
  moreAsked: name => rich`⋯ Ещё для «${b(name)}»`,
  restAsked: name => rich`Один код для тех, кому не хватит списка «${b(name)}». Напишите его.`,
  dropAsked: (name, left) =>
    left === 0
      ? rich`🗑 Убрать промокод предложения «${b(name)}»?`
      : rich`🗑 Убрать список «${b(name)}» (${b(codes(left))})? Потом его придётся прислать заново.`,
  restKept: 'Код для остальных уже задан и мог дойти до людей, поэтому он останется.',

  short: (left, size) =>
    rich`🎟 ${b(`${codes(left)}, ${people(size)}`)}: кода не хватит ${n(size - left)} ${plural(size - left, 'ru', ['человеку', 'людям', 'людям'])}. Выберите, как быть.`,
  onlyTo: (left, size) =>
    `🎟 ${codes(left)}, ${people(size)}: сообщение ${plural(left, 'ru', ['получит', 'получат', 'получат'])} только ${n(left)}, по жребию.`,
  restTo: (left, size, promo) =>
    `🎟 ${codes(left)}, ${people(size)}: остальным (${n(size - left)}) достанется ${promo}.`,
  enough: left => `🎟 ${codes(left)}, каждому свой.`,
  missing: rich`В сообщении есть ${code('{code}')}, а промокода у предложения нет.`,
  unseen: rich`Промокод никто не увидит: поставьте ${code('{code}')} в сообщение или включите кнопку.`,
  usedUp: 'Список промокодов пуст.',

  running: (name, given, left) => rich`🎟 Промокоды «${b(name)}»: выдано ${n(given)}, ${b(`осталось ${n(left)}`)}.`,
  without: size => `Не получили сообщение, потому что кода не хватило: ${people(size)}.`,
  askRunning:
    'Пришлите ещё коды файлом или по коду на строке: они добавятся, и те, кому не хватило, тоже получат сообщение.',
  low: (name, left, total) => rich`🎟 Промокоды «${b(name)}» заканчиваются: осталось ${b(n(left))} из ${n(total)}.`,
  lowBecause: 'Когда они закончатся, сообщение больше никто не получит.',
  lowButton: 'Когда они закончатся, нажавшие «Показать промокод» узнают, что кодов больше нет.',

  file: 'Промокоды',
  columns: { code: 'Код', given: 'Выдан', name: 'Кому', id: 'Telegram id' },
  forgotten: 'забыт',
}
