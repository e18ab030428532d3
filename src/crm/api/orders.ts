import { z } from 'zod'
import { type CustomerKeys, changesLink } from '../../audience/customer/keys.js'
import { type OrderLine, type ReadyLine, readyLine } from '../../audience/order/line.js'
import { ORDER_STATUSES, type Order, takeOrder } from '../../audience/order.js'
import type { Db } from '../../db/open.js'
import { endpoint } from './endpoint.js'
import { problem, Refused } from './problem.js'
import {
  amountShape,
  currencyShape,
  customerFields,
  customerKeys,
  idShape,
  maybe,
  minorIn,
  momentIn,
  momentShape,
  SOMEBODY,
  text,
} from './shape.js'

const STATUS = `one of ${ORDER_STATUSES.map(status => `"${status}"`).join(', ')}`
const WHOLE = 'a whole number from 1'
const LINES = 'a list of up to 1,000 lines'
const MOST_LINES = 1_000
/** So many lines of a long order are read at a time. */
const LINES_AT_A_TIME = 100

const lineShape = z.strictObject(
  {
    product: text(256),
    sku: maybe(text(256)),
    category: maybe(text(256)),
    quantity: z.int({ error: WHOLE }).positive(WHOLE).max(1_000_000_000, WHOLE),
    price: maybe(amountShape),
  },
  { error: 'a line with `product` and `quantity`' },
)

const orderShape = z
  .strictObject({
    id: idShape,
    customer: z
      .strictObject(customerFields, {
        error: 'an object that says who bought: `id`, `telegram_id`, `phone` or `email`',
      })
      .meta({ description: SOMEBODY }),
    at: momentShape,
    status: z.enum(ORDER_STATUSES, { error: STATUS }),
    total: amountShape,
    currency: currencyShape,
    refunded: maybe(amountShape),
    discount: maybe(amountShape),
    renewal: maybe(z.boolean({ error: 'true where it continued by itself, false where somebody bought it' })),
    promo_code: maybe(text(256)),
    click_id: maybe(text(128)),
    lines: maybe(z.array(lineShape, { error: LINES }).max(MOST_LINES, LINES)),
  })
  .meta({ id: 'Order' })

/** `ready`: its lines, where they were made ready before. */
type ToldOrder = z.output<typeof orderShape> & { ready?: readonly ReadyLine[] }

const someLines = z.array(lineShape)

/** `POST /crm/orders`: purchases, and what became of them. */
export const orders = endpoint({
  path: '/crm/orders',
  scope: 'orders',
  within: 'customer',
  about: {
    one: 'order',
    summary: 'Tell of orders',
    description:
      'An order is known by its `id`: sent again, the last word counts, so send it whenever something changes (paid, cancelled, given back). Only `paid` counts, less what was `refunded`. Its customer is made if need be, and looked for among those in the bot.',
  },
  shape: orderShape,
  named: 'id',
  examples: {
    short: {
      summary: 'The least that an order needs',
      value: {
        id: 'A-1001',
        customer: { phone: '+371 2000 0001' },
        at: '2026-11-20T14:05:00+02:00',
        status: 'paid',
        total: 129.9,
        currency: 'EUR',
      },
    },
    whole: {
      summary: 'All that an order can say',
      value: {
        id: 'A-1002',
        customer: {
          id: 'C-17',
          phone: '+371 2000 0002',
          email: 'anna@example.com',
          first_name: 'Anna',
          last_name: 'P.',
        },
        at: '2026-11-21',
        status: 'paid',
        total: '149.80',
        refunded: '20.00',
        discount: 15,
        renewal: false,
        currency: 'EUR',
        promo_code: 'AUTUMN',
        lines: [
          { product: 'Winter boots', sku: 'WB-42', category: 'Boots', quantity: 1, price: '129.90' },
          { product: 'Wool socks', quantity: 2, price: 9.95 },
        ],
      },
    },
    refund: {
      summary: 'An order that was given back as a whole: the same id, another status',
      value: {
        id: 'A-1001',
        customer: { phone: '+371 2000 0001' },
        at: '2026-11-20T14:05:00+02:00',
        status: 'refunded',
        total: 129.9,
        currency: 'EUR',
      },
    },
  },
  *inSteps(told) {
    const written = linesIn(told)
    if (written === null || typeof told !== 'object') return null
    const head = orderShape.safeParse({ ...told, lines: [] })
    if (!head.success) return null
    const ready: ReadyLine[] = []
    for (let from = 0; from < written.length; from += LINES_AT_A_TIME) {
      yield
      const some = someLines.safeParse(written.slice(from, from + LINES_AT_A_TIME))
      if (!some.success) return null
      for (const line of some.data) {
        const price = line.price == null ? null : minorIn(line.price, head.data.currency)
        // What is wrong with it is said when all of it is read.
        if (price === null && line.price != null) return null
        ready.push(readyLine(lineOf(line, price)))
      }
    }
    yield
    return { ...head.data, ready }
  },
  take({ db, zone, openClick }, told: ToldOrder, _by, at) {
    const order = orderOf(told, zone())
    const clickDelivery = told.click_id == null ? null : openClick(told.click_id)
    const { kind, linking } = takeOrder(
      db,
      keysThatStay(db, customerKeys(told.customer)),
      { ...order, clickDelivery },
      at,
    )
    return { outcome: kind, linked: linking.kind === 'linked' || linking.kind === 'already' }
  },
})

function orderOf(told: ToldOrder, zone: string): Omit<Order, 'clickDelivery'> {
  const { currency } = told
  const minor = (field: string, amount: number | string) => {
    const found = minorIn(amount, currency)
    if (found !== null) return found
    const message = `Send \`${field}\` with no more digits after the point than ${currency} has.`
    throw new Refused(problem('invalid', field, message))
  }
  const maybeMinor = (field: string, amount: number | string | null | undefined) =>
    amount == null ? null : minor(field, amount)
  return {
    externalId: told.id,
    ...momentIn(told.at, zone),
    status: told.status,
    total: minor('total', told.total),
    refunded: maybeMinor('refunded', told.refunded) ?? 0,
    discount: maybeMinor('discount', told.discount),
    renewal: told.renewal ?? null,
    currency,
    promoCode: told.promo_code ?? null,
    lines: told.ready ?? (told.lines ?? []).map((line, i) => lineOf(line, maybeMinor(`lines[${i}].price`, line.price))),
  }
}

function lineOf({ product, sku, category, quantity }: z.output<typeof lineShape>, price: number | null): OrderLine {
  return { product, sku: sku ?? null, category: category ?? null, quantity, price }
}

/** The lines of a long order, whatever stands in them; null where there are none to read by themselves. */
function linesIn(told: unknown): readonly unknown[] | null {
  const lines = typeof told === 'object' && told !== null && 'lines' in told ? told.lines : null
  return Array.isArray(lines) && lines.length > LINES_AT_A_TIME && lines.length <= MOST_LINES ? lines : null
}

/** An order does not say who somebody is: of a customer who is linked another phone or Telegram id is left aside. */
function keysThatStay(db: Db, keys: CustomerKeys): CustomerKeys {
  switch (changesLink(db, keys)) {
    case 'telegram_id':
      return keysThatStay(db, { ...keys, telegramId: null })
    case 'phone':
      return { ...keys, phone: null }
    case null:
      return keys
  }
}
