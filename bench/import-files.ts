/** The files that bench:import brings in. */
import { closeSync, openSync, writeSync } from 'node:fs'
import { createChance } from '../src/sandbox/seed/chance.js'
import { shuffle } from './redirect-load.js'

/** What is brought in. */
export type Kind = 'subscribers' | 'orders'

const NAMES = ['Anna', 'Boris', 'Clara', 'Дмитрий', 'Eva', 'Filip', 'Ирина', 'Jonas', '"Max, jr."', 'Ольга']
const GOODS = Array.from({ length: 400 }, (_, i) => `${['Boots', 'Coat', 'Mug', 'Lamp'][i % 4]} ${i}`)

/** Writes a file of so many rows. */
export function makeFile(path: string, kind: Kind, rows: number): void {
  const file = openSync(path, 'w')
  let lines = ''
  for (const line of kind === 'orders' ? orders(rows) : people(rows)) {
    lines += `${line}\n`
    if (lines.length > 1_000_000) {
      writeSync(file, lines)
      lines = ''
    }
  }
  writeSync(file, lines)
  closeSync(file)
}

/** People as other platforms give them, in an order of its own; every id once. */
function* people(rows: number): Generator<string> {
  const chance = createChance(7)
  const ids = shuffle(
    Array.from({ length: rows }, (_, i) => 200_000_000 + i * 5_000 + Math.floor(chance.share() * 5_000)),
  )
  yield 'telegram_id,first_name,last_name,username,phone,subscribed_at,status,language'
  for (const [i, id] of ids.entries()) {
    const since = new Date(Date.UTC(2024, 0, 1) + Math.floor(chance.share() * 6e10)).toISOString()
    const status = i % 12 === 0 ? 'unsubscribed' : 'active'
    yield `${id},${NAMES[i % NAMES.length]},Lastname${i % 5_000},user_${id},+7912${String(1_000_000 + (i % 9_000_000))},${since},${status},ru`
  }
}

/** Orders as a shop gives them, the newest first, four of each buyer. */
function* orders(rows: number): Generator<string> {
  const chance = createChance(7)
  const buyers = Math.max(1, Math.round(rows / 4))
  yield 'Order number,Order date,Status,Total,Currency,Phone,Email,First name,Product,SKU,Quantity,Price'
  for (let i = rows; i > 0; i--) {
    const buyer = Math.floor(chance.share() * buyers)
    const at = new Date(Date.UTC(2024, 0, 1) + Math.floor((i * 6e10) / rows))
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ')
    const product = Math.floor(chance.share() * GOODS.length)
    const price = (500 + (product % 97) * 10).toFixed(2)
    yield `${100_000 + i},${at},${i % 20 === 0 ? 'cancelled' : 'paid'},${price},RUB,+7912${String(1_000_000 + buyer)},buyer${buyer}@shop.example,${NAMES[buyer % NAMES.length]},${GOODS[product]},S-${product},1,${price}`
  }
}
