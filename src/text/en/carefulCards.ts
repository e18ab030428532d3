import { count, plural } from '../format.js'
import { b, type Rich, rich } from '../rich.js'

const n = (value: number) => count(value, 'en')
const people = (value: number) => `${n(value)} ${plural(value, 'en', ['person', 'people'])}`

/** A careful start, and what halts a broadcast that drives people away. */
export const carefulCards = {
  on: '✅ Careful start',
  off: '☐ Careful start',
  /** On the check, with how many get it when; `second` null: nobody is left for a second step. */
  waves: (
    first: number,
    second: { people: number; when: string } | null,
    rest: { people: number; when: string } | null,
  ): string =>
    `${[
      `🐢 Careful start: ${people(first)} first`,
      ...(second === null ? [] : [`${n(second.people)} about ${second.when}`]),
      ...(rest === null ? [] : [`the other ${n(rest.people)} about ${rest.when}`]),
    ].join(', ')}.`,
  ownWaves: (first: string, second: string, rest: string): string =>
    `🐢 Careful start: by everyone’s own clock a few get it at ${first}, more at ${second}, the rest at ${rest}.`,
  because: {
    newcomers: (size: number): string =>
      `${people(size)} ${size === 1 ? 'was' : 'were'} moved in and ${size === 1 ? 'gets' : 'get'} the first message from this bot.`,
    cold: (size: number): string => `${people(size)} heard nothing from you for 90 days.`,
  },
  halts: (blocks: number, stops: number): string =>
    `It halts by itself if more than ${n(blocks)} of 1,000 block the bot or more than ${n(stops)} stop offers.`,
  startsSlowly: 'a few first',
  startsAtOnce: 'everyone at once',
  row: 'Start',

  /** On the card of what is scheduled. */
  approved: '🐢 It starts carefully: a few people first, then the others.',

  /** While it goes: who has it, and who is next. */
  sending: (wave: number, of: number): string => `🐢 Careful start: first ${n(wave)} of ${n(of)}`,
  next: (done: number, next: number, when: string): string =>
    `🐢 ${n(done)} had theirs. The next ${n(next)} get it about ${when}, unless too many leave.`,
  allNow: '⏩ To all at once',
  askAll: (name: string, waiting: number): Rich =>
    rich`⏩ Send ${b(name)} to the other ${b(n(waiting))} now, without waiting to see how people take it?`,
  reallyAll: (waiting: number): string => `⏩ To all · ${n(waiting)}`,

  alarm: rich`⏸ ${b('It halted by itself: too many people leave because of it.')}`,
  figures: (people: number): string => `Of the first ${n(people)} who got it:`,
  blocked: (size: number, rate: string, limit: number): string =>
    `· ${n(size)} blocked the bot, ${rate} of 1,000 (limit ${n(limit)})`,
  stopped: (size: number, rate: string, limit: number): string =>
    `· ${n(size)} stopped offers, ${rate} of 1,000 (limit ${n(limit)})`,
  whatNow: (waiting: number): string =>
    `${people(waiting)} still ${waiting === 1 ? 'waits' : 'wait'}. Look at whom it goes to and what it says. If you go on, it halts again at twice as many.`,
}
