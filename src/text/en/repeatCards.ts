import { count, plural } from '../format.js'
import { b, type Piece, type Rich, rich } from '../rich.js'

const n = (value: number) => count(value, 'en')
const days = (value: number) => (value === 1 ? 'a day' : `${n(value)} days`)
const runs = (value: number) => `${n(value)} ${plural(value, 'en', ['time', 'times'])}`
const people = (value: number) => `${n(value)} ${plural(value, 'en', ['person', 'people'])}`

const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const full = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const all = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
const nth = (day: number) =>
  `${day}${day % 10 === 1 && day !== 11 ? 'st' : day % 10 === 2 && day !== 12 ? 'nd' : day % 10 === 3 && day !== 13 ? 'rd' : 'th'}`

/** An offer that goes again and again. Buttons: up to 18 characters. */
export const repeatCards = {
  /** @param clock whose, such as "Moscow"; null: everybody’s own */
  daily: (time: string, clock: string | null): string => `every day at ${at(time, clock)}`,
  weekly: (week: readonly number[], time: string, clock: string | null): string => {
    const [only] = week
    const which =
      week.length === 1 && only !== undefined
        ? `every ${full[only - 1]}`
        : week.length === 7
          ? 'every day'
          : week.join() === '1,2,3,4,5'
            ? 'on weekdays'
            : `every ${all(week.map(day => names[day - 1] ?? ''))}`
    return `${which} at ${at(time, clock)}`
  },
  monthly: (day: number, time: string, clock: string | null): string =>
    `on the ${day === 31 ? 'last day' : nth(day)} of each month at ${at(time, clock)}`,
  shorter: 'In a shorter month it goes on its last day.',

  to: {
    everybody: 'everybody in it, each time',
    new: 'only people who never got it',
    every: (value: number): string => `each person at most once in ${days(value)}`,
  },
  ends: {
    never: 'never',
    after: (value: number): string => `after ${runs(value)}`,
    on: (date: string): string => `after ${date}`,
  },

  title: (name: string): Rich => rich`🔁 ${b(name)} · again and again`,
  whenRow: (words: string): string => `1 When — ${words}`,
  toRow: (words: string): string => `2 To whom each time — ${words}`,
  endsRow: (words: string): string => `3 Ends — ${words}`,
  next: (moments: string): string => `Next: ${moments}`,
  noneLeft: '⚠️ It would end before it goes for the first time.',
  cardRow: (words: string): string => `5 When — 🔁 ${words}`,
  chosen: (words: string): Rich => rich`Chosen: 🔁 ${b(words)}.`,

  rhythmAsked: rich`🗓 How often should it go? Tap, or type it: ${b('mon thu 10:00')}, ${b('every day 9:00')}, ${b('on the 1st at 12:00')}.`,
  now: (words: string): Rich => rich`Now: ${b(words)}.`,
  rhythmUnread:
    'I can send it every day, on days of the week, or on a day of the month. Write it like “mon thu 10:00”, “every day 9:00” or “on the 1st at 12:00”.',
  lastDayStays: 'One day of the week has to stay.',
  dayNames: names,
  monthAsked: 'On which day of the month? Tap, or type a number from 1 to 31.',
  monthUnread: 'I need a day of the month from 1 to 31.',
  hourAsked: (clock: string): string => `🕙 At what time, by the clock of ${clock}? Tap, or type it, such as 10:30.`,
  hourAskedOwn: '🕙 At what time, by everyone’s own clock? Tap, or type it, such as 10:30.',
  hourUnread: 'I need a time, such as 10:30.',
  eachAsked: '👥 Who should get it each time? Tap, or type a number of days.',
  eachMeans: {
    everybody: rich`${b('Everybody')}: whoever is in its segments then.`,
    new: rich`${b('Only new')}: whoever is in them and never got it.`,
    every: rich`${b('Every … days')}: whoever is in them and had none for so many days.`,
  },
  eachUnread: (most: number): string => `I need a number of days from 1 to ${n(most)}, such as 7.`,
  endsAsked: '🏁 When should it end? Tap, or type how many times (10) or the last day (24 May).',
  endsLeap: (year: number): string =>
    `The next 29 February is in ${year}. Send it with the year if you mean that one, or send another day.`,
  endsUnread: 'I need a number of times, such as 10, or the last day, such as 24 May.',

  checkTitle: (name: string): Rich => rich`📋 ${b('Check before it starts')}: ${b(name)}`,
  changeTitle: (name: string): Rich => rich`📋 ${b('From its next run on')}: ${b(name)}`,
  goes: (rhythm: string, to: string, ends: string): string => `🔁 It goes ${rhythm}, to ${to}. Ends: ${ends}.`,
  wouldGet: (size: number): Rich => rich`= ${b(`${n(size)} would get it now`)}`,
  nobodyNow: 'Nobody is in it now. That is no problem: it goes to whoever is in it each time.',
  policy:
    'Who exactly is decided each time. A run that could not begin on time goes within 3 hours; after that it is left out, and I tell you.',

  since: (mark: string, name: string, day: string): Rich => rich`${mark} ${b(name)} · since ${day}`,
  marks: { draft: '📝', running: '▶️', paused: '⏸', ended: '⏹', discarded: '🗑' },
  whomRow: (words: Piece): Rich => rich`👥 ${words}`,
  runningRow: (words: string): string => `🔁 ${words}`,
  toLine: (words: string): string => `Each time: ${words}`,
  endsLine: (words: string): string => `Ends: ${words}`,
  sent: (value: number, last: string | null): string =>
    value === 0 ? 'It has not gone yet.' : `Went ${runs(value)}${last === null ? '' : `, the last on ${last}`}.`,
  left: (missed: number, paused: number): string =>
    [missed === 0 ? null : `Missed: ${n(missed)}.`, paused === 0 ? null : `Left out while it was paused: ${n(paused)}.`]
      .filter(words => words !== null)
      .join(' '),
  nextFive: (moments: string): string => `Next: ${moments}.`,
  lastOne: 'The last run is being sent.',
  waitsFor: '⏸ One of its runs is on hold. Until somebody lets it go on or ends it, no other begins.',
  pausedSince: (moment: string): string => `⏸ Nobody has got it since ${moment}.`,
  pausedAlone: '⏸ Nobody gets it.',
  overSince: (moment: string): string => `It ended on ${moment}.`,
  halts: {
    segment: '⚠️ A segment it goes to was deleted. Choose other people under “Change”, then let it go on.',
    unreadable:
      '⚠️ Its conditions can no longer be read. Choose its people under “Change” once more, then let it go on.',
    restored: '⚠️ A backup was restored, and who got it since is not known. Decide whether it should go on.',
    alarm: '⚠️ Too many people left because of it.',
    content: '⚠️ Telegram refused what it says.',
    token: '⚠️ Telegram refused the bot’s token.',
    over: '🏁 It is over: the last run has gone out.',
  },
  paused: '⏸ Paused: nobody gets it.',
  resumed: (next: string | null): string => (next === null ? '▶️ It goes on.' : `▶️ It goes on. Next: ${next}.`),
  started: (next: string): string => `✅ It runs. First: ${next}.`,
  changed: (next: string | null): string => (next === null ? '✅ Changed.' : `✅ From the next run on: ${next}.`),
  messageChanged: '✅ From the next run on it goes as changed.',
  changeAsked: (name: string): Rich =>
    rich`✏️ What should change in ${b(name)}? All of it holds from the next run on; what people have already stays.`,
  changeOpen: 'Its message is open for a change. Until you approve that, it goes as it was.',
  askEnd: (name: string): Rich => rich`⏹ End ${b(name)}? Nobody gets it any more, and it cannot be started again.`,
  askEndNow: 'A run of it is not over: it ends as well.',
  ended: '⏹ It is over.',
  goesOnce: 'It goes once.',

  runsTitle: (name: string): Rich => rich`📋 Runs of ${b(name)}`,
  run: (moment: string, words: string): string => `${moment} · ${words}`,
  got: (size: number): string => `${people(size)} got it`,
  nobodyGot: 'nobody was in it',
  going: 'being sent',
  outcomes: { missed: 'missed', paused: 'left out', ended: 'ended by hand' },
  noRuns: 'It has not gone yet.',

  told: {
    missed: (name: string, moment: string): Rich =>
      rich`🔁 ${b(name)} did not go on ${moment}: I was not running then, and three hours later it was too late.`,
    several: (name: string, size: number, first: string, last: string): Rich =>
      rich`🔁 ${b(name)} did not go ${runs(size)}, from ${first} to ${last}: I was not running then.`,
    next: (moment: string): string => `It goes next on ${moment}.`,
  },

  keys: {
    again: '🔁 Again and again',
    rhythm: '🗓 When',
    each: '👥 Each time',
    ends: '🏁 Ends',
    once: '1️⃣ Only once',
    check: '📋 Check',
    card: '← Card',
    back: '← Back',
    everyDay: 'Every day',
    weekdays: 'Mon–Fri',
    month: '🗓 Once a month',
    hour: (time: string): string => `🕙 ${time}`,
    own: 'Own clocks',
    firstDay: 'The 1st',
    middle: 'The 15th',
    lastDay: 'The last day',
    everybody: 'Everybody',
    new: 'Only new',
    every: (value: number): string => `Every ${n(value)} days`,
    never: '♾ Never',
    after: (value: number): string => `After ${runs(value)}`,
    start: '✅ Start',
    apply: '✅ From next run',
    pause: '⏸ Pause',
    resume: '▶️ Go on',
    change: '✏️ Change',
    message: '✉️ Message, people',
    runs: '📋 Runs',
    ofRun: '🔁 All its runs',
    end: '⏹ End',
    reallyEnd: '⏹ Yes, end it',
    open: '🔁 Open it',
  },
}

function at(time: string, clock: string | null): string {
  return `${time} ${clock ?? 'by everyone’s own clock'}`
}
