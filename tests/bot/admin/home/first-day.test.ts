import { describe, expect, test } from 'vitest'
import { DAY, HOUR } from '../../../../src/clock.js'
import { ADMIN, AT, addBroadcast, addPeople } from '../../../reports/fixture.js'
import { add } from './rows.js'
import { stage } from './stage.js'

describe('the first day', () => {
  test('is a list of five, each where it is done; when all are done it never comes back', async () => {
    const on = await stage()
    on.world.links = { kind: 'unknown' }
    await on.send('/admin')
    expect(on.text()).toContain('Your first day')
    expect(on.text()).toContain('0 subscribers · 0 can be reached')
    expect(on.labels().slice(0, 3)).toEqual([
      ['✅ Bot connected', '☐ Links open'],
      ['☐ Bring people', '☐ Welcome'],
      ['☐ Test an offer'],
    ])
    expect(await on.press('Bot connected')).toContain('is connected')

    const said = { kind: 'answer', status: 403, by: 'Cloudflare', challenge: true } as const
    on.world.found = { kind: 'shut', since: AT, why: 'stranger', said }
    await on.press('Links open')
    expect(on.text()).toContain('I have not checked yet whether https://go.example/health opens.')
    await on.press('Check again')
    expect(on.text()).toContain('Something else answers at https://go.example/health.')
    expect(on.text()).toContain('It said: 403, a challenge by Cloudflare')
    expect(on.text()).toContain('Mozilla/5.0 (compatible; segcast)')
    expect(on.labels()[0]).toEqual(['📱 Open it on my phone'])
    on.world.found = { kind: 'proven', until: AT + 7 * 24 * HOUR, said }
    await on.press('Check again')
    expect(on.text()).toContain('Links open: your phone proved it.')
    on.world.found = { kind: 'open' }
    await on.press('Check again')
    expect(on.text()).toContain('✅ Links open from outside.')
    await on.press('Menu')
    await on.press('Welcome')
    expect(on.text()).toContain('Welcome')
    addPeople(on.db, 99)
    await on.send('/admin')
    expect(on.labels()[1]).toEqual(['☐ Bring people', '✅ Welcome'])
    expect(on.text()).toContain('Drop its export right here')
    addPeople(on.db, 100)
    const came = on.db.sql('insert into subscription_events (subscriber_id, kind, at) values (?, ?, ?)')
    for (let person = 1; person <= 60; person++) came.run(person, 'start', AT - HOUR)
    for (let person = 1; person <= 9; person++) came.run(person, person <= 4 ? 'stop' : 'block', AT - 1)
    on.db.sql('update subscribers set unsubscribed_at = ? where id <= 4').run(AT - 1)
    on.db.sql(`update subscribers set unreachable = 'blocked' where id between 5 and 9`).run()
    await on.send('/admin')
    expect(on.text()).toContain('100 subscribers · 91 can be reached · today +60 −9 (5 blocked)')
    expect(on.labels().slice(0, 3)).toEqual([
      ['✅ Bot connected', '✅ Links open'],
      ['✅ Bring people', '✅ Welcome'],
      ['☐ Test an offer'],
    ])
    for (const table of ['subscription_events', 'subscribers']) on.db.sql(`delete from ${table}`).run()
    on.db
      .sql(`insert into imports (admin_id, at, file, sha256, state) values (?, ?, 'contacts.csv', x'00', 'done')`)
      .run(ADMIN, AT)
    on.db.write(() => {
      addBroadcast(on.db, { state: 'scheduled', startedAt: null })
      on.db.sql('insert into tests (variant_id, admin_id, at) values (11, ?, ?)').run(ADMIN, AT)
    })
    await on.send('/admin')
    expect(on.text()).toContain('0 can be reached')
    on.db.sql('delete from tests').run()
    on.world.links = { kind: 'unknown' }
    await on.send('/admin')
    expect(on.text()).not.toContain('first day')
  })

  test('is over once an offer goes out', async () => {
    const on = await stage()
    add(on, { id: 1, state: 'running' })
    await on.send('/admin')
    expect(on.text()).not.toContain('first day')
  })
})

describe('an analyst', () => {
  test('sees the figures and no buttons that write', async () => {
    const on = await stage()
    on.db.sql(`insert into admins (telegram_id, role, name, created_at) values (77, 'analyst', 'Nina', 0)`).run()
    const nina = on.emulator.user({ id: 77, firstName: 'Nina', language: 'en' })
    nina.start()
    await on.send('/admin', nina)
    // She pressed Start, so she is a subscriber herself.
    expect(on.text(nina)).toContain('1 can be reached')
    expect(on.labels(nina)).toEqual([
      ['📣 Broadcasts', '🔁 Campaigns'],
      ['📊 Results', '👥 Segments'],
      ['🔗 Sources', '🎯 Goal'],
      ['🗂 Fields', '⭐ RFM'],
      ['🪜 Ladder, topics', '📦 Order messages'],
    ])
  })
})

describe('the first day', () => {
  test('is over once something is approved, and not by what was taken back', async () => {
    const on = await stage()
    add(on, { id: 1, name: 'Boots', state: 'cancelled', startedAt: null })
    await on.send('/admin')
    expect(on.text()).toContain('Your first day')
    add(on, { id: 2, name: 'Sizes', state: 'scheduled', startsAt: AT + DAY, startedAt: null })
    await on.send('/admin')
    expect(on.text()).not.toContain('Your first day')
    expect(on.text()).toContain('🕙 Next')
  })
})
