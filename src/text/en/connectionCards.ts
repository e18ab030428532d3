import { plural } from '../format.js'
import { b, code, lines, type Rich, rich } from '../rich.js'

const times = (n: number): string => (n === 1 ? 'once' : `${n} times`)

/** Shops that are connected, so that orders come in by themselves. */
export const connectionCards = {
  title: (n: number): Rich => (n === 0 ? b('🔌 Connections · none yet') : b(`🔌 Connections · ${n}`)),
  what: 'New orders come in by themselves, within a minute.',
  ownersOnly: 'An owner of the bot connects shops.',
  row: (name: string, how: string): Rich => rich`${b(name)} · ${how}`,
  add: (name: string, another: boolean): string => (another ? `➕ ${name}` : name),
  open: (name: string, is: 'works' | 'waits' | 'trouble'): string =>
    `${{ works: '✅', waits: '⏳', trouble: '⚠️' }[is]} ${name}`,

  works: '✅ works',
  /** The shop calls, and what it said last could not be taken. */
  lastFailed: '⚠️ the last call could not be taken',
  waits: 'waiting for the first call',
  knocked: 'waiting for the first order',
  noSecretYet: 'step 2 is missing',
  troubled: { silent: '⚠️ silent', refused: '⚠️ calls are refused' },
  titleOf: (name: string, how: string): Rich => rich`🔌 ${b(name)} · ${how}`,

  setup: {
    shopify: (name: string, address: string, _secret: string, _currency: string): Rich =>
      lines([
        rich`🔌 ${b(name)} · step 1 of 2`,
        'In Shopify: “Settings → Notifications → Webhooks → Create webhook”. Event “Order creation”, format “JSON”, URL:',
        code(address),
        'The same for “Order update”, “Order cancellation” and “Refund create”.',
      ]),
    woocommerce: (name: string, address: string, secret: string, _currency: string): Rich =>
      lines([
        rich`🔌 ${b(name)}`,
        'In WordPress: “WooCommerce → Settings → Advanced → Webhooks → Add webhook”. Status “Active”, topic “Order created”, “Delivery URL”:',
        code(address),
        rich`Secret: ${code(secret)}`,
        'The same for “Order updated” and “Order deleted”, with the same secret.',
      ]),
    tilda: (name: string, address: string, _secret: string, currency: string): Rich =>
      lines([
        rich`🔌 ${b(name)}`,
        'In Tilda: “Site Settings → Forms → Webhook”. Put this address there:',
        code(address),
        'Then open the page with the cart, tick “Webhook” in the “Content” of the cart, and publish the page. In “Payment systems” let data be sent after payment only: an order that is not paid does not count.',
        `Tilda does not say in which currency: sums are taken as ${currency}, the currency of your shop in Settings.`,
        'Whoever knows this address can tell of orders: give it to nobody else.',
      ]),
  },
  needsHttps:
    '⚠️ Shops only call https addresses, and this bot is at http. Set up a certificate and correct PUBLIC_URL first.',
  isShut: '⚠️ The bot cannot be reached from outside just now, so calls of the shop do not arrive either.',

  secretAsked: (name: string): Rich =>
    lines([
      rich`🔌 ${b(name)} · step 2 of 2`,
      'Under the list of “Webhooks” Shopify says “Your webhooks will be signed with …”. Send me what stands there; I delete your message.',
    ]),
  secretKnown: 'A secret is known already: what you send takes its place.',
  noSecret: 'This does not look like a shop’s secret. Copy the whole line of letters and digits and send it alone.',
  secretKept: '✅ The secret is kept, and your message is deleted.',
  sendSecret: 'The line “signed with …” is missing: without it nobody can tell a call of your shop from a forged one.',
  howToTry: {
    shopify: 'Press “Send test notification” beside it in Shopify, or wait for an order.',
    woocommerce: 'Save it in WooCommerce, and wait for an order, or make one to try.',
    tilda: 'Tilda calls when you add the address. Then wait for an order, or make one to try.',
  },
  hasKnocked: 'WooCommerce has found this address ✅ The secret is proved by the first order.',

  last: (when: string, what: string, took: number | null): Rich =>
    took === null ? rich`Last call ${when}, ${what}` : rich`Last call ${when}, ${what}, read in ${took} ms`,
  called: {
    order: (id: string): string => `order ${id}`,
    test: (id: string | null): string => (id === null ? 'a test' : `order ${id} (test)`),
    nothing: 'no news for us',
    failed: 'could not be taken',
    waits: 'is being read',
  },
  counts: (today: string, week: string, errors: string): string =>
    `Orders today ${today} · in 7 days ${week} · errors ${errors}`,
  old: 'Earlier orders are not in here: drop an export once.',

  forged: {
    shopify: (n: number, since: string): string =>
      `⚠️ Signature wrong, ${times(n)} since ${since}: the secret is of another shop. Send it again.`,
    other: (n: number, since: string): string =>
      `⚠️ Signature wrong, ${times(n)} since ${since}: the secret in the shop is another one. Copy it from here once more.`,
  },
  early: (n: number): string =>
    `⚠️ The shop has called ${times(n)} already and was refused: its secret is not known yet.`,
  silent: (hours: number, usual: number | null, name: string): string =>
    `⚠️ Nothing for ${hours} h${usual === null ? '' : `, usually ${usual} a day`}: check that the “Webhook” is still there and switched on in ${name}.`,
  failure: (what: string, n: number, last: string): string => `⚠️ ${what} · ${times(n)}, last ${last}`,
  failed: {
    not_read: 'This is not an order that I can read: check that the format is JSON',
    id: 'An order without a number',
    at: 'An order without a time',
    future: 'An order dated in the future: check the clock of the shop',
    past: 'An order from before 1990',
    total: 'An order without a valid sum',
    refunded: 'More was refunded than paid',
    discount: 'An impossible discount',
    currency: 'An unknown currency, or not that of the order',
    promo_code: 'A promo code that is too long',
    lines: 'Items that cannot be right',
    customer: 'No telling whose order it is',
    fault: 'Not taken because of an error of mine: it is in the log',
  },

  noOrderYet: (name: string): Rich => rich`🧪 No order of ${b(name)} has been taken yet.`,
  order: (id: string, status: string): Rich => rich`🧪 ${b(`Order ${id}`)} · ${status}`,
  orderAt: (made: string, told: string): string => `Made ${made} · received ${told}`,
  orderSum: (sum: string, refunded: string | null, discount: string | null, code: string | null): string =>
    [
      `Sum ${sum}`,
      refunded === null ? null : `refunded ${refunded}`,
      discount === null ? null : `discount ${discount}`,
      code === null ? null : `promo code ${code}`,
    ]
      .filter(part => part !== null)
      .join(' · '),
  statuses: { paid: 'paid', pending: 'not yet paid', cancelled: 'cancelled', refunded: 'refunded' },
  line: (product: string, quantity: number, price: string | null): string =>
    `• ${product} × ${quantity}${price === null ? '' : ` · ${price}`}`,
  moreLines: (n: number): string => `… and ${n} more ${plural(n, 'en', ['item', 'items'])}`,
  inBot: (name: string): Rich => rich`In the bot: ${b(name)}`,
  notInBot: 'In the bot: not found yet; linked when they come',

  renewAsked: {
    woocommerce: (name: string): Rich =>
      rich`Make a new secret for ${b(name)}? Until you have put it into WooCommerce, its calls are refused.`,
    tilda: (name: string): Rich =>
      rich`Make a new address for ${b(name)}? Until you have put it into Tilda, its orders do not arrive.`,
  },
  renewed: {
    woocommerce: '✅ Here is the new secret; the old one no longer works.',
    tilda: '✅ Here is the new address; the old one leads nowhere.',
  },
  removeAsked: (name: string): Rich =>
    rich`Disconnect ${b(name)}? Its orders stay, new ones no longer come in. Remove the “Webhook” there, too.`,
  removed: (name: string): Rich => rich`✅ ${b(name)} is disconnected. Its orders stay.`,

  retail: lines([
    b('🔌 retailCRM'),
    'retailCRM sends what its triggers are told to. I make a key that may tell of orders, and the text to paste into a trigger.',
  ]),
  retailMade: (address: string, key: string, template: string): Rich =>
    lines([
      b('🔌 retailCRM'),
      'In retailCRM, section “Triggers”: make one for the event “Order change”, with the action “HTTP request”, method POST, address:',
      code(address),
      rich`Header Authorization: ${code(`Bearer ${key}`)}`,
      'Body, as JSON:',
      code(template),
      'Put the codes of your own statuses into the two lists: where money has come, and where it will not come.',
      'The key is shown only once; “Done” deletes it from this chat.',
    ]),

  need: {
    silent: (name: string): string => `🔌 ${name} is silent`,
    refused: (name: string): string => `🔌 ${name}: calls refused`,
  },

  keys: {
    retail: 'retailCRM',
    api: 'Another, by API',
    copy: '📋 Copy address',
    copySecret: '📋 Copy secret',
    copyKey: '📋 Copy key',
    toSecret: '➡️ Done, step 2',
    done: '➡️ Done',
    refresh: '🔄 Refresh',
    setup: '📋 Address',
    secret: '🔑 Send secret',
    again: '🔑 Send it again',
    how: '❓ How',
    old: '📥 Bring old orders',
    look: '🧪 Look at last',
    newSecret: '🔑 New secret',
    newAddress: '🔑 New address',
    remove: '🗑 Disconnect',
    removeYes: '🗑 Disconnect it',
    renewYes: '🔑 Make it',
    makeKey: '🔑 Make a key',
    person: '👤 Who it is',
  },
}
