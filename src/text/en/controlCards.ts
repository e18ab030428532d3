import { count, plural } from '../format.js'
import { b, type Rich, rich } from '../rich.js'

const n = (value: number): string => count(value, 'en')
const people = (value: number): string => `${n(value)} ${plural(value, 'en', ['person', 'people'])}`

/** Control groups: of one broadcast on its check, and of the quarter. Effects and shares are buyers in 100, in words. */
export const controlCards = {
  check: {
    none: (known: number, buy: string, share: string, effect: string): string =>
      `🧪 Control group: none. Orders of ${n(known)} are known, ${buy} in 100 buy; a group of ${share} would show an effect of ${effect} in 100 or more.`,
    /** Among those who do not get it, and of the others. */
    less: (size: number): string => `− about ${n(size)} control group of this broadcast`,
    willGet: (size: number): Rich => rich`= ${b(`about ${n(size)} will get it`)}`,
    kept: (share: string, effect: string | null): string =>
      `🧪 Control group: ${share}, so that I can compare.${effect === null ? '' : ` It will show an effect of ${effect} in 100 or more.`}`,
  },
  keep: (share: string): string => `🧪 Keep ${share} out`,
  keepNone: '🧪 Send to all',
  /** Among what a change of a scheduled broadcast would change. */
  row: 'Control group',
  nobody: 'none',
  /** On the card of a broadcast. */
  approved: (share: string): string => `🧪 ${share} are kept out as its control group.`,
  heldOut: (size: number): string => `🧪 Its own control group: ${people(size)} did not get it.`,

  door: '🧪 Control group',
  title: b('🧪 Does it work at all?'),
  why: 'Choose some people who get no offers for a quarter; in the end I compare. It is the only honest answer for a shop of your size.',
  known: (known: number): string => `Orders are known of ${n(known)}. Kept out:`,
  size: (share: string, size: number, effect: string | null): string =>
    `${share} · ${people(size)} → ${effect === null ? 'would show nothing' : `shows an effect of ${effect} in 100 or more`}`,
  cost: 'It costs what your offers would have earned from them. Order messages, answers and the welcome still come; codes they find elsewhere work.',
  tooFew: (known: number, fewest: number): string =>
    `Orders are known of ${people(known)}. That is too few for a quarter: it takes ${n(fewest)}. Ask for phones first.`,
  noneBuys: 'None of them bought in the last three months, so there is nothing to compare yet.',
  slow: 'Counting takes too long just now. Try again in a minute.',
  noThanks: '🚫 No, thanks',

  confirm: (from: string, last: string, size: number): Rich =>
    rich`🧪 From ${b(from)} to ${b(last)}, ${people(size)} drawn by dice. New subscribers join with the same chance. Nobody can be picked out by hand: that would spoil it. You can end it any day, and lose the figure.`,
  start: (from: string): string => `✅ Start ${from}`,
  exists: 'There is a control group already.',

  heading: (share: string): Rich => rich`🧪 ${b('Control group of the quarter')} · ${share}`,
  planned: (from: string, last: string): string =>
    `It begins on ${from} and lasts until ${last}. Nobody is kept out yet.`,
  running: (last: string): string =>
    `It lasts until ${last}. Order messages, answers, questions and the welcome still come to these people.`,
  sides: (held: number, heldKnown: number, others: number, othersKnown: number): string =>
    `Get no offers: ${people(held)} (orders known of ${n(heldKnown)}). Get them: ${people(others)} (orders known of ${n(othersKnown)}).`,
  assigning: 'People are being drawn just now.',
  toldThen: 'What it shows is said when it is over: looking earlier would find effects that are not there.',
  end: '⏹ End it',
  endAsked: (last: string): Rich =>
    rich`⏹ ${b('End the control group now?')} Everybody gets offers again, and what it would have shown on ${last} is lost.`,
  endYes: '⏹ End, lose figure',
  callOff: '⏹ Call it off',
  callOffAsked: (from: string): Rich => rich`⏹ ${b('Call the control group off?')} Nobody is kept out on ${from} then.`,
  ended: '⏹ Ended. Everybody gets offers again.',
  calledOff: '⏹ Called off. Nobody was kept out.',

  over: (from: string, last: string): Rich => rich`🧪 ${b('Control group of the quarter')} · ${from} – ${last}`,
  /** What a quarter came to; `buyers` rounded. */
  more: (difference: string, low: string, high: string, buyers: number): Rich =>
    rich`${b(`This quarter’s offers brought ${difference} more buyers in 100 (between ${low} and ${high}), about ${n(buyers)} of them.`)}`,
  fewer: (difference: string, low: string, high: string): Rich =>
    rich`${b(`With this quarter’s offers there were ${difference} fewer buyers in 100 (between ${low} and ${high}).`)}`,
  unclear: (difference: string, low: string, high: string): Rich =>
    rich`${b('Did it work? It cannot be told.')} ${difference}; the truth lies between ${low} and ${high}.`,
  moreBy: (figure: string): string => `${figure} more buyers in 100`,
  fewerBy: (figure: string): string => `${figure} fewer buyers in 100`,
  briefMore: (figure: string): string => `${figure} more`,
  briefFewer: (figure: string): string => `${figure} fewer`,
  few: (needed: number | null): Rich =>
    rich`${b('Did it work? Too few to say.')}${needed === null ? ' Nobody bought.' : ` To tell, orders of about ${people(needed)} have to be known.`}`,
  unsound: rich`${b('The groups differ, something is wrong: no effect is shown.')} Dice do not make such groups. Perhaps people were removed from the database, or orders were linked to only one of them.`,
  nobodyIn: 'Nobody was in it, so there is nothing to compare.',
  preliminary: 'What it shows is still preliminary.',
  sidesBought: (bought: number, of: number, heldBought: number, heldOf: number): string =>
    `${n(bought)} of ${n(of)} bought; in the control group ${n(heldBought)} of ${n(heldOf)}. Only people whose orders were known when it began.`,
  another: '🧪 Another quarter',
  enough: '⏹ Enough',
  enoughSaid: 'Everybody gets offers. You can start another one under Settings.',

  /** On somebody's card. */
  person: (last: string): string => `🧪 Control group until ${last}: gets no offers`,
}
