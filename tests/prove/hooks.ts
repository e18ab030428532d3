// npm run prove:hooks — calls of shops: forged ones by the hundred thousand, payloads that were spoilt at random, and
// processes killed between taking a call and working it off. Figures are printed; a claim that does not hold ends it with
// a non-zero status. A run of `hooks.js act DATABASE` is the process that is killed.
import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { SHOP_KINDS } from '../../src/crm/shop/connection.js'
import { isSigned } from '../../src/crm/shop/signature.js'
import { type Db, openDb } from '../../src/db/open.js'
import { type Chance, createChance } from '../../src/sandbox/seed/chance.js'
import { asForm, NOW, shopifyOrder, shopifyRefund, tildaOrder, wooOrder } from '../crm/shop/payloads.js'
import { connected, outcomesOf, SECRET, sign } from '../crm/shop/shop.js'
import { copyMigrated, openTemporary } from '../support/migrated.js'

const EACH_KIND = {
  shopify: [shopifyOrder(), shopifyRefund(1, '10.00'), shopifyOrder({ refunds: [shopifyRefund(1, '5.00')] })],
  woocommerce: [wooOrder(), wooOrder({ status: 'refunded', refunds: [{ id: 1, total: '-5.00' }] })],
  tilda: [tildaOrder(), tildaOrder({ payment: { orderid: '5', amount: '10', products: ['x x 2 ≡ 5'] } })],
} as const

/** Signatures that nobody made, and true ones spoilt by a bit, of another body, or by another secret: how many were taken. */
export function forge(n: number): number {
  const body = Buffer.from(JSON.stringify(shopifyOrder()))
  const spoilt = (i: number) => {
    const bytes = Buffer.from(sign(body), 'base64')
    bytes[i % 32] = (bytes[i % 32] ?? 0) ^ (1 << (i % 8))
    return bytes.toString('base64')
  }
  const makers = [
    () => randomBytes(32).toString('base64'),
    spoilt,
    () => sign(body, randomBytes(32).toString('hex')),
    (i: number) => sign(Buffer.concat([body, Buffer.from([i % 256])])),
    (i: number) => sign(body).slice(0, i % 44),
    (i: number) => `${sign(body)}${'='.repeat((i % 3) + 1)}`,
  ]
  let taken = 0
  for (let i = 0; i < n; i++) if (isSigned(body, SECRET, makers[i % makers.length]?.(i) ?? null)) taken++
  return taken
}

/** Bodies spoilt at random: cut, doubled, bytes and whole values changed. What was wrong, and how the calls ended. */
export async function mutate(n: number, seed: number): Promise<{ wrong: string[]; ended: Record<string, number> }> {
  const chance = createChance(seed)
  const { db, close } = await openTemporary()
  const wrong: string[] = []
  const ended: Record<string, number> = {}
  const shops = SHOP_KINDS.map(kind => ({ kind, shop: connected(db, kind) }))
  const rows = () =>
    db
      .sql<{ n: number }>(
        'select (select count(*) from orders) + (select count(*) from customers) + (select count(*) from order_lines) + (select count(*) from told_orders) as n',
      )
      .get()?.n
  for (let i = 0; i < n; i++) {
    const { kind, shop } = shops[i % shops.length] ?? { kind: 'tilda' as const, shop: undefined }
    const payloads = EACH_KIND[kind]
    const payload = payloads[chance.below(payloads.length)]
    const text = kind === 'tilda' && chance.below(2) === 0 ? asForm(Object(payload)) : JSON.stringify(payload)
    const body = spoil(text, chance)
    if (shop !== undefined) shop.time.now = NOW + i
    const before = rows()
    await shop
      ?.come(body, { signature: sign(body) })
      .catch((error: unknown) => wrong.push(`${kind}: ${String(error)}: ${body.slice(0, 200)}`))
    const [last] = db
      .sql<{ outcome: string; why: string | null; body: unknown }>(
        'select outcome, why, body from webhook_inbox order by at desc limit 1',
      )
      .all()
    const how = `${last?.outcome ?? 'none'} ${last?.why ?? ''}`.trim()
    ended[how] = (ended[how] ?? 0) + 1
    if (last?.body !== null) wrong.push(`a body is left: ${body.slice(0, 200)}`)
    if (how === 'failed fault') wrong.push(`a fault of ours: ${body.slice(0, 400)}`)
    if (last?.outcome === 'failed' && rows() !== before) wrong.push(`half of it was written: ${body.slice(0, 400)}`)
  }
  const loose = db
    .sql<{ n: number }>(
      `select count(*) as n from orders where total < 0 or refunded < 0 or refunded > total or (status = 'refunded' and refunded <> total)`,
    )
    .get()
  if (loose?.n !== 0) wrong.push(`${loose?.n} orders cannot be`)
  await close()
  return { wrong, ended }
}

