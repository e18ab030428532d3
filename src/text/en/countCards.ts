import { count, plural, share } from '../format.js'
import { b, lines, rich } from '../rich.js'

const n = (value: number) => count(value, 'en')
const people = (value: number) => `${n(value)} ${plural(value, 'en', ['person', 'people'])}`

const listed = (words: readonly string[]) => words.map(word => `“${word}”`).join(', ')
const isOne = ([first, ...others]: readonly string[]) => others.length === 0 && first?.includes(' ') === false

const ENDINGS: Record<string, string> = { one: 'st', two: 'nd', few: 'rd', other: 'th' }
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' })
const ordinal = (value: number) => (value === 2 ? 'second' : `${n(value)}${ENDINGS[ordinals.select(value)]}`)

/** Answers to /count. */
export const countCards = {
  usage: lines([
    rich`🔢 ${b('How many people are …')}`,
    'Write conditions after the command: values joined by commas, conditions by “and” or by “or”. Tap an example to copy it:',
  ]),
  examples: [
    '/count subscribed in 7 days and premium: yes',
    '/count received 3+ in 60 days and not seen in 60 days',
    '/count city: Riga, Vilnius and age 25–40',
  ],
  figures: (inside: number, everyone: number, reachable: number) =>
    lines([
      rich`🔢 ${b(n(inside))} of ${people(everyone)} · ${share(inside, everyone, 'en')}`,
      `${n(reachable)} can be reached now`,
    ]),
  /** From a sample of one person in `apart`; `from` and `to` hold with 95 % confidence. */
  estimated: (of: { people: number; everyone: number; reachable: number; apart: number; from: number; to: number }) =>
    lines([
      rich`🔢 About ${b(n(of.people))} of ${people(of.everyone)}`,
      `About ${n(of.reachable)} can be reached now`,
      `≈ An exact count takes too long, so every ${ordinal(of.apart)} person was asked: ${n(of.from)} to ${n(of.to)}, 95 % sure. Sending finds everybody.`,
    ]),
  /** As it was counted earlier. */
  stored: (inside: number, reachable: number, when: string) =>
    lines([
      rich`🔢 ${b(n(inside))}, as counted on ${when}`,
      `${n(reachable)} could be reached then`,
      '≈ An exact count takes too long just now. Sending finds everybody.',
    ]),
  linked: (linked: number, all: number) =>
    all > 0 && linked === all
      ? '🔗 All of them are linked to the CRM.'
      : `🔗 This depends on orders: ${n(linked)} ${linked === 1 ? 'is' : 'are'} linked to the CRM; for ${people(all - linked)} no orders are known.`,
  onlyLinked: '🔗 Only linked',
  joinedLater: (later: number) => `🕒 ${n(later)} of them joined after this period began.`,
  leaveOut: '🕒 Leave them out',
  unwatched: (name: string) =>
    `👁 Who enters and leaves “${name}” is not watched yet: it is known only from when you begin.`,
  watchBegins: (name: string) => `👁 From now on I watch who enters and leaves “${name}”, once a day.`,
  watchedSince: (name: string, day: string) => `👁 Who enters and leaves “${name}” is known since ${day}.`,
  watch: '👁 Watch it',
  unwatch: '🙈 Stop watching',
  askUnwatch: (name: string) =>
    rich`🙈 Stop watching who enters and leaves ${b(name)}? What is known so far stays; from now on nothing is added.`,
  unwatchAsked: (by: string) => rich`The segment ${b(by)} asks for that: nobody new will come into it by this.`,
  unwatchedNow: (name: string) => `I no longer watch who enters and leaves “${name}”.`,
  groupsUnwatched: '👁 Who moves between RFM groups is not watched yet: it is known only from when you begin.',
  groupsSince: (day: string) => `👁 Who moves between RFM groups is known since ${day}.`,
  groupsWatchBegins: '👁 From now on I watch who moves between RFM groups, whenever scores are worked out.',
  watchGroups: '👁 Watch RFM groups',
  unwatchGroups: '🙈 Stop RFM watch',
  askUnwatchGroups:
    '🙈 Stop watching who moves between RFM groups? What is known so far stays; from now on nothing is added.',
  groupsUnwatchedNow: 'I no longer watch who moves between RFM groups.',
  /** A name that nobody has, by what it should be one of; `of` is the field or the offer. */
  nobodyHas: {
    value: (value: string, of: string) => rich`⚠️ Nobody has ${b(value)} in ${of}.`,
    source: (value: string) => rich`⚠️ Nobody came by the source ${b(value)}.`,
    channel: (value: string) => rich`⚠️ No source has the channel ${b(value)}.`,
    language: (value: string) => rich`⚠️ Nobody’s language is ${b(value)}.`,
    product: (value: string) => rich`⚠️ Nobody has bought ${b(value)}.`,
    category: (value: string) => rich`⚠️ Nobody has bought anything of the category ${b(value)}.`,
    promoCode: (value: string) => rich`⚠️ Nobody has used the promo code ${b(value)}.`,
    link: (value: string, of: string) => rich`⚠️ ${b(of)} has no link ${b(value)}.`,
  },
  saysSegment: (segment: string) => rich`That is what the segment ${b(segment)} says.`,
  wordsHidden: 'It asks for names, or for what people wrote themselves (hidden from analysts).',
  asksWho: 'You see people as numbers, so I do not count by names or by what people wrote themselves.',
  didYouMean: 'No offer can go out by that. Did you mean:',
  noOffer: 'An offer to this segment will not start. Change that name first.',
  wouldWiden: 'With “not” before it, it leaves nobody out.',
  howToAsk: '❔ How to ask',
  changeByButtons: '✏️ Change by buttons',
  severalWays: (ways: number) => `🤔 This can mean ${ways === 2 ? 'two' : n(ways)} things. Which one did you mean?`,
  way: (number: number) => `${number}️⃣`,
  /** Words that were set aside, so that the rest can be read. */
  unread: (words: readonly string[]): string =>
    `I do not understand ${listed(words)}. Without ${isOne(words) ? 'it' : 'them'} I read:`,
  unreadEither: 'I do not understand all of the words. Without some of them I read one of these:',
  without: (words: readonly string[]): string => `without ${listed(words)}`,
  takeRest: '✅ Without it',
  outdated: 'This answer is out of date. Send /count again.',
}
