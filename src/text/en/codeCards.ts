import { count, plural } from '../format.js'
import { b, code, type Rich, rich } from '../rich.js'

const n = (value: number) => count(value, 'en')
const people = (value: number) => `${n(value)} ${plural(value, 'en', ['person', 'people'])}`
const codes = (value: number) => `${n(value)} ${plural(value, 'en', ['code', 'codes'])}`

/** Promo codes of an offer: one for everybody, or a list of which everybody gets one. */
export const codeCards = {
  row: (what: string): string => `🎟 Promo code — ${what}`,
  one: (promo: string): string => `${promo} for everybody`,
  each: (left: number, given: number): string =>
    given === 0 ? `${codes(left)}, one a person` : `one a person: ${n(given)} given, ${n(left)} left`,
  rest: (promo: string): string => `; for the rest ${promo}`,
  none: 'none',
  changed: 'Promo code',
  shownByButton: '(by the button)',

  title: (name: string): Rich => rich`🎟 Promo code of ${b(name)}`,
  ask: 'Type one code for everybody, or send a list so that everybody gets a code of their own: a file with a column of codes, or a code on each line.',
  askOther: 'Another code takes its place. A list gives everybody a code of their own.',
  askMore: 'Send more codes as a file, or a code on each line, and they are added.',
  oneNow: (promo: string): Rich => rich`Everybody gets ${code(promo)}.`,
  eachNow: (left: number, given: number): Rich =>
    given === 0
      ? rich`${b(codes(left))} in the list: a different one for each person.`
      : rich`${b(codes(given))} given, ${b(n(left))} left.`,
  restNow: (promo: string): Rich => rich`When they are used up: ${code(promo)}.`,
  inText: rich`Readers see it where ${code('{code}')} stands in the message.`,
  byButton: 'Readers see it when they press “Show my code”. The press is also a sure sign that they saw the message.',
  both: rich`Readers see it where ${code('{code}')} stands, and when they press “Show my code”.`,
  nowhere: rich`Nobody would see it yet: write ${code('{code}')} into the message, or let a button show it.`,
  alsoIn: (promo: string, name: string): Rich =>
    rich`⚠️ ${code(promo)} is also the code of ${b(name)}: whoever uses it may have it from there.`,

  added: (added: number): string => (added === 0 ? 'No new codes.' : `✅ ${codes(added)} added.`),
  double: (size: number): string =>
    `· ${codes(size)} ${size === 1 ? 'was' : 'were'} in it twice or in the list already`,
  example: (code: string): string => `“${code}”`,
  spaces: (size: number, examples: string): string => `· ${n(size)} with spaces left out: ${examples}`,
  long: (size: number, examples: string): string => `· ${n(size)} longer than 64 characters left out: ${examples}`,
  elsewhere: (size: number, name: string): Rich => rich`· ${codes(size)} left out: ${b(name)} gives them out`,

  keys: {
    more: '⋯ More',
    promo: '🎟 Promo code',
    button: (on: boolean): string => `${on ? '✅' : '☐'} “Show my code” button`,
    rest: '➕ One for rest',
    otherRest: '✏️ One for rest',
    noRest: '🚫 None for rest',
    drop: '🗑 Remove code',
    reallyDrop: '🗑 Remove',
    add: '➕ Add codes',
    only: (size: number): string => `Only to ${n(size)}`,
    who: '📄 Who got which',
    codes: '🎟 Codes',
  },
  moreAsked: (name: string): Rich => rich`⋯ More for ${b(name)}`,
  restAsked: (name: string): Rich => rich`One code for those who come when the list of ${b(name)} is used up. Type it.`,
  dropAsked: (name: string, left: number): Rich =>
    left === 0
      ? rich`🗑 Remove the promo code of ${b(name)}?`
      : rich`🗑 Remove the ${b(codes(left))} of ${b(name)}? You would have to send the list again.`,
  restKept: 'The code for the rest is set already, and people may have it. It stays.',

  /** On the check. */
  short: (left: number, size: number): Rich =>
    rich`🎟 ${b(`${codes(left)}, ${people(size)}`)}: ${n(size - left)} would get none. Choose what happens.`,
  onlyTo: (left: number, size: number): string =>
    `🎟 ${codes(left)}, ${people(size)}: only ${n(left)} of them ${plural(left, 'en', ['gets', 'get'])} the message, drawn by lot.`,
  restTo: (left: number, size: number, promo: string): string =>
    `🎟 ${codes(left)}, ${people(size)}: the other ${n(size - left)} ${plural(size - left, 'en', ['gets', 'get'])} ${promo}.`,
  enough: (left: number): string => `🎟 ${codes(left)}, one a person.`,
  missing: rich`The message has ${code('{code}')} in it, and the offer has no promo code.`,
  unseen: rich`Nobody would see the promo code: write ${code('{code}')} into the message, or let a button show it.`,
  usedUp: 'The list of promo codes is empty.',

  /** While it is sent, and after. */
  running: (name: string, given: number, left: number): Rich =>
    rich`🎟 Promo codes of ${b(name)}: ${n(given)} given, ${b(`${n(left)} left`)}.`,
  without: (size: number): string => `${people(size)} got no message, because no code was left for them.`,
  askRunning:
    'Send more codes as a file, or a code on each line: they are added, and whoever got none is written to as well.',
  low: (name: string, left: number, total: number): Rich =>
    rich`🎟 The promo codes of ${b(name)} are running out: ${b(n(left))} of ${n(total)} left.`,
  lowBecause: 'When none is left, nobody else gets the message.',
  lowButton: 'When none is left, whoever presses “Show my code” is told that they are gone.',

  file: 'Promo codes',
  columns: { code: 'Code', given: 'Given', name: 'To whom', id: 'Telegram id' },
  forgotten: 'forgotten',
}
