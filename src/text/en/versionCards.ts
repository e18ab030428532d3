import { count, plural } from '../format.js'
import { b, type Piece, type Rich, rich } from '../rich.js'

const n = (value: number): string => count(value, 'en')
const people = (value: number): string => `${n(value)} ${plural(value, 'en', ['person', 'people'])}`

/** What somebody did who is counted, by the figure that decides. */
const did = { clicks: 'clicked', orders: 'ordered', replies: 'replied', stops: 'stopped offers' } as const

/** A/B: versions of a message that are tried, and which of them goes on. Shares are people in 100, in words. */
export const versionCards = {
  /** On the card of a draft. */
  row: (what: string): string => `6 Versions — ${what}`,
  one: 'one',
  keys: {
    door: '⚖️ A/B',
    tried: '👥 Tried on',
    decides: '🏁 Decides',
    wait: '⏳ Wait',
    after: '➡️ Then',
    add: (letter: string): string => `➕ Version ${letter}`,
    change: (letter: string): string => `✏️ Version ${letter}`,
    drop: '🗑 Take out',
    asA: (letter: string): string => `↩️ As ${letter}`,
    dropAll: (letter: string): string => `✅ Send ${letter} to all`,
    anyway: '⚖️ Try anyway',
    rungs: '🪜 One for each step',
    groups: '🗺 One for each RFM group',
    back: '← A/B',
    message: '✉️ Message',
    report: '⚖️ By version',
    hold: '⏸ Wait',
    instead: (letter: string): string => `${letter} instead`,
    send: (letter: string): string => `▶️ Send ${letter}`,
    half: (versions: number): string => (versions === 2 ? '🤝 Half and half' : '🤝 Equal parts'),
    longer: '⏳ 4 h more',
  },

  title: (name: string): Rich => rich`⚖️ A/B: ${b(name)}`,
  titleFor: (name: string, whose: string): Rich => rich`⚖️ A/B: ${b(name)} · ${whose}`,
  size: (size: number): string => people(size),
  version: (letter: string, words: string): Rich => rich`${b(letter)} “${words}”`,
  sendB: (letter: string): string =>
    `Send version ${letter}. If you send only text, the picture and the buttons stay. Change one thing: otherwise you will not know what helped.`,
  sendNext: (letter: string): string => `A message sent now becomes version ${letter}.`,
  sendOther: (letter: string): string => `Send another version ${letter}, or take it out.`,
  buttonsOf: (letter: string): Rich => rich`🔘 Buttons of ${b(`version ${letter}`)}`,
  buttonsOfA: (a: string): string =>
    `They are those of version ${a} and change with them. Send others for this version alone.`,
  ownButtons: (a: string): string =>
    `They are its own and stay as they are when those of version ${a} change. Send others to replace them.`,
  noButtons: 'Version A has buttons, this one has none.',
  keepsButtons: (letters: readonly string[]): string =>
    letters.length === 1
      ? `Version ${letters.join()} keeps buttons of its own.`
      : `Versions ${letters.join(', ')} keep buttons of their own.`,
  messageFirst: 'Write the message itself first: it is version A.',
  whose: 'Which message do you want to try versions of?',
  eachInstead: 'Or write a message for each step or group, each for its own people:',
  taken: (letter: string, what: string): string => `✅ Version ${letter}: ${what}.`,
  sameAs: (letter: string): string => `⚠️ It is the same as version ${letter}, so there is nothing to compare yet.`,
  noRungs: 'No step is known of anybody yet.',
  noGroups: 'Orders are not known yet, so there are no RFM groups.',

  terms: {
    tried: (share: string, each: number | null): string =>
      `1 Tried on — ${share}${each === null ? '' : `: about ${n(each)} each`}`,
    all: (each: number | null): string => `1 Tried on — everybody${each === null ? '' : `: about ${n(each)} each`}`,
    decides: (what: string): string => `2 Decides — ${what}`,
    wait: (how: string): string => `3 Wait — ${how}`,
    after: (what: string): string => `4 Then — ${what}`,
  },
  hours: (hours: number): string => `${n(hours)} h`,
  days: (days: number): string => `${n(days)} ${plural(days, 'en', ['day', 'days'])}`,
  night: (how: string): string => `${how}, so that it does not end at night`,
  window: (how: string): string => `${how}, as long as orders count for it`,
  deciding: { clicks: 'clicks', orders: 'orders', replies: 'replies', stops: 'fewer stops' },
  /** The same as what is counted. */
  counted: { clicks: 'clicks', orders: 'orders', replies: 'replies', stops: 'stops' },
  decidingKeys: { clicks: 'Clicks', orders: 'Orders', replies: 'Replies', stops: 'Fewer stops' },
  afterwards: {
    better: 'the better one goes by itself',
    ask: 'I ask you',
    compare: 'nothing: everybody gets one of them, only to compare',
  },
  afterwardsKeys: { better: 'Goes by itself', ask: 'Ask me', compare: 'Only compare' },
  ordersAsk: 'Where orders decide, nothing goes without your word.',

  shows: (difference: string, low: string, high: string, what: keyof typeof did): string =>
    `Shows a difference of ${difference} in 100 or more (${low} against ${high} in 100 ${did[what]}), 8 times of 10.`,
  assumed: (rate: string, what: keyof typeof did): string =>
    `How many usually do in your shop is not known yet: I assume that ${rate} in 100 ${did[what]}.`,
  nothingShows: 'So few people would show nothing.',
  tooSmall: (size: number, difference: string | null): Rich =>
    difference === null
      ? rich`With ${people(size)} (all of them, in equal parts) ${b('nothing would show')}. Better: send one.`
      : rich`With ${people(size)} (all of them, in equal parts) ${b(`no difference under ${difference} in 100 would show`)}. Better: send one.`,
  slow: 'Counting takes too long just now; the check counts everybody.',
  nobodyYet: 'Choose to whom it goes, and I say what it can show.',

  shareAsked: (name: string): Rich =>
    rich`👥 On how many of its people should the versions of ${b(name)} be tried? The others get what is decided. Tap it, or type a share, such as 40. Each version goes to equally many.`,
  decidesAsked: (name: string): Rich => rich`🏁 By what should it be decided which version of ${b(name)} is better?`,
  waitAsked: (name: string, least: string | null): Rich =>
    rich`⏳ How long after the last of the tried messages should it be decided which version of ${b(name)} is better? Tap it, or type it: 6 h, 2 days.${least === null ? '' : ` For orders at least ${least}.`}`,
  waitUsual: 'As usual',
  thenAsked: (name: string): Rich => rich`➡️ And then, when it is known which version of ${b(name)} is better?`,
  shareUnread: 'I need one share of all its people from 2 to 90, such as 40. Each version goes to equally many.',
  waitUnread: 'I need a time from 1 hour to 30 days, such as 6 h or 2 days.',

  /** What keeps a draft from being sent. */
  lackLink: (letter: string): string => `Clicks are to decide, but there is nothing to click on in version ${letter}.`,
  lackRepeat: 'What is repeated is sent in one version. Take the others out, or send it once.',
  lackOrders: 'Orders are to decide, but no orders are known yet.',
  /** On the check. */
  check: (letters: string, tried: string, decides: string, wait: string): string =>
    `⚖️ ${letters}: about ${tried} each get one first; ${decides} decide ${wait} after the last of them.`,
  checkAll: (letters: string, tried: string, decides: string, wait: string): string =>
    `⚖️ ${letters}: everybody gets one of them, about ${tried} each; ${decides} are compared ${wait} after the last.`,
  checkThen: {
    better: (others: number, when: string): string =>
      `The better one then goes to the other ${n(others)} by itself, about ${when}.`,
    ask: (others: number, when: string): string => `About ${when} I ask you what the other ${n(others)} get.`,
  },
  checkLate: (until: string): string =>
    `⚠️ That is after the end (${until}): the others would get nothing. Wait less, or end later.`,
  changed: 'Versions',
  changedTo: (letters: string, terms: readonly string[]): string => [letters, ...terms].join(' · '),

  /** A moment of today, and of another day. */
  at: (time: string): string => `at ${time}`,
  on: (moment: string): string => `on ${moment}`,
  /** On the card of a broadcast. */
  leaving: (waiting: number): string =>
    `⚖️ A/B: versions are being tried; ${people(waiting)} ${waiting === 1 ? 'waits' : 'wait'} for what is decided.`,
  leavingAll: '⚖️ A/B: everybody gets one of the versions.',
  until: (when: string, waiting: number): string =>
    waiting === 0
      ? `⚖️ A/B: compared ${when}.`
      : `⚖️ A/B: decided ${when}; ${people(waiting)} ${waiting === 1 ? 'waits' : 'wait'}.`,
  goesAt: (letter: string, when: string, waiting: number): string =>
    `⚖️ A/B: ${letter} goes to the other ${n(waiting)} ${when}.`,
  yourWord: (waiting: number): string => `⚖️ A/B: ${people(waiting)} ${waiting === 1 ? 'waits' : 'wait'} for your word.`,
  went: (letter: string): string => `⚖️ A/B: ${letter} goes to the others.`,
  wentAll: '⚖️ A/B: the others get all versions, in equal parts.',

  verdict: {
    better: (letter: string): Rich => b(`${letter} is better.`),
    same: b('No matter.'),
    few: b('Too few to say.'),
  },
  /** "12.6 of 100 clicked, A 9.0 (difference between 1.4 and 5.9)": the leader, then each of the others. */
  leads: (share: string, what: keyof typeof did): string => `${share} of 100 ${did[what]}`,
  rival: (letter: string, share: string, low: string, high: string): string =>
    `${letter} ${share} (difference between ${low} and ${high})`,
  sameWords: (shares: string, under: string, letter: string): string =>
    `${shares}: the difference is surely under ${under} in 100. ${letter} leads by a hair.`,
  fewWords: (shares: string, letter: string, right: string): string =>
    `${shares} of 100. ${letter} is a guess, right about ${right} of 10.`,
  share: (letter: string, share: string): string => `${letter} ${share}`,
  looked: 'You chose to wait longer, so I am more careful now: I only say what holds however often you look.',
  known: 'Only people whose orders were known when it was sent are compared.',
  figures: (letter: string, did_: number, of: number, what: keyof typeof did): string =>
    `${letter}: ${n(of)} got it, ${n(did_)} ${did[what]}`,
  figuresKnown: (letter: string, did_: number, of: number): string =>
    `${letter}: orders of ${n(of)} are known, ${n(did_)} ordered`,
  next: {
    judged: (letter: string, waiting: number, when: string): Piece =>
      rich`${b(letter)} goes to the other ${n(waiting)} ${when}.`,
    unanswered: (letter: string, waiting: number, when: string): Piece =>
      rich`What do the other ${n(waiting)} get? Without an answer ${b(letter)} goes ${when}.`,
    asked: (waiting: number): Piece => rich`The other ${n(waiting)} wait for your word.`,
    late: (waiting: number): Piece => rich`Its end has passed: the other ${n(waiting)} get nothing.`,
    lateAll: 'Its end had passed: the others get nothing.',
    decided: (letter: string): Piece => rich`${b(letter)} goes to the others.`,
    silent: (letter: string): Piece => rich`Nobody answered, so ${b(letter)} goes to the others.`,
    silentLate: 'Nobody answered, and its end has passed: the others get nothing.',
    half: 'The others get all versions, in equal parts.',
    over: 'Everybody got one of them.',
    cancelled: 'It was ended before anything was decided.',
  },
  trying: {
    leaving: (how: string): string =>
      `The tried messages are still going out. It is decided ${how} after the last of them.`,
    until: (when: string): string =>
      `It is decided ${when}. Looking earlier would find differences that are not there.`,
  },
  /** On the menu, and its button. */
  need: (name: string): string => `“${name}”: which version do the others get?`,
  needKey: (name: string): string => `⚖️ A/B: ${name}`,
}
