import { count } from '../../format.js'
import { b, code, type Rich, rich } from '../../rich.js'

const n = (value: number) => count(value, 'en')
const days = (value: number) => `${n(value)} ${value === 1 ? 'day' : 'days'}`
const people = (value: number) => `${n(value)} ${value === 1 ? 'person' : 'people'}`
/** After so many hours. */
const after = (hours: number) => (hours % 24 === 0 ? days(hours / 24) : `${n(hours)} h`)

/** When an offer goes, and until when. */
export const when = {
  whenAsked: (time: string, zone: string): string =>
    `🕙 Now it is ${time} in ${zone}. When should it go? Tap, or type it: 24.12 10:00, fri 18:30, in 2 hours.`,
  whenNow: (when: string, limit: string | null): Rich =>
    rich`Chosen: ${b(limit === null ? when : `${when}, not later than ${limit}`)}.`,
  usualHour: 'You gave no hour, so it is 10:00.',
  clockAsked: (hour: string): Rich => rich`${b(hour)} by which clock?`,
  clockRemembered: 'I will remember this; you can change it under “When”.',
  byOwnClock: (when: string): string => `${when} by everyone’s own clock`,
  ownClockLine: (when: string): string => `🌍 ${when} by everyone’s own clock.`,
  clockUnknown: (size: number): string => `Those whose clock is not known get it by the bot’s clock: ${people(size)}.`,
  hourPassed: (size: number, hour: string): string =>
    `For some it is past ${hour} already, so they get it at once: ${people(size)}.`,
  untilAsked: (zone: string): string =>
    `⏳ Whoever has not got it by then gets nothing. Tap it, or type it by the clock of ${zone}: 21:00, tomorrow 12:00.`,
  untilNow: (until: string): Rich => rich`Now: not later than ${b(until)}.`,
  deadlineRow: (until: string): string => `⏰ Until — ${until}; each reads it by their own clock`,
  holdsRow: (hours: number): string => `⏰ Holds for ${after(hours)} from when they get it`,
  holdsFor: (hours: number): string => `${after(hours)} from when they get it`,
  holdsKey: (hours: number): string => `For ${after(hours)}`,
  deadlinePassed: 'The moment until which it holds has passed.',
  nudgeRow: (hours: number): string => `🔔 Reminder — ${after(hours)} later, to whoever pressed nothing`,
  nudgeName: (name: string): string => `${name} · reminder`,
  nudgeAsked: (name: string): Rich =>
    rich`🔔 Whoever gets ${b(name)} and presses nothing in it gets a second message below, which quotes it. After how long? Tap it, or type it: 6 h, 2 days.`,
  nudgeAfter: (hours: number): string => `After ${after(hours)}`,
  nudgeHours: 'A reminder comes 1 hour to 30 days after the message. Send it as 6 h or 2 days.',
  nudgeMoment:
    'A reminder comes so long after the message, such as 2 days. If these are its words, send them with one word more.',
  nudgeHint:
    'Send its words as people should see them; its buttons are those of the offer. It counts as a message of its own and comes only while the offer holds.',
  nudgeUsual: '🔔 Just a reminder: this still holds.',
  nudgeMeetsRun: (hours: number): string =>
    `⚠️ ${after(hours)} later the next one may be there, or comes within the hour: whoever gets that is not reminded of the one before.`,
  nudgeTooLate: 'Its reminder would come after its end.',
  pinnedRow: '📌 Pinned in the chat',
  pinRow: 'Pinned',
  pinChanged: { on: 'yes', off: 'no' },
  deadlineName: 'Until',
  noDeadline: 'no end',
  deadlineAsked: (name: string, zone: string): Rich =>
    rich`⏰ Until when does ${b(name)} hold? Tap it, or type a moment by the clock of ${zone} (Sunday 21:00, 24.12 23:59), or how long it holds from when they get it: 48 h, 3 days.`,
  deadlineNow: (until: string): Rich => rich`Now: ${b(until)}.`,
  deadlineHint: rich`Everybody reads the moment in their own clock: where ${code('{until}')} stands in the message, else on a line below it. Then its buttons say “It is over”, and after a moment for all nobody else gets it.`,
  untilMissing: rich`The message has ${code('{until}')} in it, and the offer has no end.`,
  deadlineTooEarly: 'It would be over before it begins.',
  deadlineTooLong: (name: string): string =>
    `With its end on a line below, the message is too long for Telegram${name}.`,
  endsTooEarly: 'It would end before it begins.',
  today: (time: string): string => `Today ${time}`,
  tomorrow: (time: string): string => `Tomorrow ${time}`,
  saturday: (time: string): string => `Sat ${time}`,
  here: (time: string, zone: string): string => ` (${time} ${zone})`,
  whenTaken: (when: string): string => `✅ ${when}`,
  skipped: 'That night the clock jumps over this time, so it is the moment right after.',
  twice: 'That night the clock shows this time twice; it is the first of them.',
  zoneAsked: (zone: string): Rich =>
    rich`🌍 Times are by the clock of ${b(zone)}. Send the zone you go by, like ${code('Europe/Riga')} or just ${code('Riga')}.`,
  zoneUnknown: (zone: string): string =>
    `I do not know the zone “${zone}”. Write it like Europe/Riga, Asia/Almaty or UTC.`,
  zoneTaken: (zone: string): string => `✅ From now on times are by the clock of ${zone}.`,
}
