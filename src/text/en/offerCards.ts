import { count } from '../format.js'
import { b, code, i, type Piece, type Rich, rich } from '../rich.js'
import { check } from './offerCards/check.js'
import { when } from './offerCards/when.js'
import { offerTests } from './offerTests.js'

const n = (value: number) => count(value, 'en')
const days = (value: number) => `${n(value)} ${value === 1 ? 'day' : 'days'}`
const people = (value: number) => `${n(value)} ${value === 1 ? 'person' : 'people'}`

/** The screens on which a marketer composes and approves an offer; `offerTests` has its tests. Buttons: up to 18 characters. */
export const offerCards = {
  anOffer: 'An offer?',
  replaceAsked: (name: string): Rich => rich`${b(name)} has its message already. Put this in its place?`,
  sentGone: 'I can no longer find that message. Please send it again.',
  kept: (name: string): Rich => rich`📥 Saved as ${b(name)}. Find it with /new.`,
  sendOrTap: 'Send the message as people should see it, or tap any row first.',
  takenOver: (name: string, who: string): Rich => rich`📝 ${b(name)} · ${who} is working on it now.`,
  changedBy: (who: string): Rich =>
    rich`⚠️ ${b(who)} has changed it in the meantime, so your last step was not saved. This is how it looks now; carry on from here.`,
  wasOpenBy: (who: string): Rich => rich`${b(who)} had it open until now.`,

  unfinished: 'You have unfinished offers. Continue one of them, or start a new one?',
  another: '➕ Another one',

  title: (name: string): Rich => rich`📝 ${b(name)} · draft, saved`,
  changingTitle: (name: string, when: string): Rich =>
    rich`📝 ${b(name)} · was approved for ${when} · ${b('on hold while open')}`,
  changingDue: '⏰ Its time has passed. It waits, and nobody gets it until you schedule it.',
  changedRow: (what: string, was: Piece, now: Piece): Rich => rich`${what}: ${was} → ${b(rich`${now}`.text)}`,
  changedTitle: (name: string): Rich => rich`📋 ${b('What changes')}: ${b(name)}`,
  restAsApproved: 'The rest as approved.',
  nothingChanged: 'Nothing is changed.',
  rows: {
    goal: 'Goal',
    whom: 'To whom',
    message: 'Message',
    buttons: 'Buttons',
    when: 'When',
    kind: 'Kind',
    name: 'Name',
    people: 'People',
  },
  nowEnds: (limit: string | null): string => (limit === null ? 'no end' : `not later than ${limit}`),
  usualTurn: 'in its turn',
  goesFirst: 'goes first',
  editKept: '✏️ The offer keeps the words that were sent for it later.',
  editTaken: '✏️ You edited your message, so the offer has changed too.',
  editedApproved: (name: string): Rich =>
    rich`✏️ ${b(name)} is approved already: editing your message does not change what people get.`,
  editedSent: (name: string): Rich =>
    rich`✏️ ${b(name)} is being sent or was sent already: editing your message does not change what people have.`,
  goalRow: (goal: string, judged: string): Rich => rich`1 Goal — ${goal} · judged by ${judged}`,
  whomRow: (whom: Piece | null): Rich => rich`2 To whom — ${whom ?? i('choose')}`,
  whomReminded: 'whoever got it and pressed nothing',
  messageRow: (message: string | null): Rich => rich`3 Message — ${message ?? i('write it')}`,
  versions: (written: number, wanted: number): string =>
    written === wanted ? `${n(wanted)} messages` : `${n(written)} of ${n(wanted)} messages`,
  buttonsRow: (buttons: string): string => `4 Buttons — ${buttons}`,
  noButtons: 'none',
  whenRow: (when: string, limit: string | null): string =>
    `5 When — ${when}${limit === null ? '' : `, not later than ${limit}`}`,
  serviceRow: '📦 Order message: goes at any hour and does not count towards anybody’s limit.',
  urgentRow: '⚡ Goes out before other broadcasts.',
  now: 'now',
  exceptFor: (names: string): string => `, except ${names}`,

  keys: {
    whom: '👥 To whom',
    message: '✉️ Message',
    buttons: '🔘 Buttons',
    when: '🕙 When',
    goal: '🎯 Goal',
    name: '✏️ Name',
    asItWas: '↩️ As it was',
    test: '👁 Test',
    check: '📋 Check',
    discard: '🗑 Discard',
    start: '✍️ Start an offer',
    keep: '📥 Keep for later',
    replace: '✉️ Put it in',
    open: '📝 Open it',
    openHere: '📝 Open it here',
    kind: { marketing: '📣 Marketing', service: '📦 Order message', survey: '📝 Survey' },
    newSegment: '➕ New segment',
    leaveOut: '🚫 Leave out',
    forAll: 'One for all',
    forEach: 'One for each',
    order: '⇅ Order',
    same: '📋 The same one',
    keepIt: '✅ Keep',
    bare: '✂️ Words only',
    noButtons: '🚫 No buttons',
    actions: '⚡ Not only links',
    otherButtons: '🔀 Own for one',
    asOthers: '↩️ Same as others',
    sendNow: '✅ Send now',
    schedule: '✅ Schedule',
    nowKey: '▶️ Now',
    oneClock: (zone: string): string => `${zone}, all at once`,
    ownClock: 'Everyone’s own',
    byOwnClock: 'Own clocks',
    zone: '🌍 Zone',
    until: '⏳ Not later than',
    deadline: '⏰ Until …',
    nudge: '🔔 Remind',
    noNudge: '🚫 No reminder',
    pin: (on: boolean): string => `${on ? '✅' : '📌'} Pin it`,
    urgent: 'Goes first',
    noEnd: '♾ No end',
    testAs: '👤 As somebody else',
    testPeople: (others: number): string => `👥 To test people · ${n(others)}`,
    again: '🔁 Test again',
    undo: '↩️ Undo',
    atOnce: '▶️ Go at once',
  },

  kinds: { marketing: 'Marketing', service: 'Order message', survey: 'Survey' },
  kindAsked: (name: string): Rich => rich`What is ${b(name)}?`,
  capWords: (perDay: number | null, perWeek: number | null): string =>
    perDay === null && perWeek === null
      ? 'as many as come'
      : [perDay === null ? null : `${n(perDay)} a day`, perWeek === null ? null : `${n(perWeek)} a week`]
          .filter(words => words !== null)
          .join(' and '),
  hours: (from: string, to: string, zone: string): string => `${from}–${to} ${zone}`,
  /** @param cap null: no limit */
  marketingMeans: (cap: string | null, hours: string | null, way: 'hold' | 'silently' | 'drop'): string => {
    const often = cap === null ? 'there is no limit on how many somebody gets' : `nobody gets more than ${cap}`
    const then = { hold: 'it waits', silently: 'it comes without a sound', drop: 'nobody gets it' }[way]
    return `${often}${hours === null ? '' : `; in the quiet hours (${hours}) ${then}`}.`
  },
  serviceMeans:
    'what people expect, like news about their order. No limit, no quiet hours, not counted. It also reaches people who stopped or paused offers, so it must not sell anything.',

  goalAsked: (name: string): Rich => rich`🎯 What is ${b(name)} for? The goal decides how success is measured.`,
  goalLine: (goal: string, judged: string): Rich => rich`${b(goal)}: ${judged}`,
  windows: {
    days,
    keys: {
      window: (n: number): string => `📆 Counts ${days(n)}`,
      click: (n: number): string => `👆 Click ${days(n)}`,
      seen: (n: number): string => `👁 Seen ${days(n)}`,
    },
    counts: (n: number): string => `What people do counts for ${days(n)} after it.`,
    orders: (click: number, seen: number): string =>
      `An order came after it if it has its promo code, or is at most ${days(click)} after a click, or ${days(seen)} after it was seen for certain.`,
    asked: {
      window: (name: string, now: string): Rich =>
        rich`📆 How long does what people do count for ${b(name)}? Now ${b(now)} from its end; then its report is final.`,
      click: (name: string, now: string): Rich =>
        rich`👆 How long after the last click on ${b(name)} does an order still count for it? Now ${b(now)}.`,
      seen: (name: string, now: string): Rich =>
        rich`👁 How long after ${b(name)} was last seen for certain does an order still count for it? Now ${b(now)}.`,
    },
    usual: (n: number): string => `As usual: ${days(n)}`,
    unread: 'I need a number of days from 1 to 90, such as 10.',
    back: '← Goal',
  },

  nameAsked: (name: string): Rich => rich`✏️ It is called ${b(name)}. Send another name; your subscribers never see it.`,

  whomAsked: '👥 Who should get it? Tap to tick; the order is the priority.',
  noSegments: 'There are no saved segments yet: make one, or choose everyone.',
  leaveOutAsked: '🚫 Who should not get it, even if they are in other segments? Tap to tick.',
  chosen: (place: number, name: string): Rich => rich`${n(place)}. ${b(name)}`,
  leftOutLine: (names: string): string => `🚫 Left out: ${names}`,
  nobodyLeftOut: 'Nobody is left out yet.',
  part: (name: string, size: number | null): Rich => (size === null ? b(name) : rich`${b(name)} ${n(size)}`),
  more: (others: number): string => `and ${n(others)} more`,
  longestOf: (length: number, limit: number): string =>
    `The longest name makes ${n(length)} of ${n(limit)} characters.`,
  estimated: (apart: number): string =>
    `≈ Estimates: an exact count takes too long, so one person in ${n(apart)} was asked. The check counts everybody.`,
  overlap: (several: number): string =>
    several === 0
      ? 'Nobody is in two segments at once.'
      : `${n(several)} ${several === 1 ? 'is' : 'are'} in more than one: each gets the message of the first.`,
  total: (size: number): Rich => rich`${b(people(size))}.`,
  modeAsked: 'One message for all of them, or one for each?',
  orderAsked: '⇅ People in several segments get the message of the first. Tap a segment to move it up.',

  messageAsked: (name: string): Rich => rich`✉️ ${b(name)}`,
  messageNow: (what: string): string => `Now: ${what}.`,
  sendIt:
    'Send it as people should see it: text with any formatting, a photo, video, animation, file, music or voice message with a caption, an album, a round video, or a poll or quiz.',
  actionsAsked: rich`⚡ A button can do more than open an address. Send lines like these, and they are added below the buttons:`,
  actionField: (example: string): Rich => rich`Write something into a field of whoever presses:\n${code(example)}`,
  actionToday: (example: string): Rich => rich`Write the day of the press into a date:\n${code(example)}`,
  actionQuestion: (example: string): Rich => rich`Ask a question of your survey:\n${code(example)}`,
  actionNoFields: 'There are no fields yet to write into: make one first.',
  actionNoQuestions: 'Your survey has no questions yet that a button could ask.',
  actionExamples: { yes: 'I am coming', pick: 'This one', today: 'I was there', ask: 'Tell us' },
  actionSet: (field: string, value: string): string => `field ${field} = ${value}`,
  actionSetsToday: (field: string): string => `field ${field} = today`,
  actionTopic: (example: string): Rich => rich`Choose a topic that they want to hear about:\n${code(example)}`,
  actionAbout: (topic: string, wants: boolean): string => `topic ${topic}${wants ? '' : ' = no'}`,
  actionAsks: (question: string): string => `question ${question}`,
  actionGone: 'nothing any more',
  addField: '➕ New field',
  addQuestion: '➕ New question',
  wordsKeep: 'If you send only text, the picture and the buttons stay.',
  versionAsked: (name: string, place: number, wanted: number): Rich =>
    rich`${n(place)} of ${n(wanted)} · Send the message for ${b(name)}, or tap another.`,
  versionsDone: 'Every segment has its message. Tap one to change it.',
  versionNow: (name: string): Rich => rich`The message for ${b(name)}.`,
  taken: (what: string): string => `✅ Got it: ${what}.`,
  partRefused: (why: string): string => `⚠️ This part of the album is not in the offer. ${why}`,
  albumWaits: (why: string): string =>
    `⚠️ The rest of the album is not in the offer yet. ${why} Edit the caption, and all of it comes in.`,
  partLate: (name: string): Rich =>
    rich`⚠️ This part of the album came after ${b(name)} was approved: people get the album without it.`,
  albumPlain: '🖼 An album has no buttons. “🔕 /settings” stands below its caption.',
  albumLinked: '🖼 An album has no buttons: links stand as lines below its caption, then “🔕 /settings”.',
  albumActs: (labels: string): string =>
    `Under an album there are no buttons, so these cannot be there: ${labels}. Take them out, or send one photo or video.`,
  albumCode: (name: string): string =>
    `Under an album no button can show the code${name}. Write {code} into its caption, or send one photo or video.`,
  albumContact: (name: string): string =>
    `Under an album nobody can share their number${name}. Send one photo or video, or text.`,
  albumLinks: (over: number, name: string): string =>
    `With its links below, the album’s caption is ${n(over)} characters too long${name}. Shorten it.`,
  takenFor: (name: string, what: string): Rich => rich`✅ ${b(name)}: ${what}.`,
  keepOrSend:
    'Your message is there already. Keep it, or send another one. If you send only text, the picture and the buttons stay.',
  opens: (address: string, title: string | null): string =>
    title === null ? `✅ ${address} opens` : `✅ ${address} opens: “${title}”`,
  opensBare: (address: string): string => `✅ ${address} opens, but not with UTM marks. It will go out without them.`,
  buttonsTaken: (count: number): string =>
    `🔘 Taken over from the post: ${n(count)} ${count === 1 ? 'button' : 'buttons'}.`,
  buttonsKept: (count: number): string =>
    `🔘 The post has ${n(count)} ${count === 1 ? 'button' : 'buttons'}, but this offer has its own. I kept these.`,
  buttonsLeft: (count: number): string =>
    `🔘 Not taken over: ${n(count)} ${count === 1 ? 'button' : 'buttons'} of the post. An offer’s buttons open addresses.`,
  emojiFlat: '✨ Premium emoji: Telegram lets this bot send only ordinary ones, so people will see those instead.',
  doesNotOpen: (address: string, why: string): string => `⚠️ ${address} did not open for me: ${why}`,
  notOpening: {
    unknown_host: 'there is no such site.',
    private: 'it leads into a private network.',
    unreached: 'nobody answers there.',
    certificate: 'its certificate is not valid.',
    slow: 'it took longer than 5 s.',
    redirects: 'it redirects endlessly, or not to a web page.',
    broken: 'the answer broke off.',
    status: (status: number): string =>
      status === 404 ? 'there is no such page (404).' : `it answers with ${status}. Check whether it opens for you.`,
  },
  notOpened: (others: number): string => `I did not open the other ${n(others)}.`,
  inAllVersions: (versions: number): string => `In all ${n(versions)} messages.`,
  placeholder: rich`${code('{first_name|friend}')} in the text is replaced by the name, and ${code('{City|your town}')} by a field.`,

  buttonsAsked: '🔘 Buttons for all messages.',
  buttonsNow: (lines: string): Rich => rich`Now:\n${code(lines)}`,
  butFor: (names: string): string => `; different for ${names}`,
  whoseButtons: '🔘 Which message gets different buttons?',
  buttonsOf: (name: string): Rich => rich`🔘 The buttons for ${b(name)} only.`,
  otherFor: (names: string): string => `With their own: ${names}.`,
  utmOn: '✅ UTM marks',
  utmOff: '☐ UTM marks',
  telegramOn: '✅ Count Telegram links',
  telegramOff: '☐ Count Telegram links',
  telegramDirect: 'Links into Telegram (t.me and the like) open right in the app; their clicks are not counted.',
  telegramTracked: 'Links into Telegram (t.me and the like) are counted, and open by way of a browser.',
  utmLine: (campaign: string): string => `Links carry utm_campaign=${campaign}.`,
  utmNone: 'Links go out without UTM marks.',

  ...offerTests,
  ...when,
  ...check,
}
