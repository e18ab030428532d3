import { count } from '../format.js'
import { b, code, i, type Piece, type Rich, rich } from '../rich.js'

const n = (value: number) => count(value, 'en')
const people = (value: number) => `${n(value)} ${value === 1 ? 'person' : 'people'}`

/** The screens on which a marketer composes, tests and approves an offer. Buttons: up to 18 characters. */
export const offerCards = {
  unfinished: 'You have unfinished offers. Go on with one, or start another?',
  another: '➕ Another one',

  title: (name: string): Rich => rich`📝 ${b(name)} · draft, saved`,
  goalRow: (goal: string, judged: string): Rich => rich`1 Goal — ${goal} · judged by ${judged}`,
  whomRow: (whom: Piece | null): Rich => rich`2 To whom — ${whom ?? i('choose')}`,
  messageRow: (message: string | null): Rich => rich`3 Message — ${message ?? i('write it')}`,
  versions: (written: number, wanted: number): string =>
    written === wanted ? `${n(wanted)} versions` : `${n(written)} of ${n(wanted)} versions`,
  buttonsRow: (buttons: string): string => `4 Buttons — ${buttons}`,
  noButtons: 'none',
  whenRow: (when: string): string => `5 When — ${when}`,
  now: 'now',
  exceptFor: (names: string): string => `, except ${names}`,

  keys: {
    whom: '👥 To whom',
    message: '✉️ Message',
    buttons: '🔘 Buttons',
    when: '🕙 When',
    goal: '🎯 Goal',
    name: '✏️ Name',
    test: '👁 Test',
    check: '📋 Check',
    discard: '🗑 Discard',
    newSegment: '➕ New segment',
    leaveOut: '🚫 Leave out',
    forAll: 'One for all',
    forEach: 'One for each',
    order: '⇅ Order',
    same: '📋 The same one',
    bare: '✂️ Words only',
    noButtons: '🚫 No buttons',
    sendNow: '✅ Send now',
    schedule: '✅ Schedule',
    nowKey: '▶️ Now',
    zone: '🌍 Zone',
  },

  goalAsked: (name: string): Rich => rich`🎯 What is ${b(name)} for? The goal decides by what it is judged.`,
  goalLine: (goal: string, judged: string): Rich => rich`${b(goal)}: ${judged}`,

  nameAsked: (name: string): Rich => rich`✏️ It is called ${b(name)}. Send another name; your subscribers never see it.`,
  textAsked: 'I need words here. Please type them.',

  whomAsked: '👥 Who should get it? Tap to tick; the order is the priority.',
  noSegments: 'There are no saved segments yet: make one, or choose everyone.',
  leaveOutAsked: '🚫 Who should not get it, whatever else they are in? Tap to tick.',
  chosen: (place: number, name: string): Rich => rich`${n(place)}. ${b(name)}`,
  leftOutLine: (names: string): string => `🚫 Left out: ${names}`,
  nobodyLeftOut: 'Nobody is left out yet.',
  part: (name: string, size: number | null): Rich => (size === null ? b(name) : rich`${b(name)} ${n(size)}`),
  more: (others: number): string => `and ${n(others)} more`,
  longestOf: (length: number, limit: number): string =>
    `The longest name makes ${n(length)} of ${n(limit)} characters.`,
  longest: (length: number): string => `${n(length)} with the longest names`,
  overlap: (several: number): string =>
    several === 0
      ? 'Nobody is in two of them.'
      : `${n(several)} ${several === 1 ? 'is' : 'are'} in two or more: each gets the first that fits.`,
  total: (size: number): Rich => rich`${b(people(size))}.`,
  modeAsked: 'One message for all of them, or one for each?',
  orderAsked: '⇅ Who is in several gets the message of the first. Tap one to move it up.',

  messageAsked: (name: string): Rich => rich`✉️ ${b(name)}`,
  messageNow: (what: string): string => `Now: ${what}.`,
  sendIt:
    'Send it as people should see it: text with any formatting, or a photo, video, animation or file with a caption.',
  wordsKeep: 'Words alone keep the picture and the buttons.',
  versionAsked: (name: string, place: number, wanted: number): Rich =>
    rich`${n(place)} of ${n(wanted)} · Send the message for ${b(name)}, or tap another.`,
  versionsDone: 'Every version has its message. Tap one to change it.',
  versionsTap: 'Tap one to write it.',
  versionNow: (name: string): Rich => rich`The message for ${b(name)}.`,
  taken: (what: string): string => `✅ Taken: ${what}.`,
  takenFor: (name: string, what: string): Rich => rich`✅ ${b(name)}: ${what}.`,
  placeholder: rich`${code('{first_name|friend}')} in the text puts the name in.`,

  buttonsAsked: '🔘 Buttons of all versions.',
  buttonsNow: (lines: string): Rich => rich`Now:\n${code(lines)}`,
  utmOn: '✅ UTM marks',
  utmOff: '☐ UTM marks',
  utmLine: (campaign: string): string => `Links carry utm_campaign=${campaign}.`,
  utmNone: 'Links go out without UTM marks.',

  whenAsked: (time: string, zone: string): string =>
    `🕙 Now it is ${time} in ${zone}. When should it go? Tap, or type it: 24.12 10:00, tomorrow 10:00.`,
  whenNow: (when: string): Rich => rich`Chosen: ${b(when)}.`,
  today: (time: string): string => `Today ${time}`,
  tomorrow: (time: string): string => `Tomorrow ${time}`,
  saturday: (time: string): string => `Sat ${time}`,
  here: (time: string, zone: string): string => ` (${time} ${zone})`,
  whenTaken: (when: string): string => `✅ ${when}`,
  skipped: 'That night the clock jumps over this time, so it is the moment right after.',
  twice: 'That night the clock shows this time twice; it is the first of them.',
  zoneAsked: (zone: string): Rich =>
    rich`🌍 Times are by the clock of ${b(zone)}. Send the zone you go by, like ${code('Europe/Riga')} or just ${code('Riga')}.`,
  zoneUnknown: (zone: string): string => `I know no zone “${zone}”. Write it like Europe/Riga, Asia/Almaty or UTC.`,
  zoneTaken: (zone: string): string => `✅ From now on times are by the clock of ${zone}.`,

  testNothing: 'There is no message to test yet. Write it first.',
  testHead: 'Test',
  testHeadOf: (name: string): Rich => rich`Test · ${b(name)}`,
  testRefused: (why: string): Rich => rich`❌ Telegram does not take it: ${code(why)}`,
  testUnreached: '❌ Telegram could not be reached. Please test again in a minute.',
  testBusy: '❌ Telegram asks for a rest. Please test again in a minute.',
  testDone: 'Press the buttons in it: I will tell you whether they work. A test counts nowhere.',
  testDoneMany: 'Press the buttons in them: I will tell you whether they work. Tests count nowhere.',
  testPlain: 'This is how it will look. A test counts nowhere.',
  testFailed: 'Mend what Telegram does not take, then test again.',
  buttonWorks: (place: number, address: string): string => `✅ Button ${place} works → ${address}`,
  linkWorks: (words: string, address: string): string => `✅ The link “${words}” works → ${address}`,

  checkTitle: (name: string): Rich => rich`📋 ${b('Check before sending')}: ${b(name)}`,
  missing: 'Not ready yet. Tap what is missing:',
  missingWhom: 'Nobody is chosen.',
  missingMessage: 'There is no message.',
  missingMessageFor: (name: string): Rich => rich`There is no message for ${b(name)}.`,
  inSegments: (size: number): string => `${n(size)} in the segments`,
  leftOut: (size: number, reason: string): string => `− ${n(size)} ${reason}`,
  reasons: {
    left_out: 'left out by you',
    unsubscribed: 'stopped offers',
    paused: 'on pause',
    blocked: 'blocked the bot',
    deactivated: 'account deleted',
    cap: 'already had their share',
    too_late: 'would get it too late',
  },
  willGet: (size: number): Rich => rich`= ${b(`${n(size)} will get it`)}`,
  nobody: 'Nobody would get it, so it cannot be sent. Choose other people.',
  first: (when: string): string => `First: ${when}.`,
  atOnce: 'at once',
  last: (time: string): string => `Last: about ${time}.`,
  decided: (time: string): string =>
    `Who exactly is decided at ${time}; if that is nobody, or more than twice as many, I hold it and ask you.`,
  changed: (before: number, after: number): string =>
    `⚠️ It was ${n(before)} when you looked, now it is ${n(after)}. Please look again.`,
  editedSince: '⚠️ The offer has changed since you looked. Please look again.',
  noLinks: '⚠️ It is judged by clicks, but there is nothing to click on.',
  noLinksFor: (names: string): string => `⚠️ It is judged by clicks, but there is nothing to click on for ${names}.`,

  discardAsked: (name: string): Rich => rich`🗑 Discard ${b(name)}? It cannot be brought back.`,
  discarded: (name: string): Rich => rich`🗑 ${b(name)} is discarded. Start another with /new.`,
}
