import type { countCards as en } from '../en/countCards.js'
import { count, plural, share } from '../format.js'
import { b, lines, rich } from '../rich.js'

const n = (value: number) => count(value, 'ru')
const people = (value: number) => `${n(value)} ${plural(value, 'ru', ['человека', 'человек', 'человек'])}`

const listed = (words: readonly string[]) => words.map(word => `«${word}»`).join(', ')
const isOne = ([first, ...others]: readonly string[]) => others.length === 0 && first?.includes(' ') === false

export const countCards: typeof en = {
  usage: lines([
    rich`🔢 ${b('Сколько людей…')}`,
    'Напишите условия после команды: значения через запятую, условия через «и» или через «или». Нажмите на пример, чтобы скопировать:',
  ]),
  examples: [
    '/count подписка за 7 дней и премиум: да',
    '/count получено 3+ за 60 дней и не видел за 60 дней',
    '/count город: Рига, Вильнюс и возраст 25–40',
  ],
  figures: (inside, everyone, reachable) =>
    lines([
      rich`🔢 ${b(n(inside))} из ${people(everyone)} · ${share(inside, everyone, 'ru')}`,
      `Можно написать: ${n(reachable)}`,
    ]),
  estimated: of =>
    lines([
      rich`🔢 Примерно ${b(n(of.people))} из ${people(of.everyone)}`,
      `Можно написать: примерно ${n(of.reachable)}`,
      `≈ Точный подсчёт слишком долгий, поэтому спросили ${of.apart === 2 ? 'каждого второго' : `каждого ${n(of.apart)}-го`}: от ${n(of.from)} до ${n(of.to)} с вероятностью 95 %. При отправке найдём всех.`,
    ]),
  stored: (inside, reachable, when) =>
    lines([
      rich`🔢 ${b(n(inside))} — по подсчёту на ${when}`,
      `Можно было написать: ${n(reachable)}`,
      '≈ Точный подсчёт сейчас слишком долгий. При отправке найдём всех.',
    ]),
  linked: (linked, all) =>
    all > 0 && linked === all
      ? '🔗 Все они связаны с CRM.'
      : `🔗 Здесь важны заказы: с CRM связаны ${n(linked)}; у ${people(all - linked)} заказы неизвестны.`,
  onlyLinked: '🔗 Только связанные',
  joinedLater: later => `🕒 Из них ${n(later)} пришли позже, чем начинается этот срок.`,
  leaveOut: '🕒 Исключить их',
  unwatched: name =>
    `👁 За тем, кто входит в «${name}» и выходит, пока не следим: это известно только с начала слежения.`,
  watchBegins: name => `👁 С этого момента раз в день смотрю, кто вошёл в «${name}» и кто вышел.`,
  watchedSince: (name, day) => `👁 Кто вошёл в «${name}» и кто вышел, известно с ${day}.`,
  watch: '👁 Следить',
  unwatch: '🙈 Не следить',
  askUnwatch: name =>
    rich`🙈 Больше не следить, кто входит в ${b(name)} и выходит? Что уже известно, останется; нового не прибавится.`,
  unwatchAsked: by => rich`Это условие есть в сегменте ${b(by)}: новые люди по нему туда больше не попадут.`,
  unwatchedNow: name => `Больше не слежу, кто входит в «${name}» и кто выходит.`,
  groupsUnwatched: '👁 За переходами между RFM-группами пока не следим: они известны только с начала слежения.',
  groupsSince: day => `👁 Переходы между RFM-группами известны с ${day}.`,
  groupsWatchBegins: '👁 С этого момента слежу за переходами между RFM-группами: при каждом пересчёте оценок.',
  watchGroups: '👁 Следить за RFM',
  unwatchGroups: '🙈 Не следить за RFM',
  askUnwatchGroups:
    '🙈 Больше не следить за переходами между RFM-группами? Что уже известно, останется; нового не прибавится.',
  groupsUnwatchedNow: 'Больше не слежу за переходами между RFM-группами.',
  nobodyHas: {
    value: (value, of) => rich`⚠️ Значения ${b(value)} ни у кого нет (${of}).`,
    source: value => rich`⚠️ Из источника ${b(value)} никто не приходил.`,
    channel: value => rich`⚠️ Канала ${b(value)} нет ни у одного источника.`,
    language: value => rich`⚠️ Языка ${b(value)} ни у кого нет.`,
    product: value => rich`⚠️ ${b(value)} никто не покупал.`,
    category: value => rich`⚠️ В категории ${b(value)} никто ничего не покупал.`,
    promoCode: value => rich`⚠️ Промокод ${b(value)} никто не применял.`,
    link: (value, of) => rich`⚠️ В предложении ${b(of)} нет ссылки ${b(value)}.`,
  },
  saysSegment: segment => rich`Так сказано в сегменте ${b(segment)}.`,
  wordsHidden: 'Условие об именах или о том, что люди написали сами (аналитику не видно).',
  asksWho: 'Вы видите людей под номерами, поэтому по именам и по тому, что люди написали сами, я не считаю.',
  didYouMean: 'Писать по такому условию нельзя. Возможно, вы имели в виду:',
  noOffer: 'Писать по такому условию нельзя. Сначала измените его.',
  wouldWiden: 'С «не» перед ним условие никого не исключает.',
  howToAsk: '❔ Как спросить',
  changeByButtons: '✏️ Изменить кнопками',
  severalWays: ways =>
    `🤔 Это можно понять ${ways === 2 ? 'двумя способами' : `по-разному: ${n(ways)}`}. Как вы имели в виду?`,
  way: number => `${number}️⃣`,
  unread: words =>
    `${isOne(words) ? 'Слово' : 'Слова'} ${listed(words)} не понял. Без ${isOne(words) ? 'него' : 'них'} читаю так:`,
  unreadEither: 'Понял не все слова. Если некоторые отбросить, читаю так:',
  without: words => `без ${listed(words)}`,
  takeRest: '✅ Без этого',
  outdated: 'Это старый ответ. Отправьте /count ещё раз.',
}
