import { count, plural, share } from '../format.js'
import { b, lines, type Rich, rich } from '../rich.js'

const n = (value: number) => count(value, 'en')
const people = (value: number) => `${n(value)} ${plural(value, 'en', ['person', 'people'])}`
const signed = (value: number) => `${value > 0 ? '+' : value < 0 ? '−' : '±'}${n(Math.abs(value))}`
const group = ({ people: all, reachable }: { people: number; reachable: number }) =>
  rich`${b(n(all))} · ${n(reachable)} can be reached`

/** A fixed list before and after a change, in people. */
type ListFigures = { before: number; after: number; added: number; gone: number }
const moved = (added: number, gone: number) =>
  `${added === 0 ? '' : `: ${n(added)} added`}${gone === 0 ? '' : `${added === 0 ? ':' : ','} ${n(gone)} removed`}`

type Part = { having: number; known: number }

/** Looking at segments: what sets them apart, how they grow and overlap, pictures, fixed lists. */
export const analysisCards = {
  buttons: {
    apart: '📊 What sets them apart',
    growth: '📈 Growth',
    overlap: '⭕ Overlap with…',
    freeze: '🧊 Freeze as a list',
    add: '➕ Add people',
    take: '➖ Remove',
    replace: '🔁 Replace all',
    map: '🗺 RFM map',
    ladder: '🪜 Ladder',
    list: '📋 From a list',
  },
  stands: 'This picture is here already.',
  inWords: '🔢 In numbers',
  close: '✖️ Close',

  apart: (name: string) => rich`📊 ${b(name)} · what sets them apart`,
  difference: (name: string, { inside, outside }: { inside: Part; outside: Part }) =>
    rich`• ${b(name)} — ${share(inside.having, inside.known, 'en')} here, ${share(outside.having, outside.known, 'en')} of the others`,
  tooFew: 'Too few people to say what is special: at least 20 are needed in the segment, and 20 outside it.',
  nothingApart: (compared: number) =>
    `Nothing: I compared ${n(compared)} ${plural(compared, 'en', ['answer', 'answers'])}, and in none of them do they surely differ from the others.`,
  howCompared: (compared: number) =>
    `${n(compared)} ${plural(compared, 'en', ['answer', 'answers'])} compared; only what is surely not chance is shown. Shares are of the people whose answer is known.`,
  looking: (answered: number, questions: number) => `⏳ Looking at fields… ${n(answered)} of ${n(questions)}`,
  /** @param inside, outside how many of either side were drawn */
  drawn: ({ inside, outside }: { inside: number; outside: number }) =>
    `There are many people, so I looked at ${n(inside)} in the segment and ${n(outside)} of the others, drawn at random.`,
  tooSlow: (facts: string) => `Not looked at, because it would have taken too long: ${facts}.`,
  leftOut: (facts: string) => `Not compared, because they are what makes the segment: ${facts}.`,

  facts: {
    age: 'Age',
    language: 'Language',
    premium: 'Telegram Premium',
    source: 'Source',
    clicked: 'Clicked in 30 days',
    seen: 'Saw an offer in 30 days',
    ordered: 'Ordered in 12 months',
    engagement: 'Signs of life',
    rfm: 'RFM group',
    ladder: 'Step of the ladder',
  },
  builtIn: { city: 'City', country: 'Country', birthday: 'Birthday' },
  any: 'any',
  /** @param open the end itself is not in it */
  upTo: (end: string, open: boolean) => (open ? `under ${end}` : `up to ${end}`),
  from: (start: string) => `${start} and more`,
  between: (start: string, end: string) => `${start}–${end}`,

  growthTitle: (name: string) => rich`📈 ${b(name)}`,
  lines: { size: 'People in it', reachable: 'Can be reached' },
  growthAxes: {
    people: 'people',
    days: 'one point a day',
    gaps: 'one point a day; a gap: not counted',
  },
  growth: (growth: readonly { days: 1 | 7 | 30; more: number | null }[]) =>
    growth
      .filter(({ more }) => more !== null)
      .map(({ days, more }) => `${signed(more ?? 0)} ${days === 1 ? 'since yesterday' : `in ${days} days`}`)
      .join(' · '),
  nobodySoFar: 'Nobody has been in it in the last 90 days.',
  noGrowthYet: 'I count it once a day. Come back tomorrow to see how it grows.',
  moved: (entered: number, gone: number) => `Today ${n(entered)} came in, ${n(gone)} left.`,
  recount: '🔄 Count now',

  chooseOther: (name: string) => rich`⭕ Compare ${b(name)} with which segment?`,
  findOther: '🔎 Find',
  noneCalled: (words: string) => rich`🔎 No other segment is called ${b(words)}.`,
  noOther: 'There is no other segment to compare with yet.',
  overlap: (first: string, second: string) => rich`⭕ ${b(first)} and ${b(second)}`,
  overlapLines: (
    first: string,
    second: string,
    found: Record<'onlyFirst' | 'both' | 'onlySecond', { people: number; reachable: number }>,
  ) =>
    lines([
      rich`Only in ${first}: ${group(found.onlyFirst)}`,
      rich`In both: ${group(found.both)}`,
      rich`Only in ${second}: ${group(found.onlySecond)}`,
    ]),
  onlyIn: (name: string) => `Only in ${name}`,
  both: 'In both',
  inBoth: (first: string, second: string) => `In ${first} and in ${second}`,
  another: '⭕ Another one',

  mapTitle: (customers: number) => `RFM map · ${n(customers)} ${plural(customers, 'en', ['customer', 'customers'])}`,
  axes: {
    recency: 'Recency: 1 long ago, 5 recently',
    frequency: 'Frequency: 1 once, 5 often',
    people: 'Customers in a square:',
  },
  mapCaption:
    'Further right: bought more recently. Further up: bought more often. The stronger the colour, the more customers.',
  countedOn: (day: string) => `Counted ${day}`,
  noScores: 'There is nothing to show yet: no customer has an order in the window.',
  ladderTitle: 'Ladder',
  ladderAxes: { people: 'Bars: people', share: '%: of those whose step is known' },
  ladderCaption:
    'Shares are of those whose step is known. Unknown is no step: these people have not shown where they stand.',
  noLadder: 'There is nothing to show yet: nobody has shown on which step they stand.',

  frozen: (name: string) => `The people in it now are kept as “${name}”.`,
  askList: lines([
    rich`📋 ${b('From a list')}`,
    'Send Telegram ids, @usernames or phone numbers, one person a line. Or a .txt or .csv file, up to 1 MB.',
  ]),
  listUnread: 'I need text, or a .txt or .csv file of up to 1 MB. Spreadsheets can be saved as CSV.',
  listName: (day: string) => `List of ${day}`,
  listMade: (name: string) => rich`📋 ${b(name)} is saved.`,
  nobodyFound: 'I found nobody, so no list was made. Check the lines and send them again.',
  found: (value: number) => `Found: ${people(value)}`,
  missing: (value: number, asFile: boolean) =>
    asFile
      ? `Not found: ${n(value)} ${plural(value, 'en', ['line', 'lines'])}, all in the file above`
      : `Not found: ${n(value)} ${plural(value, 'en', ['line', 'lines'])}`,
  missingFile: 'not found',
  repeated: (value: number) => `Repeated: ${n(value)}`,
  askChange: {
    add: (name: string, now: number): Rich =>
      rich`➕ ${b(name)} has ${people(now)}. Who should be added? Send ids, @names or phones, or a .txt or .csv file.`,
    take: (name: string, now: number): Rich =>
      rich`➖ ${b(name)} has ${people(now)}. Who should be removed? Send ids, @names or phones, or a .txt or .csv file.`,
    replace: (name: string, now: number): Rich =>
      rich`🔁 ${b(name)} has ${people(now)}. Who should be in it instead? Send ids, @names or phones, or a .txt or .csv file.`,
  },
  nobodyToChange: 'I found nobody, so nothing changed. Check the lines and send them again.',
  changeTitle: (name: string): Rich => rich`📋 ${b(name)}`,
  changed: ({ before, after, added, gone }: ListFigures): string =>
    `✅ It had ${people(before)}, now ${n(after)}${moved(added, gone)}.`,
  wouldChange: ({ before, after, added, gone }: ListFigures): string =>
    `It has ${people(before)}, and would have ${n(after)}${moved(added, gone)}.`,
  unchanged: (now: number): string => `Nothing to change: it still has ${people(now)}.`,
  applyChange: (added: number, gone: number): string =>
    added === 0 ? `➖ Remove ${n(gone)}` : gone === 0 ? `➕ Add ${n(added)}` : `🔁 Add ${n(added)}, remove ${n(gone)}`,
  changeOver: 'This question is out of date. Open the list and start again.',
  openList: '👥 Open it',
  fixed: 'A fixed list: people stay in it whatever they do.',
}
