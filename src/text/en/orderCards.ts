import { count, plural } from '../format.js'
import { b, lines, type Rich, rich } from '../rich.js'

const n = (value: number): string => count(value, 'en')
const orders = (value: number): string => `${n(value)} ${plural(value, 'en', ['order', 'orders'])}`

/** What is known of orders, and how more come in. */
export const orderCards = {
  title: b('🛒 Orders'),
  unknown: b('🛒 Orders are not known yet'),
  why: 'With them come RFM groups, conditions like “ordered twice in 60 days”, and what your offers sold.',
  noneForIt: '🛒 This depends on orders, and none are known yet.',
  tooLong: 'Counting took too long just now. Try again in a minute.',
  how: lines([
    'Any of these ways will do, the first is the fastest:',
    '📥 Drop the export of your shop into this chat: Shopify, WooCommerce, Tilda, InSales, retailCRM, or your own table.',
    '📱 Ask people for the number they order with, so that more orders find their owner.',
  ]),
  others: 'A marketer or an owner can bring them in.',
  onlyCustomers: 'Customers are known, but no orders of theirs yet.',
  orders: (all: number, counted: number): Rich =>
    all === counted
      ? rich`${b(orders(all))}`
      : rich`${b(orders(all))} · ${n(counted)} of them count: paid, and not given back`,
  sum: (sum: string, of: number): Rich => rich`${b(sum)} · ${orders(of)}`,
  moreCurrencies: (more: number): string => `… and ${n(more)} more ${plural(more, 'en', ['currency', 'currencies'])}`,
  known: (known: number, people: number, share: string): Rich =>
    rich`Orders are known of ${b(`${n(known)} of ${n(people)}`)} who can be reached (${share})`,
  coming: '⏳ A file of orders is coming in: these figures change until it is over.',
  knownBy: (how: string, people: number): string => `• ${how}: ${n(people)}`,
  /** How somebody came to be known as a customer, the surest first. */
  by: {
    admin: 'the team said so',
    telegram_id: 'Telegram id',
    phone: 'shared their number',
    personal_link: 'personal link',
    file_phone: 'phone from the file',
    click: 'came from a link of ours',
  },
  unsure: (customers: number): string =>
    `❓ Who is who: of ${n(customers)} ${plural(customers, 'en', ['customer', 'customers'])} it is not certain who they are`,
  last: (day: string, file: string): Rich => rich`📥 Last file: ${day} · ${file}`,

  keys: {
    bring: '📥 Bring orders',
    file: '📥 Drop a file',
    ask: '📱 Ask for phones',
  },
}
