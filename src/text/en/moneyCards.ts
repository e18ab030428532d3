import { count, plural } from '../format.js'
import { b, type Rich, rich } from '../rich.js'

const n = (value: number): string => count(value, 'en')
const people = (value: number): string => `${n(value)} ${plural(value, 'en', ['person', 'people'])}`
const orders = (value: number): string => `${n(value)} ${plural(value, 'en', ['order', 'orders'])}`

type Side = { n: number; of: number }
type Sides = { treated: Side; held: Side }

const sides = ({ treated, held }: Sides): string =>
  `${n(treated.n)} of ${n(treated.of)}, in the control group ${n(held.n)} of ${n(held.of)}`

/** What came after a broadcast and because of it, in money. */
export const moneyCards = {
  /** By what an order is known to have come after a message. */
  by: {
    code: 'by code',
    shared: 'its code used by somebody else',
    click_id: 'after a click',
    click: 'after a click',
    seen: 'after it was seen',
  },
  sold: (verdict: string): Rich => b(`Did it sell more? ${verdict}`),
  verdicts: { few: 'Too few to say.', unclear: 'It cannot be told.', more: 'Yes.', fewer: 'No, fewer.' },

  paid: (answer: string): Rich => b(`Did it pay? Reckoned: ${answer}`),
  paidAnswers: { yes: 'yes.', no: 'no.', unclear: 'it cannot be told.' },
  /** `most`: more than half of the buyers would have bought without it. */
  reckoned: (buyers: number, check: string, brought: string, discounts: string, most: boolean): string =>
    `${n(buyers)} more buyers at the usual check of ${check} bring about ${brought} of what you keep; the orders after it carry ${discounts} of discounts, ${most ? 'most' : 'some'} of them for people who would have bought anyway.`,
  reckonedFewer: (buyers: number, check: string, lost: string, discounts: string): string =>
    `${n(buyers)} fewer buyers at the usual check of ${check} cost about ${lost} of what you keep, and the orders after it carry ${discounts} of discounts.`,
  reckonedBetween: (low: string, high: string): string => `Between ${low} and ${high}. An estimate, not a measurement.`,
  /** Why it is not reckoned although the effect is known. */
  notReckoned: {
    margin: 'Did it pay? Say what you keep of 100, and I reckon it.',
    check: 'Did it pay? Too few orders before it to know the usual check.',
    discounts: 'Did it pay? The orders after it do not say what was taken off, so it cannot be reckoned.',
  },

  counted: (how: string, all: number): string => `${how} ${n(all)}`,
  came: (all: number, sums: string, how: readonly string[]): Rich =>
    rich`${b('Came after it:')} ${orders(all)}, ${sums} (${how.join(' · ')})`,
  noneCame: rich`${b('Came after it:')} no order`,
  cameBeside: (
    bought: number,
    share: string,
    usual: string | null,
    check: string | null,
    each: string | null,
  ): string =>
    [
      `Bought: ${people(bought)} (${share}${usual === null ? '' : `; usual ${usual}`})`,
      ...(check === null ? [] : [`average check ${check}`]),
      ...(each === null ? [] : [`${each} a message`]),
    ].join(' · '),
  shared: (all: number, sums: string): string =>
    `Not counted: codes of theirs used by somebody else, ${orders(all)}, ${sums}`,
  withoutIt: (all: number, sums: string): string =>
    `Not counted: its code used by those who did not get it, ${orders(all)}, ${sums}`,

  because: (what: string): Rich => rich`${b('Because of it:')} ${what}`,
  nobodyKeptOut: 'this broadcast had no control group of its own, so it cannot be known.',
  ended: (day: string): string => `the control group was ended early, on ${day}, so it cannot be known.`,
  unsound: 'the groups differ, something is wrong: no effect is shown.',
  sides: (treated: Side, held: Side, soFar: boolean): string =>
    `${soFar ? 'so far ' : ''}${n(treated.n)} of ${n(treated.of)} bought, in the control group ${n(held.n)} of ${n(held.of)}.`,
  stillSent: 'It is still being sent; the answer comes when orders are counted.',
  answerOn: (at: string): string => `The answer comes ${at}.`,
  soFar: ({ low, high }: { low: string; high: string }): string =>
    `Preliminary: the truth lies between ${low} and ${high} in 100.`,
  needed: (needed: number, today: number): string =>
    `To tell, orders of about ${people(needed)} have to be known (today ${n(today)}).`,
  nobodyBought: 'Nobody whose orders are known bought anything.',
  moreOf100: (of100: string): string => `${of100} more`,
  fewerOf100: (of100: string): string => `${of100} fewer`,
  unclear: (found: string, { low, high }: { low: string; high: string }, both: Sides): string =>
    `${found} buyers in 100; the truth lies between ${low} and ${high}. (${sides(both)})`,
  more: (found: string, low: string, high: string, buyers: number, both: Sides): string =>
    `${found} more buyers in 100 (between ${low} and ${high}): about ${n(buyers)} who would not have bought. (${sides(both)})`,
  fewer: (found: string, low: string, high: string, buyers: number, both: Sides): string =>
    `${found} fewer buyers in 100 (between ${low} and ${high}): about ${n(buyers)} who would have bought. (${sides(both)})`,
  moneyEach: (found: string, low: string, high: string, less: boolean): string =>
    `For each person ${found} ${less ? 'less' : 'more'} (between ${low} and ${high}).`,
  known: (share: string): string => `Orders are known of ${share} of those who got it.`,
  tooLong: 'Counting its orders takes too long just now. Press Refresh in a minute.',
  ordersUnknown: 'Orders are not known yet, so what it sold is not either.',

  /** What one message or link brought. */
  part: (bought: number | null, all: number, sums: string): string =>
    `${bought === null ? '' : `bought ${n(bought)} · `}${orders(all)}, ${sums}`,
  picture: '🖼 Picture',
  closePicture: '✖️ Close',
  hours: {
    key: '🕙 By hour',
    title: (name: string): Rich => rich`📊 ${b(name)} · by hour`,
    /** Over the picture, which has no emoji. */
    drawnTitle: (name: string): string => `${name} · by hour`,
    none: 'Nobody has clicked or ordered yet.',
    note: 'Hours since each person got it; a click is each person’s first.',
    hour: (from: number, before: number): string => `${from}–${before} h`,
    day: (day: number): string => `day ${day}`,
    line: (when: string, clicked: number, all: number): string =>
      `${when}: clicked ${n(clicked)}${all === 0 ? '' : ` · ${orders(all)}`}`,
    dayOnly: (all: number): string => `${orders(all)}: only the day is known`,
    clicked: 'First clicks, people',
    orders: 'Orders after it',
  },
  drawn: {
    after: 'Came after it, orders',
    because: 'Because of it: bought, of 100',
    treated: 'Were to get it',
    held: 'Control group',
    side: (of100: string, bought: number, of: number): string => `${of100} (${n(bought)} of ${n(of)})`,
    ends: 'The line on each bar shows where the truth may lie. Everyone who was to get it counts, delivered or not, if their orders were known.',
    noControl: 'This broadcast had no control group of its own, so what came because of it cannot be known.',
    noneAfter: 'No order yet',
    noneClicked: 'Nobody has clicked yet.',
    byMessage: 'Clicked, of 100 who got the message',
    message: (share: string, all: number): string => (all === 0 ? share : `${share} · ${orders(all)}`),
  },

  keys: {
    phones: '📱 Ask for phones',
    quarter: '🧪 Whole quarter',
    next: '🧪 Next time',
    helps: '💡 What helps',
    happened: '❓ What happened',
  },
  /** What can be done now, on a card of its own. */
  ways: {
    helps: (name: string): Rich =>
      rich`${b(`💡 ${name}: what helps`)}\nDiscounts also go to people who would have bought anyway. So:\n• a smaller discount, or a gift that costs you less\n• a code only for those who are asleep\n• Champions and Loyal left out: they buy without it\n• what is new instead of what is cheaper`,
    next: (name: string): Rich =>
      rich`${b(`🧪 ${name}: next time`)}\nWhat came because of an offer shows only beside people who did not get it. Before sending, the check offers to keep 10 % out by dice, wherever an effect would show. In a small shop one broadcast is too few for that: a control group of the quarter compares all offers together.`,
    happened: (name: string): Rich =>
      rich`${b(`❓ ${name}: what happened`)}\nDice make groups of the planned sizes, alike in everything. These two are not: more people are missing from one than chance explains. Usually people were deleted, a backup was restored, or orders of one group came from another file. An effect reckoned from such groups would be wrong, so none is shown. Tell whoever runs the program.`,
  },
}
