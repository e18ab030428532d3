import { request } from 'node:http'
import { expect, test } from 'vitest'
import { getConnection, removeConnection, type ShopKind } from '../../src/crm/shop/connection.js'
import { shopifyOrder, tildaOrder } from '../crm/shop/payloads.js'
import { connected, ordersOf, outcomesOf, sign } from '../crm/shop/shop.js'
import { temporaryDb } from '../support/db.js'
import { openDoor, speak } from './door.js'

async function shopDoor(kind: ShopKind = 'shopify', limits: { request?: number } = {}) {
  const db = await temporaryDb()
  const shop = connected(db, kind)
  const door = await openDoor({ inbound: shop.inbox, limits })
  const { address } = getConnection(db, shop.id)
  const path = `/in/${kind}/${address}`
  const post = (body: string, headers: Record<string, string> = {}, at = path) =>
    fetch(`${door.base}${at}`, { method: 'POST', body, headers })
  return { db, shop, path, post, ...door }
}

const body = JSON.stringify(shopifyOrder())
const signed = (text: string, id = 'one') => ({
  'x-shopify-hmac-sha256': sign(text),
  'x-shopify-webhook-id': id,
  'x-shopify-topic': 'orders/create',
})

test('a signed call is on disk before it is answered, and worked off afterwards', async () => {
  const { db, shop, post } = await shopDoor()
  expect((await post(body, signed(body))).status).toBe(200)
  expect(db.sql('select topic, dedupe, outcome, body from webhook_inbox').all()).toEqual([
    { topic: 'orders/create', dedupe: 'one', outcome: null, body: Buffer.from(body) },
  ])
  expect((await post(body, signed(body))).status).toBe(200)
  await shop.worker.run()
  expect([outcomesOf(db), ordersOf(db).length]).toEqual([['order'], 1])
})

test.each<[string, Record<string, string>]>([
  ['without a signature', {}],
  ['of another body', { 'x-shopify-hmac-sha256': sign(`${body} `) }],
  ['of another secret', { 'x-shopify-hmac-sha256': sign(body, 'b'.repeat(64)) }],
  ['empty', { 'x-shopify-hmac-sha256': '' }],
  ['twice', { 'x-shopify-hmac-sha256': `${sign(body)}, ${sign(body)}` }],
  ['in hex', { 'x-shopify-hmac-sha256': Buffer.from(sign(body), 'base64').toString('hex') }],
  ['of another kind of shop’s header alone, spoilt', { 'x-wc-webhook-signature': sign('x') }],
])('a call that is not signed by the shop is 401, counted and nothing else: %s', async (_, headers) => {
  const { db, shop, post, lines } = await shopDoor()
  expect((await post(body, headers)).status).toBe(401)
  await shop.inbox.idle()
  expect(db.sql('select why, n from webhook_refusals').all()).toEqual([{ why: 'forged', n: 1 }])
  expect([outcomesOf(db), lines]).toEqual([[], []])
})

test('many forged calls are one row of the day', async () => {
  const { db, shop, post } = await shopDoor()
  await Promise.all(Array.from({ length: 50 }, () => post(body)))
  await shop.inbox.idle()
  expect(db.sql('select why, n from webhook_refusals').all()).toEqual([{ why: 'forged', n: 50 }])
})

test.each<[string, (path: string) => string]>([
  ['another end', path => `${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`],
  ['another kind', path => path.replace('shopify', 'tilda')],
  ['a part of it', path => path.slice(0, -1)],
  ['more of it', path => `${path}/x`],
  ['no end', () => '/in/shopify/'],
])('a path that nobody has is the common 404: %s', async (_, other) => {
  const { db, path, post, base, lines } = await shopDoor()
  const common = await fetch(`${base}/nothing`, { method: 'POST', body })
  const answer = await post(body, signed(body), other(path))
  expect([answer.status, await answer.text()]).toEqual([common.status, await common.text()])
  expect([outcomesOf(db), lines]).toEqual([[], []])
})

test('a shop that was disconnected is not found any more; asking is not calling', async () => {
  const { db, shop, path, post, base } = await shopDoor()
  expect((await fetch(`${base}${path}`)).status).toBe(404)
  removeConnection(db, shop.id, 1)
  expect((await post(body, signed(body))).status).toBe(404)
  expect(outcomesOf(db)).toEqual([])
})

test('Tilda shows nothing but the path; its try, its order and its order again', async () => {
  const { db, shop, post } = await shopDoor('tilda')
  for (const text of ['test=test', JSON.stringify(tildaOrder()), JSON.stringify(tildaOrder())])
    expect((await post(text)).status).toBe(200)
  await shop.worker.run()
  expect(outcomesOf(db).sort()).toEqual(['order', 'test'])
})

test('the ping of WooCommerce is answered though it is not signed; an order is not taken without', async () => {
  const { db, shop, post } = await shopDoor('woocommerce')
  expect((await post('webhook_id=3')).status).toBe(200)
  expect((await post('webhook_id=4')).status).toBe(200)
  expect((await post('webhook_id=3&x=1')).status).toBe(401)
  expect((await post('{"id":1}')).status).toBe(401)
  await shop.worker.run()
  expect(outcomesOf(db)).toEqual(['test'])
})

test.each<[string, string]>([
  ['empty', ''],
  ['deep', '['.repeat(500_000)],
  [
    'deep and whole',
    `{"line_items":${'['.repeat(100_000)}${']'.repeat(100_000)},"total_price":"1","order_number":7,"id":5}`,
  ],
  [
    'wrong types',
    '{"id":{},"total_price":[],"financial_status":[],"line_items":{"a":1},"currency":[[]],"customer":7,"refunds":"x"}',
  ],
  ['a number', '5'],
  ['no text', '\u0000\u0001'],
])('a signed body that is no order ends as failed: %s', async (_, text) => {
  const { db, shop, post } = await shopDoor()
  expect((await post(text, signed(text))).status).toBe(200)
  await shop.worker.run()
  expect(outcomesOf(db)).toMatchObject([expect.stringMatching(/^failed /)])
})

test('a large body is refused as it comes, and a slow one when its time is up', async () => {
  const { db, path, port, post } = await shopDoor('shopify', { request: 200 })
  const large = 'x'.repeat(1024 * 1024 + 1)
  expect((await post(large, signed(large))).status).toBe(413)
  const sent = await new Promise<number | undefined>((resolve, reject) => {
    const huge = request({ port, path, method: 'POST', headers: { 'content-length': 100 * 1024 * 1024 } }, response => {
      resolve(response.statusCode)
      huge.destroy()
    })
    huge.on('error', reject)
    huge.write('x')
  })
  expect(sent).toBe(413)
  const slow = await speak(port, `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc`)
  expect(slow).toContain('408')
  expect(outcomesOf(db)).toEqual([])
})

test('where the disk takes nothing the shop is asked to come again, and its path stays unsaid', async () => {
  const { path, base, lines } = await (async () => {
    const db = await temporaryDb()
    const shop = connected(db)
    const failing = { find: shop.inbox.find, take: () => Promise.reject(new Error('disk full')) }
    const door = await openDoor({ inbound: failing })
    return { path: `/in/shopify/${getConnection(db, shop.id).address}`, ...door }
  })()
  expect((await fetch(`${base}${path}`, { method: 'POST', body })).status).toBe(500)
  expect(lines.join()).toContain('disk full')
  expect(lines.join()).not.toContain(path.slice(-8))
})
