import { count, plural } from '../format.js'
import { b, type Piece, type Rich, rich } from '../rich.js'

const n = (value: number): string => count(value, 'en')
const customers = (value: number): string => `${n(value)} ${plural(value, 'en', ['customer', 'customers'])}`
const since = (words: string, day: string | null): string => (day === null ? words : `${words} ${day}`)

/** Who is who: customers of whom it is not certain who they are. */
export const whoCards = {
  door: (customers: number): string => `❓ Who is who · ${n(customers)}`,
  need: (value: number): string => `❓ Who is who: ${customers(value)}`,
  nobodyWaits: '✅ Nothing to decide: of every customer it is clear who they are, or that they are not here.',
  title: (customer: string): Rich => rich`❓ ${b(`Who is customer ${customer}?`)}`,
  bought: (name: string | null, orders: number, spent: string): string =>
    [
      ...(name === null ? [] : [`“${name}”`]),
      orders === 0 ? 'no orders yet' : `${n(orders)} ${plural(orders, 'en', ['order', 'orders'])}`,
      ...(spent === '' ? [] : [spent]),
    ].join(', '),
  candidate: (number: number | null, name: string, username: string | null, why: readonly string[]): Rich =>
    rich`${number === null ? '• ' : `${number}. `}${b(name)}${username === null ? '' : ` (@${username})`}: ${why.join(' · ')}`,
  /** What speaks for somebody, with the day where one is known. */
  speaks: {
    admin: (day: string | null): string => since('the team said so', day),
    telegram_id: (day: string | null): string => since('same Telegram id', day),
    phone: (day: string | null): string =>
      day === null ? 'same phone, confirmed' : `same phone, shared it themselves ${day}`,
    personal_link: (day: string | null): string => since('opened their personal link', day),
    file_phone: (day: string | null): string => since('same phone, from a file', day),
    click: (day: string | null): string => since('ordered after a click of theirs', day),
  },
  saidNo: 'says it is not them',
  linkedNow: 'linked now',
  isAnother: (number: string): Piece => `   is customer ${number} at present; a tap moves them over`,
  moreInFile: (more: number): string => `… and ${n(more)} more, all in the file`,
  neither: '🚫 Neither',
  none: '🚫 None of them',
  later: (more: number): string => `⏭ Later · ${n(more)} more`,
  fromStart: (before: number): string => `⏮ Skipped · ${n(before)}`,
  settled: 'This one was settled meanwhile.',
  changed: 'What is known of this customer has changed meanwhile. Look again.',
  chosen: (customer: string, name: string): Rich =>
    rich`✅ Customer ${customer} is ${b(name)}. Their orders count from now on.`,
  noneOfThem: (customer: string): Rich =>
    rich`✅ Customer ${customer} is none of them. The orders stay, and wait for whoever it is.`,

  fileName: 'who is who',
  howToFill:
    'A row for each person that a customer may be. Write “yes” in the last column beside the right one, “no” beside all if it is none of them, leave empty what you do not know, and drop the file here again.',
  taken: (linked: number, nobody: number, same: number, open: number): string =>
    [
      `❓ Who is who: ${customers(linked)} linked`,
      ...(nobody === 0 ? [] : [`${n(nobody)} ${nobody === 1 ? 'is' : 'are'} none of them`]),
      ...(same === 0 ? [] : [`${n(same)} as before`]),
      ...(open === 0 ? [] : [`${n(open)} left open`]),
    ].join(', '),
  why: {
    unreadable: 'the last column takes yes or no',
    several: 'yes stands beside several people',
    partly: 'no stands beside some, nothing beside others',
    changed: 'somebody else may be them by now',
    settled: 'it was settled otherwise meanwhile',
    stranger: 'there is no such customer here',
  },
}
