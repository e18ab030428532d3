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
    '🔌 Connect your shop: new orders come in by themselves, within a minute.',
    '📱 Ask people for the number they order with, so that more orders find their owner.',
  ]),
  others: 'A marketer or an owner can import them.',
  onlyCustomers: 'Customers are known, but no orders of theirs yet.',
  orders: (all: number, counted: number): Rich =>
    all === counted
      ? rich`${b(orders(all))}`
      : rich`${b(orders(all))} · ${n(counted)} of them count: paid and not refunded`,
  sum: (sum: string, of: number): Rich => rich`${b(sum)} · ${orders(of)}`,
  moreCurrencies: (more: number): string => `… and ${n(more)} more ${plural(more, 'en', ['currency', 'currencies'])}`,
  known: (known: number, people: number, share: string): Rich =>
    rich`Orders are known of ${b(`${n(known)} of ${n(people)}`)} who can be reached (${share})`,
  coming: '⏳ A file of orders is being imported: these figures change until it is done.',
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
  /** What a segment is called of those whose number is asked for. */
  unasked: 'Number not shared yet',
  unsure: (customers: number): string =>
    `❓ Who is who: not certain of ${n(customers)} ${plural(customers, 'en', ['customer', 'customers'])}`,
  last: (day: string, file: string): Rich => rich`📥 Last file: ${day} · ${file}`,

  shops: (names: string): string => `🔌 New ones come by themselves: ${names}`,
  linksTitle: b('🔗 Personal links'),
  linksHelp:
    'A link for each customer. Whoever opens it in Telegram is asked whether it is them (“Are you A. P., phone …34?”), and their orders are known as soon as they say yes. It works once. Put it into receipts, letters and parcels.',
  linkAsked: 'Send the number of a customer in the shop, a phone, an e-mail or a name.',
  linkOrType: '⌨️ One customer only: send their number in the shop, phone, e-mail or name.',
  noCustomers: 'No customers are known yet: import them from a file first.',
  unlinked: (unlinked: number, customers: number): Rich =>
    rich`Linked to nobody yet: ${b(`${n(unlinked)} of ${n(customers)}`)} ${plural(customers, 'en', ['customer', 'customers'])}`,
  linksUsed: (used: number, linked: number): string =>
    `Used ${n(used)} ${plural(used, 'en', ['link', 'links'])} · orders known by one now: ${n(linked)}`,
  /** Whose links. */
  which: {
    all: (customers: number): string => `All · ${n(customers)}`,
    lately: (customers: number): string => `Bought in 90 days · ${n(customers)}`,
    often: (customers: number): string => `Bought twice or more · ${n(customers)}`,
  },
  linksFile: 'personal links',
  columns: { number: 'number', name: 'name', phone: 'phone', link: 'link' },
  linksSent: (customers: number): string =>
    `${n(customers)} ${plural(customers, 'en', ['customer', 'customers'])}, a link for each. Whoever has a link can say that they are this customer: give it to nobody else.`,
  codesFile: (from: number, to: number): string => `QR ${from}-${to}`,
  codesSent: (codes: number): string =>
    `${n(codes)} QR ${plural(codes, 'en', ['picture', 'pictures'])}, named by the customer’s number.`,
  making: b('🔗 The links are being made'),
  isNobody: 'Not known yet who this is in the bot.',
  isSomebody: (name: string, how: string): Rich => rich`This is ${b(name)}: ${how}.`,
  theirLink: 'Their personal link, works once:',
  codeOf: (customer: string): Rich => rich`▦ The personal link of customer ${b(customer)}`,
  keys: {
    bring: '📥 Bring orders',
    file: '📥 Drop a file',
    personal: '🔗 Personal links',
    api: '🔑 API key',
    links: (customers: number): string => `📄 Links as a file · ${n(customers)}`,
    allCodes: (codes: number): string => `▦ QR pictures · ${n(codes)}`,
    codes: (from: number, to: number): string => `▦ QR pictures ${n(from)}–${n(to)}`,
    copy: '📋 Copy',
    code: '▦ QR picture',
    person: '👤 Who it is',
    shop: '🔌 Connect a shop',
    ask: '📱 Ask for phones',
  },
}