const VALUES = [
  'null',
  '""',
  '-1',
  '1e308',
  '"9999999999999999.99"',
  '[]',
  '{}',
  'true',
  '"\\u0000"',
  '"x".x',
  '[[[[[]]]]]',
  '"2999-01-01T00:00:00Z"',
  '"♥️"',
  '0.1',
]

function spoil(text: string, chance: Chance): string {
  let body = text
  for (let times = 1 + chance.below(4); times > 0; times--) {
    const at = chance.below(body.length + 1)
    switch (chance.below(6)) {
      case 0:
        body = body.slice(0, at)
        break
      case 1:
        body = body.slice(0, at) + body.slice(at + 1 + chance.below(20))
        break
      case 2:
        body = `${body.slice(0, at)}${String.fromCharCode(chance.below(0x300))}${body.slice(at)}`
        break
      default: {
        // One value of the JSON becomes another.
        const values = [...body.matchAll(/(?<=":)(?:"(?:[^"\\]|\\.)*"|-?[\d.]+|null|true|false)/g)]
        const found = values[chance.below(Math.max(1, values.length))]
        if (found === undefined) break
        const value = VALUES[chance.below(VALUES.length)] ?? 'null'
        body = `${body.slice(0, found.index)}${value}${body.slice(found.index + found[0].length)}`
      }
    }
  }
  return body
}

/** Takes calls as fast as it can, and says the number of each that is on disk; killed from outside. */
async function act(path: string): Promise<void> {
  const db = await openDb(path)
  const shop = connected(db)
  for (let from = 1; ; from += 10) {
    const calls = Array.from({ length: 10 }, async (_, i) => {
      const n = from + i
      const body = JSON.stringify(
        shopifyOrder({ id: 1_000 + n, name: `#${n}`, total_price_set: null, total_price: `${n}.00` }),
      )
      await shop.come(body, { id: `call-${n}`, waits: true })
      process.stdout.write(`${n}\n`)
    })
    void shop.worker.run()
    await Promise.all(calls)
  }
}

/** Processes that are killed (SIGKILL) while they take and work off: what was answered, what waited, and what is wrong. */
export async function killWorkers(
  kills: number,
  seed: number,
): Promise<{ answered: number; waited: number; wrong: string[] }> {
  const chance = createChance(seed)
  const folder = mkdtempSync(join(tmpdir(), 'segcast-hooks-'))
  const sums = { answered: 0, waited: 0, wrong: [] as string[] }
  try {
    for (let kill = 0; kill < kills; kill++) {
      const path = join(folder, `${kill}.db`)
      await copyMigrated(path)
      const child = fork(fileURLToPath(import.meta.url), ['act', path], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
      const enough = 30 + chance.below(100)
      const answered: number[] = []
      if (child.stdout === null) throw new Error('it says nothing')
      for await (const line of createInterface({ input: child.stdout })) {
        answered.push(Number(line))
        if (answered.length === enough) child.kill('SIGKILL')
      }
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      const db = await openDb(path)
      sums.answered += answered.length
      sums.waited += outcomesOf(db).filter(told => told.endsWith('(waits)')).length
      sums.wrong.push(...(await wrongAfter(db, answered)))
      await db.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return sums
}

async function wrongAfter(db: Db, answered: readonly number[]): Promise<string[]> {
  const next = connected(db)
  await next.worker.run()
  const wrong: string[] = []
  for (const n of answered) {
    const row = db
      .sql<{ total: number; outcome: string | null; body: unknown }>(
        'select o.total, i.outcome, i.body from webhook_inbox i left join orders o on o.external_id = i.order_id where i.dedupe = ?',
      )
      .get(`call-${n}`)
    if (row?.total !== n * 100 || row.outcome !== 'order' || row.body !== null)
      wrong.push(`call ${n}: ${JSON.stringify(row)}`)
  }
  if (outcomesOf(db).some(told => told !== 'order')) wrong.push('not everything was worked off')
  return wrong
}

async function main(): Promise<void> {
  const began = performance.now()
  const taken = forge(100_000)
  console.log(`100,000 forged signatures: ${taken} taken, ${Math.round(performance.now() - began)} ms`)
  const { wrong, ended } = await mutate(5_000, 11)
  console.log('5,000 spoilt bodies:', ended)
  const killed = await killWorkers(20, 12)
  console.log(`20 kills: ${killed.answered} calls answered, ${killed.waited} of all taken waited for the next start`)
  for (const line of [...wrong, ...killed.wrong].slice(0, 20)) console.error(line)
  if (taken > 0 || wrong.length + killed.wrong.length > 0) process.exitCode = 1
}

const [, script, what, path] = process.argv
if (script === fileURLToPath(import.meta.url)) await (what === 'act' && path !== undefined ? act(path) : main())
