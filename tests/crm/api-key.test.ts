import { expect, test } from 'vitest'
import { MINUTE } from '../../src/clock.js'
import {
  createApiKey,
  findLock,
  hintOf,
  isUseNews,
  listApiKeys,
  noteApiKeyUse,
  revokeApiKey,
  type Scope,
} from '../../src/crm/api-key.js'
import { temporaryDb } from '../support/db.js'

const AT = Date.UTC(2026, 10, 29, 12)
const made = { name: 'Site', scopes: ['orders'] as const, by: 7 }

test('of a key nothing is kept that opens anything', async () => {
  const db = await temporaryDb()
  const { text, hint } = createApiKey(db, made, AT)
  expect(text).toMatch(/^segcast_[a-km-np-z2-9]{8}_[a-km-np-z2-9]{52}$/)
  const row = JSON.stringify(db.sql<Record<string, unknown>>('select *, hex(hash) as hex from api_keys').all())
  expect(row).not.toContain(text.slice(hint.length + 9))
  expect(hintOf(text)).toBe(hint)
  expect(findLock(db, hint)?.opens(text)).toBe(true)
  expect(createApiKey(db, made, AT).text).not.toBe(text)
})

test('a key with one letter less, more or different has no form or does not open', async () => {
  const db = await temporaryDb()
  const { text, hint } = createApiKey(db, made, AT)
  const lock = findLock(db, hint)
  const last = text.endsWith('a') ? 'b' : 'a'
  for (const other of ['', hint, text.slice(0, -1), `${text}a`, text.toUpperCase(), ` ${text}`, `${text}\n`])
    expect(hintOf(other)).toBeNull()
  expect(hintOf(text.slice(0, -1) + last)).toBe(hint)
  expect(lock?.opens(text.slice(0, -1) + last)).toBe(false)
  expect(findLock(db, 'aaaaaaaa')).toBeNull()
})

test.each<[string, { name: string; scopes: readonly Scope[] }, string]>([
  ['no name', { name: ' \n ', scopes: ['orders'] }, 'api_key_name'],
  ['a name of 41 signs', { name: 'x'.repeat(41), scopes: ['orders'] }, 'api_key_name'],
  ['a name that cannot be seen', { name: '\u200b\u0000', scopes: ['orders'] }, 'api_key_name'],
  ['nothing that it may do', { name: 'Site', scopes: [] }, 'api_key_scopes'],
])('a key with %s is refused', async (_, wanted, code) => {
  const db = await temporaryDb()
  expect(() => createApiKey(db, { ...wanted, by: 7 }, AT)).toThrow(expect.objectContaining({ code }))
  expect(listApiKeys(db, { offset: 0, limit: 9 })).toEqual({ keys: [], total: 0 })
})

test('there are 50 at most; a revoked one makes room, and is revoked once', async () => {
  const db = await temporaryDb()
  const ids = Array.from({ length: 50 }, () => createApiKey(db, made, AT).id)
  expect(() => createApiKey(db, made, AT)).toThrow(expect.objectContaining({ code: 'api_key_many' }))
  const [id = 0] = ids
  expect([revokeApiKey(db, id, AT + 1), revokeApiKey(db, id, AT + 2)]).toEqual([true, false])
  createApiKey(db, made, AT)
  const { keys, total } = listApiKeys(db, { offset: 0, limit: 100 })
  expect(total).toBe(50)
  expect(keys.some(key => key.id === id)).toBe(false)
})

test('its last use is noted once a minute', async () => {
  const db = await temporaryDb()
  const { id, hint } = createApiKey(db, made, AT)
  const used = () => findLock(db, hint)?.lastUsedAt
  expect(used()).toBeNull()
  noteApiKeyUse(db, id, AT)
  noteApiKeyUse(db, id, AT + MINUTE - 1)
  expect(used()).toBe(AT)
  const lock = findLock(db, hint)
  if (lock === null) throw new Error('it is gone')
  expect([isUseNews(lock, AT + MINUTE - 1), isUseNews(lock, AT + MINUTE)]).toEqual([false, true])
  noteApiKeyUse(db, id, AT + MINUTE)
  expect(used()).toBe(AT + MINUTE)
})

test('a key is found without a look at the others', async () => {
  const db = await temporaryDb()
  const plan = db.sql<{ detail: string }>('explain query plan select id from api_keys where hint = ?').all('x')
  expect(plan.map(({ detail }) => detail).join()).toMatch(/^SEARCH api_keys USING (?:COVERING )?INDEX/)
})
