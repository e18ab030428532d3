import { createHmac, randomUUID } from 'node:crypto'
import { sleep } from '../../../clock.js'
import { connectShop, getConnection, keepSecret, newSecret } from '../../../crm/shop/connection.js'
import { phoneOf, type Someone } from '../crowd/folk.js'
import type { Stage } from '../stage.js'
import { insightWords } from '../words/insight-words.js'
import { majorOf, numberOf, type Sale } from './sales.js'

/** The shop's till: it tells the product of every order by a signed call, as Shopify does. */
export type Till = {
  /** What was sold and told so far. */
  sold(): readonly Sale[]
  /** Sells nothing more by itself; resolves when the last call was answered. Rejects when one was not taken. */
  close(): Promise<void>
  /** Sells something; resolves when the product has taken the call. */
  sell(sale: Omit<Sale, 'number' | 'at'>): Promise<void>
}

/**
 * Connects the shop and sells to these people, one after another.
 * @param options.after so many orders the shop had before
 * @param options.every ms between two orders
 */
export async function openTill(
  stage: Stage,
  options: { buyers: readonly Someone[]; after: number; every: number },
): Promise<Till> {
  const { app, marketer, publicUrl, language, now } = stage
  const { db } = app
  const { currency } = stage.rfmTerms()
  const words = insightWords(language)
  const secret = newSecret()
  const connection = await db.group(() => {
    const id = connectShop(db, 'shopify', marketer.id, now())
    keepSecret(db, id, secret)
    return getConnection(db, id)
  })
  const address = `${publicUrl}/in/${connection.kind}/${connection.address}`
  const closing = new AbortController()
  const sold: Sale[] = []
  const selling = sellOn()
  // A fault of it is told where it is awaited.
  selling.catch(() => {})

  async function sellOn(): Promise<void> {
    for (const buyer of options.buyers) {
      if (closing.signal.aborted) return
      await sell({ buyer, total: 9_900 * words.priceFactor })
      await sleep(options.every, closing.signal)
    }
  }

  async function sell(bought: Omit<Sale, 'number' | 'at'>): Promise<void> {
    const sale = { ...bought, number: numberOf(options.after + sold.length), at: now() }
    await tell(sale)
    sold.push(sale)
  }

  async function tell({ number, buyer, at, total, discount = 0, code, led }: Sale): Promise<void> {
    const when = new Date(at).toISOString()
    const phone = phoneOf(buyer, language)
    const amount = majorOf(total)
    const body = JSON.stringify({
      ...{ id: 5_520_000_000_000 + options.after + sold.length, name: number, test: false, financial_status: 'paid' },
      ...{ created_at: when, processed_at: when, updated_at: when, currency, total_price: amount, phone },
      total_discounts: majorOf(discount),
      ...(code !== undefined && { discount_codes: [{ code, amount: majorOf(discount), type: 'percentage' }] }),
      ...(led !== undefined && { landing_site: led }),
      line_items: [{ name: words.product, sku: 'BOOTS', quantity: 1, price: amount }],
    })
    const answer = await fetch(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-shopify-topic': 'orders/create',
        'x-shopify-webhook-id': randomUUID(),
        'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
      },
      body,
    })
    if (answer.status !== 200) throw new Error(`the shop was answered ${answer.status}`)
  }

  return {
    sold: () => sold,
    sell,
    async close() {
      closing.abort()
      await selling
    },
  }
}
