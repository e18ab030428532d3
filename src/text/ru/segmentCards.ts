import type { segmentCards as en } from '../en/segmentCards.js'
import { count, plural, share } from '../format.js'
import { b, lines, rich } from '../rich.js'

const n = (value: number) => count(value, 'ru')
const people = (value: number) => `${n(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`
/** "из 21 человека": the genitive, singular where the number ends in one. */
const ofPeople = (value: number) => `${n(value)} ${plural(value, 'ru', ['человека', 'человек', 'человек'])}`
const available = (value: number) => `${plural(value, 'ru', ['доступен', 'доступны', 'доступно'])} ${n(value)}`

/** The marketer's segment screens. */
export const segmentCards: typeof en = {
  list: total => lines([rich`👥 ${b('Сегменты')} · ${n(total)}`, 'Нажмите на сегмент, чтобы увидеть, кто в нём.']),
  noneYet: lines([
    rich`👥 ${b('Сегменты')}`,
    'Пока нет ни одного. Сегмент — это люди, у которых есть что-то общее: каждому можно отправить своё предложение.',
  ]),
  add: '➕ Новый сегмент',

  title: name => rich`👥 ${b(name)}`,
  people: (inside, everyone) => rich`${b(people(inside))} · ${share(inside, everyone, 'ru')} от всех`,
  reachable: available,
  tooLong: 'Подсчёт занял слишком много времени. Повторите через минуту или уберите часть условий.',
  five: '👀 Пять человек',
  change: '✏️ Изменить',
  rename: '🏷 Назвать иначе',
  write: '✍️ Написать им',
  remove: '🗑 Удалить',

  sample: name => rich`👀 Случайные люди из сегмента ${b(name)}:`,
  nobody: 'Сейчас в нём никого нет.',

  askRename: name =>
    lines([rich`🏷 Как теперь назвать сегмент ${b(name)}?`, 'Отправьте новое название, до 64 символов.']),
  nameInWords: 'Название — это слова: отправьте его текстом, до 64 символов.',

  askDelete: name =>
    lines([
      rich`🗑 Удалить сегмент ${b(name)}?`,
      'Люди из него останутся подписчиками, а отправленные предложения сохранят свои цифры.',
    ]),
  removeSurely: '🗑 Да, удалить',
  unreadable: '⚠️ Его условия больше не прочитать, поэтому в нём никого. Удалите его и создайте заново.',
  removed: name => `Сегмент «${name}» удалён.`,

  ready: any =>
    lines([
      rich`➕ ${b('Новый сегмент')}`,
      any
        ? 'Вот готовые, с числом людей в них сейчас. Нажмите, чтобы заглянуть внутрь, или соберите условия сами.'
        : 'Подписчиков пока нет, поэтому готовых сегментов тоже. Но условия можно собрать уже сейчас.',
    ]),
  fromConditions: '🧩 Из условий',
  unfinished: conditions => `📝 Черновик · ${n(conditions)}`,
  preview: name => rich`👀 ${b(name)}`,

  newTitle: rich`🧩 ${b('Новый сегмент')}`,
  changeTitle: name => rich`✏️ ${b(name)}`,
  noConditions: 'Условий пока нет. Добавьте первое.',
  ofEveryone: (inside, everyone, reachable) =>
    lines([rich`${b(n(inside))} из ${ofPeople(everyone)} · ${available(reachable)}`]),
  addCondition: '➕ Условие',
  toAny: '⇄ Любое из них',
  toAll: '⇄ Все сразу',
  save: '💾 Сохранить',
  outdated: 'Эта карточка относится к сегменту, который вы уже сохранили или оставили. Актуальные — в /segments.',
  conditionGone: 'Этого условия уже нет. Вернитесь, чтобы увидеть, что есть сейчас.',
  goneMeanwhile: 'Этот сегмент тем временем удалили. Нажмите «Сохранить» ещё раз, чтобы создать его заново.',
  enough: limit => `Здесь в сегменте может быть не больше ${n(limit)} условий. Сначала уберите одно.`,

  askName: name =>
    lines([rich`🏷 ${b('Как его назвать?')}`, 'Отправьте название, до 64 символов. Или возьмите это:', b(name)]),
  takeName: '💾 Взять это',

  kind: 'Что должно быть верно для этих людей?',
  kinds: {
    language: '🌐 Язык',
    premium: '⭐ Премиум',
    source: '🚪 Источник',
    subscribed: '📅 Подписка',
    received: '📬 Получено',
    seen: '👀 Видел',
    clicked: '👆 Клики',
  },
  condition: number => `🧩 Условие ${number}`,
  alone: value => `Само по себе: ${people(value)}`,
  group: 'Это группа условий. Её можно обратить кнопкой «Не» или убрать, но нельзя менять по частям.',
  conditions: '← Условия',
  not: '🔄 Не',
  drop: '🗑 Убрать',
  howOften: '🔢 Сколько раз',
  when: '🕒 Когда',
  whichOffer: '📣 Предложение',
  whichLink: '🔗 Ссылка',
  onlyCertain: '👁 Только точно',
  alsoProbable: '👁 И вероятно',

  askLanguages:
    'На каком языке они читают? Отметьте один или несколько. Это язык, который они выбрали сами, а если не выбирали — язык их приложения.',
  askSources: 'Откуда они пришли? Отметьте один или несколько. Источник — это метка в ссылке их первого запуска.',
  noLanguages: 'Язык пока ни у кого не известен.',
  noSources: 'По ссылке с меткой пока никто не приходил.',
  chosen: values => rich`Выбрано: ${b(values)}`,
  askPremium: 'Есть ли у них Telegram Premium?',
  premium: '⭐ Есть',
  noPremium: 'Нет',

  askSubscribed: 'Когда они подписались?',
  askWhen: { received: 'Когда они получили?', seen: 'Когда они видели?', clicked: 'Когда они перешли по ссылке?' },
  allTime: 'за всё время',
  otherIn: '⌨️ Другое: за …',
  otherOver: '⌨️ Больше … назад',
  askDays: {
    in: 'За сколько дней? Отправьте число, например 45.',
    over: 'Больше скольких дней назад? Отправьте число, например 45.',
  },
  daysInvalid: 'Нужно целое число дней от 1 до 10 000, например 45.',

  askCount: {
    received: 'Сколько предложений они получили?',
    seen: 'Сколько предложений они видели?',
    clicked: 'Сколько было кликов?',
  },
  atLeast: value => `не меньше ${value}`,
  atMost: value => `не больше ${value}`,
  none: 'ни одного',

  askOffer: 'Какое предложение? Сначала отправленные последними.',
  noOffers: 'Пока ничего не отправлено, поэтому подойдёт только любое.',
  anyOffer: 'Любое',
  askLink: offer => rich`Какая ссылка из предложения ${b(offer)}?`,
  anyLink: 'Любая ссылка',
}
