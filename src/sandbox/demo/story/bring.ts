import { refreshRfm } from '../../../audience/rfm.js'
import { SECOND, sleep } from '../../../clock.js'
import { countOrdersKnown, findOrdersKnown } from '../../../reports/orders-known.js'
import { texts } from '../../../text/index.js'
import type { Message } from '../../emulator/wire.js'
import type { Folk } from '../crowd/folk.js'
import type { Marketer } from '../marketer.js'
import { ordersFile, type Sale, salesOf } from '../shop/sales.js'
import type { Row } from '../show/tally.js'
import type { Stage } from '../stage.js'
import { demoWords } from '../words.js'

const LIMIT_MS = 60 * SECOND
const LOOK_MS = 100

/**
 * The marketer drops what the shop exports into the chat, looks at the card and takes it in; then the product scores.
 * @returns what the shop had sold until then
 */
export async function bringOrders(
  stage: Stage,
  marketer: Marketer,
  folk: Folk,
  show: (message: Message) => void = () => {},
): Promise<Sale[]> {
  const { app, language } = stage
  const { importCards } = texts(language)
  const words = demoWords(language)
  const sales = salesOf(folk, language, Date.now())
  await marketer.sendFile({ name: 'orders_export.csv', text: ordersFile(sales, stage.rfmTerms().currency, language) })
  await waitFor(() => stage.marketer.messages().some(message => labels(message).includes(importCards.keys.bring)))
  show(await marketer.see({ label: importCards.keys.bring }))
  await marketer.press(importCards.keys.bring)
  await waitFor(() => count(stage, `orders`) === sales.length && count(stage, `imports where state = 'merging'`) === 0)
  await stage.handled()
  await refreshRfm(app.db, stage.rfmTerms(), Date.now())
  return sales

  async function waitFor(isSo: () => boolean): Promise<void> {
    for (const until = performance.now() + LIMIT_MS; !isSo(); await sleep(LOOK_MS))
      if (performance.now() > until) throw new Error(words.tooLate(words.bringing, LIMIT_MS / SECOND))
  }
}

/** What the product knows of orders, beside what the shop sold: all of it, its sum, what came by itself, and of how many people. */
export async function compareOrders(
  stage: Stage,
  folk: Folk,
  { before, sold }: { before: readonly Sale[]; sold: readonly Sale[] },
): Promise<Row[]> {
  const { app, language } = stage
  const { figures } = demoWords(language)
  const called = () => count(stage, `webhook_inbox where outcome = 'order'`)
  for (const until = performance.now() + LIMIT_MS; called() < sold.length && performance.now() < until; )
    await sleep(LOOK_MS)
  const known = await findOrdersKnown(app.db, Date.now())
  const { known: linked } = await countOrdersKnown(app.db, Date.now())
  const sum = [...before, ...sold].reduce((all, { total }) => all + total, 0)
  const customers = folk.everybody.filter(({ id, kind }) => kind !== null && isReachable(stage, id))
  return [
    { name: figures.orders, product: [known.orders], emulator: [before.length + sold.length] },
    {
      name: figures.money,
      product: known.counted.map(({ sum: counted }) => Math.round(counted / 100)),
      emulator: [Math.round(sum / 100)],
    },
    { name: figures.called, product: [called()], emulator: [sold.length] },
    { name: figures.buyers, product: [linked], emulator: [customers.length] },
  ]
}

/** The shop tells the buyer of an order by the API that it is on its way, and they get it once. */
export async function tellBuyer(stage: Stage, { number, buyer }: Sale): Promise<Row> {
  const { emulator, publicUrl, apiKey, language } = stage
  const { figures, onItsWay } = demoWords(language)
  const text = onItsWay(number)
  const ask = async () => {
    const answer = await fetch(`${publicUrl}/crm/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id: `${number}-sent`, to: { telegram_id: buyer.id }, text }),
    })
    if (answer.status !== 200) throw new Error(`the shop was answered ${answer.status}: ${await answer.text()}`)
  }
  const came = () => emulator.accepted().filter(({ payload }) => payload['text'] === text).length
  await ask()
  await emulator.waitFor(() => came() > 0, LIMIT_MS, text)
  // A shop that is not sure whether it asked asks again.
  await ask()
  const delivered = () => count(stage, `service_messages where state = 'sent'`)
  for (const until = performance.now() + LIMIT_MS; delivered() === 0 && performance.now() < until; )
    await sleep(LOOK_MS)
  return { name: figures.told, product: [delivered()], emulator: [came()] }
}

/** Can be written to, as the product knows it. */
/** Whether they may be written to now: who is on pause may not. */
function isReachable({ app: { db } }: Stage, telegramId: number): boolean {
  const sql = `select 1 from subscribers where telegram_id = ? and status = 'active' and coalesce(paused_until, 0) <= ?`
  return db.sql(sql).get(telegramId, Date.now()) !== undefined
}

function count({ app: { db } }: Stage, what: string): number {
  return db.sql<{ n: number }>(`select count(*) as n from ${what}`).get()?.n ?? 0
}

function labels(message: Message): string[] {
  return (message.reply_markup?.inline_keyboard ?? []).flat().map(button => button.text)
}
