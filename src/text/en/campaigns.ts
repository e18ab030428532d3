import { count, plural } from '../format.js'
import { b, i, lines, type Piece, type Rich, rich } from '../rich.js'
import { campaignKeys } from './campaignKeys.js'

const n = (value: number) => count(value, 'en')
const people = (value: number) => `${n(value)} ${plural(value, 'en', ['person', 'people'])}`
const messages = (value: number) => `${n(value)} ${plural(value, 'en', ['message', 'messages'])}`

/** The room of what runs by itself: the list, a series and its messages. Buttons: up to 18 characters. */
export const campaigns = {
  door: '🔁 Campaigns',
  title: (running: number): Rich =>
    running === 0 ? rich`🔁 ${b('Campaigns')}` : rich`🔁 ${b('Campaigns')} · ${n(running)} running`,
  none: 'What the bot does by itself: it writes to people when something happens to them, or sends an offer again and again.',
  marks: { draft: '📝', running: '▶️', paused: '⏸', ended: '⏹', discarded: '🗑' },
  states: { draft: 'draft', running: 'running', paused: 'paused', ended: 'ended', discarded: 'discarded' },
  nobodyYet: 'nobody in it yet',
  inIt: (value: number): string => `${n(value)} in it`,
  ended: (value: number): string => `${n(value)} ended`,
  bought: (value: number): string => `${n(value)} ordered`,
  ready: 'Ready-made, with words you can change:',
  /** Where buttons of one's own stand above those of the ready-made. */
  readyBelow: '👇 Below your own: ready-made ones, with words you can change.',
  lacks: {
    orders: (names: string): string => `🔒 ${names}: orders must be known first.`,
    events: (names: string): string => `🔒 ${names}: the shop must report it first.`,
    birthdays: (names: string): string => `🔒 ${names}: birthdays must be known first.`,
  },
  lackOf: {
    orders:
      'It begins with what people buy, and no orders are known yet. Import them from a file, or connect the shop.',
    events:
      'It begins when the shop reports that somebody left a cart, and the shop has reported nothing yet. The shop’s programmer sends such events with an API key.',
    birthdays: 'Nobody’s birthday is known yet. Import birthdays with your people, or ask for them in the survey.',
  },
  about: {
    welcome: 'Greets newcomers, then helps them to a first order.',
    second_order: 'After a first order: what goes with it, and an offer of help a month later.',
    left_cart: 'Reminds them of the cart an hour later, and once more the next day.',
    come_back: 'Writes to buyers who went quiet, and asks them why.',
    birthday: 'Wishes them a happy birthday, in the morning by their clock.',
    review: 'Ten days after an order, asks how they like it.',
    runs_out: 'Reminds them to order again before the last order runs out.',
  },
  ownAsked: lines([
    rich`➕ ${b('My own')}`,
    rich`${b('When something happens')}: each person gets the messages, counted from when it happened to them.`,
    rich`${b('Again and again')}: one offer goes to the same kind of people every day, week or month.`,
  ]),
  unnamed: 'Series',
  endedTitle: (total: number): Rich => rich`⏹ ${b('Ended campaigns')} · ${n(total)}`,

  /** Series */
  draftTitle: (name: string): Rich => rich`📝 ${b(name)} · draft, saved`,
  changeTitle: (name: string): Rich => rich`✏️ ${b(name)} · your changes, not in use yet`,
  startsRow: (words: string): string => `Starts when: ${words}`,
  endsRow: (words: string): string => `Ends when: ${words}`,
  messageRow: (place: number, when: string, name: Piece, tail: string): Rich =>
    rich`${n(place)} ${when} — 💬 ${i(name)}${tail}`,
  theWelcome: 'the welcome',
  fromSettings: ' (from Settings)',
  holdsTail: (until: string): string => ` · ⏰ ${until}`,
  remindsTail: (after: string): string => ` · 🔔 ${after.toLowerCase()}`,
  reminded: (got: number): string => `🔔 ${n(got)}`,
  reminderLate: (place: number): string =>
    `⚠️ Message ${place}: the next message comes before its reminder would, so nobody gets the reminder.`,
  onlyFor: (segment: string): string => ` · only if: ${segment}`,
  notWritten: 'not written yet',
  noMessages: 'No messages yet. Add the first one.',
  comingIn: (value: number): string =>
    value === 0 ? 'In the last 7 days nobody would have come in.' : `About ${people(value)} a week would come in.`,
  comingAhead: (value: number): string =>
    value === 0 ? 'Nobody’s day falls in the next 7 days.' : `In the next 7 days it would begin for ${people(value)}.`,
  fromNow: 'Nobody is in it before you start it.',
  welcomeTitle: lines([
    rich`💬 ${b('The welcome')}`,
    'Everybody who subscribes gets it at once, with or without this series. Its words are those of Settings:',
  ]),
  /** Messages of a series */
  messageTitle: (place: number, all: number, when: string, only: string): Rich =>
    rich`${b(`${n(place)} of ${n(all)}`)} · ${when} · only if: ${only}`,
  everybody: 'everybody',
  sendAnother: 'Send another message to change it.',
  sendIt:
    'Send the message as people should see it: text with any formatting, or a photo, video or file with a caption.',
  buttonsNow: (labels: string): string => `Buttons: ${labels}`,
  codeNow: (code: string): string => `🎟 ${code}`,
  waitAsked: (place: number): Rich =>
    lines([
      rich`⏳ How long after the start does message ${b(n(place))} come?`,
      'Tap, or write it: “3 hours”, “10 days”.',
    ]),
  waitUnread: 'I need how long it waits, such as “3 hours” or “10 days”. At most 400 days.',
  hourAsked: (place: number): Rich =>
    lines([
      rich`🕙 At which hour does message ${b(n(place))} come? It is the hour of everyone’s own clock.`,
      'Tap, or write it, such as 10:30.',
    ]),
  hourUnread: 'I need an hour, such as 10:30.',
  onlyAsked: (place: number): Rich =>
    rich`👥 Who gets message ${b(n(place))}? This is checked when its time has come; everybody else goes on to the next one.`,
  noSegmentsFor: (place: number): Rich =>
    rich`👥 Message ${b(n(place))} goes to everybody. To choose somebody, save a segment first.`,
  lastOne: 'It is the only message. To send nothing more, end the series instead.',
  dropAsked: (place: number, name: string): Rich =>
    rich`🗑 Take message ${b(n(place))} (${name}) out of the series? Its words go with it.`,
  tooMany: (most: number): string => `A series has at most ${messages(most)}.`,

  /** Starts when */
  startAsked: (now: string): Rich => rich`🚦 ${b('Starts when')}: ${now}`,
  startHint: 'What has to happen to a person for the series to begin?',
  sourcesAsked: 'Only those who came by these links? Tap to tick; with none ticked, everybody who subscribes.',
  noSources: 'You have no links yet; everybody who subscribes comes in.',
  orderAsked: 'After which order?',
  noSegments: 'There are no saved segments yet. Make one first.',
  segmentAsked: { enters: 'Which segment do they enter?', leaves: 'Which segment do they leave?' },
  dateAsked: 'Which of their dates? Any field of yours that holds a date will do.',
  daysAsked: (field: string): Rich =>
    lines([
      rich`🗓 ${b(field)}: on the day, before it or after it? At which hour of their own clock?`,
      'Tap, or write it, such as “3 days before” or “10:30”.',
    ]),
  daysNow: (day: string, hour: string): string => `Now: ${day}, ${hour} by their clock.`,
  daysUnread: 'I need days before or after, such as “3 days before”, or an hour, such as 10:30.',
  eventAsked: 'Which event that your shop reports?',
  noEvents:
    'The shop has reported nothing yet. Its programmer sends events with an API key; whatever came in stands here.',
  againAsked: lines([
    'May the same person come in again?',
    'Whoever is in it already does not come in a second time meanwhile.',
  ]),
  againUnread: 'I need after how many days, such as “30 days”. At most 400.',
  endAsked: lines([
    rich`🏁 ${b('Ends when')}`,
    'What takes a person out before the last message? Whoever stops offers is always out.',
  ]),

  /** Check */
  checkTitle: (name: string): Rich => rich`📋 ${b(name)}`,
  startsFrom: 'It starts for everybody this happens to from now on.',
  startsDated: 'It starts for everybody whose day comes from now on.',
  alsoLast: (value: number | null): string =>
    value === null ? 'Also those of the last 7 days.' : `Also those of the last 7 days: ${people(value)}.`,
  lastPeople: (value: number): string => `In the last 7 days it happened to ${people(value)}.`,
  counts: (cap: string | null, quiet: boolean): string =>
    `${cap === null ? 'There is no limit on how often people get something' : `Every message counts towards ${cap}`}${
      quiet ? '; quiet hours hold it' : ''
    }. A message that was held comes later, never two at once.`,
  welcomeFree: 'The welcome itself comes at once and does not count.',
  tooEarly: (place: number): string =>
    `⚠️ Message ${n(place)} would be due before the one above it. It waits for that one.`,
  missing: 'Before it can start:',
  missingChange: 'Before your changes can be used:',
  messageKey: (place: number): string => `✉️ Message ${n(place)}`,
  lackNoMessages: 'It has no message. Add one.',
  lackWords: (place: number): string => `Message ${n(place)} is not written yet.`,
  lackSegment: 'Its segment no longer exists. Choose when it starts.',
  lackOnly: (place: number): string => `The segment of message ${n(place)} no longer exists.`,
  lackIn: (place: number, why: Piece): Rich => rich`Message ${n(place)}: ${why}`,
  tested: (value: number): string =>
    value === 1 ? 'Test: the message came to you.' : `Test: ${n(value)} messages came to you, one after another.`,
  notTested: 'Test: not sent to you yet.',
  testHead: (place: number, when: string): Rich => rich`👁 Message ${n(place)} · ${when}`,
  editedSince: '⚠️ The series has changed since you looked. Please look again.',
  startChanged: (words: string): string => `From now on it starts when: ${words}. Whoever came in before stays in it.`,
  endChanged: (words: string, some: boolean): string =>
    `From now on it ends when: ${words}.${some ? ' Whoever finishes the old version ends as that one says.' : ''}`,
  onTheirWay: (value: number): Rich => rich`${b(people(value))} on their way: what should they get?`,
  onTheirWayUncounted: 'What should those on their way get?',
  nobodyOnWay: 'Nobody is on their way. The changes hold for everybody who comes in.',

  /** Running */
  since: (name: string, mark: string, day: string, came: number | null): Rich =>
    rich`${mark} ${b(name)} · since ${day}${came === null ? '' : came === 0 ? ' · nobody came in yet' : ` · ${n(came)} came in`}`,
  figures: (place: number, got: number): Rich =>
    got === 0 ? rich`${n(place)} nobody got it yet` : rich`${n(place)} ${b(n(got))} got it`,
  clicked: (share: string): string => `clicked ${share}`,
  stops: (value: number): string => `${n(value)} stopped`,
  waiting: (value: number): Rich => i(`waiting ${n(value)}`),
  summary: (onWay: number, done: number, all: number): string =>
    `On their way ${n(onWay)} · got ${all === 1 ? 'it' : `all ${n(all)}`}: ${n(done)}`,
  endedEarly: (value: number, why: string): string => `ended early ${n(value)}${why === '' ? '' : ` (${why})`}`,
  why: {
    ordered: (value: number): string => `ordered ${n(value)}`,
    clicked: (value: number): string => `opened a link ${n(value)}`,
    replied: (value: number): string => `answered ${n(value)}`,
    left: (value: number): string => `out of the segment ${n(value)}`,
    stopped: (value: number): string => `stopped ${n(value)}`,
    ended: (value: number): string => `the series ended ${n(value)}`,
  },
  halts: {
    segment: '⏸ On hold: what starts it is gone. Change when it starts, then let it go on.',
    unreadable: '⏸ On hold: what is stored of it cannot be read.',
    alarm: '⏸ On hold: too many people block the bot or stop offers. Look at its messages before you let it go on.',
    content: '⏸ On hold: Telegram refuses one of its messages. Change that message, then let it go on.',
    token: '⏸ On hold: Telegram refused the bot’s token. Put that right, then let it go on.',
    over: '⏹ It is over.',
    restored: '⏸ On hold: a backup was restored, and what went out since is not known.',
  },
  pausedNote:
    '⏸ Nobody gets anything. Everybody keeps their place; whatever is over 3 days late when it goes on is left out.',
  endedNote: '⏹ Nobody gets anything more from it.',
  askEnd: (name: string, value: number | null): Rich =>
    value === null
      ? rich`⏹ End ${b(name)}? Whoever is on their way gets nothing more.`
      : value === 0
        ? rich`⏹ End ${b(name)}? Nobody is on their way in it.`
        : rich`⏹ End ${b(name)}? ${n(value)} on their way get nothing more.`,
  askDelete: (name: string): Rich => rich`🗑 Delete ${b(name)} with its messages?`,
  askUndo: (name: string): Rich => rich`↩️ Throw away your changes to ${b(name)}? It goes on as it is.`,
  deleted: (name: string): string => `“${name}” is deleted.`,
  started: '▶️ It runs.',
  changed: '✅ Your changes are in use.',
  nameAsked: (name: string): Rich => rich`✏️ It is called ${b(name)}. Send another name; your subscribers never see it.`,
  nameUnread: 'I need a name of 1 to 64 characters, on one line.',
  whoTitle: (name: string, total: number): Rich => rich`👥 ${b(name)} · ${n(total)} on their way`,
  nobodyIn: 'Nobody is in it right now.',
  whoRow: (place: number, name: string, next: string): Rich => rich`${n(place)}. ${b(name)} · ${next}`,
  nextAt: (message: number, when: string): string => `message ${n(message)}, ${when}`,
  afterLast: 'waiting for the last message to go out',

  keys: campaignKeys,
  columns: { number: 'number', person: 'person', message: 'next message', at: 'when' },
}
