import { createHmac, randomUUID } from 'node:crypto'
import { sleep } from '../../clock.js'
import { connectShop, getConnection, keepSecret, newSecret } from '../../crm/shop/connection.js'
import { phoneOf, type Someone } from './folk.js'
import { insightWords } from './insight-words.js'
import { majorOf, numberOf, type Sale } from './sales.js'
import type { Stage } from './stage.js'

/** The shop's till: it tells the product of every order by a signed call, as Shopify does. */
export type Till = {
  /** What was sold and told so far. */
  sold(): readonly Sale[]
  /** Sells nothing more; resolves when the last call was answered. Rejects when one was not taken. */
  close(): Promise<void>
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
  const { app, marketer, publicUrl, language } = stage
  const { db } = app
  const { currency } = stage.rfmTerms()
  const words = insightWords(language)
  const secret = newSecret()
  const connection = await db.group(() => {
    const id = connectShop(db, 'shopify', marketer.id, Date.now())
    keepSecret(db, id, secret)
    return getConnection(db, id)
  })
  const address = `${publicUrl}/in/${connection.kind}/${connection.address}`
  const closing = new AbortController()
  const sold: Sale[] = []
  const selling = sell()
  // A fault of it is told where it is awaited.
  selling.catch(() => {})

  async function sell(): Promise<void> {
    for (const [i, buyer] of options.buyers.entries()) {
      if (closing.signal.aborted) return
      const sale = { number: numberOf(options.after + i), buyer, at: Date.now(), total: 9_900 * words.priceFactor }
      await tell(sale)
      sold.push(sale)
      await sleep(options.every, closing.signal)
    }
  }

  async function tell({ number, buyer, at, total }: Sale): Promise<void> {
    const when = new Date(at).toISOString()
    const phone = phoneOf(buyer, language)
    const amount = majorOf(total)
    const body = JSON.stringify({
      ...{ id: 5_520_000_000_000 + options.after + sold.length, name: number, test: false, financial_status: 'paid' },
      ...{ created_at: when, processed_at: when, updated_at: when, currency, total_price: amount, phone },
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
    async close() {
      closing.abort()
      await selling
    },
  }
}
