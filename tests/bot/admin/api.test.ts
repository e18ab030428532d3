import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createApiKey, findLock, hintOf, listApiKeys, revokeApiKey } from '../../../src/crm/api-key.js'
import { texts } from '../../../src/text/index.js'
import { ADMIN, stage } from './stage.js'

const AT = Date.UTC(2026, 10, 29, 12)
const bytes = (path: string) => [path, `${path}-wal`].map(name => readFileSync(name).toString('latin1')).join('\n')

test.each(['en', 'ru'] as const)(
  'a key is ticked, named, shown once and revoked; it is written nowhere (%s)',
  async language => {
    const { db, ada, refused } = await stage({ at: AT, language })
    const { admin, acts, apiCards: t, settingsCards } = texts(language)
    const begin = async () => {
      await ada.send('/settings')
      await ada.walk(settingsCards.groups.data, settingsCards.ways.apiKeys, t.keys.add)
    }
    await begin()
    await ada.walk(t.tick(true, t.scopeKeys.orders))
    await ada.send('Site')
    expect(ada.text()).toContain(texts(language).errors.api_key_scopes({}))
    await begin()
    await ada.walk(t.tick(false, t.scopeKeys.people))
    await ada.send('Site')
    const [text = ''] = /segcast_\S{61}/.exec(ada.text()) ?? []
    const lock = findLock(db, hintOf(text) ?? '')
    expect([lock?.opens(text), lock?.scopes, lock?.createdBy]).toEqual([true, ['people', 'orders'], ADMIN])
    await ada.walk(t.keys.done)
    expect(ada.text()).not.toContain(text)
    expect(ada.text()).toContain(`1 Site · ${t.scopes.people}, ${t.scopes.orders} · ${t.neverUsed}`)
    // As the backlog does once an update is handled; here nobody takes it off.
    db.sql(`update updates set outcome = ''`).run()
    await db.emptyLog()
    expect(bytes(db.path)).not.toContain(text.slice(17))
    expect(bytes(db.path)).toContain(text.slice(8, 16))

    await ada.walk('1 Site', t.keys.revoke, admin.back, t.keys.revoke, t.keys.revokeYes)
    expect(ada.text()).toContain(t.revoked('Site').text)
    expect(findLock(db, hintOf(text) ?? '')?.revokedAt).toBe(AT)
    expect(listApiKeys(db, { offset: 0, limit: 9 }).total).toBe(0)
    await ada.walk(admin.back, admin.back, settingsCards.groups.team, settingsCards.ways.acts)
    expect(ada.text()).toContain(acts.done.keyMade)
    expect(ada.text()).toContain(`${acts.done.keyRevoked}: Site`)
    expect(refused()).toEqual([])
  },
)

test('many keys are turned page by page; an old card of one that was revoked leads to the list', async () => {
  const { db, ada } = await stage({ at: AT })
  const { apiCards: t } = texts('en')
  const ids = Array.from(
    { length: 13 },
    (_, i) => createApiKey(db, { name: `Key ${i + 1}`, scopes: ['orders'], by: ADMIN }, AT).id,
  )
  await ada.send('api key')
  await ada.send('/settings')
  await ada.walk(texts('en').settingsCards.groups.data, texts('en').settingsCards.ways.apiKeys, '›', '›')
  expect(ada.labels()).toContain('13 Key 1')
  await ada.walk('13 Key 1')
  revokeApiKey(db, ids[0] ?? 0, AT)
  await ada.walk(t.keys.revoke)
  expect(ada.text()).toContain('API keys · 12')
})
