import { describe, expect, test } from 'vitest'
import { recordValues } from '../../../../src/audience/attribute/value.js'
import { builtIn } from '../../../../src/audience/attribute.js'
import { findPeople } from '../../../../src/audience/search.js'
import { findSubscriber } from '../../../../src/audience/subscriber.js'
import { people } from '../../../../src/bot/admin/people/addresses.js'
import { payloadOf } from '../../../../src/bot/admin/team/join.js'
import { createInvitation } from '../../../../src/bot/team.js'
import { createSegment } from '../../../../src/segments/segment.js'
import { texts } from '../../../../src/text/index.js'
import { ADMIN } from '../../../support/campaign.js'
import { stageProduct } from '../../../support/product.js'

const t = texts('en').personCards

async function stage() {
  const product = await stageProduct({ people: 3, admin: { language: 'en' } })
  const eva = product.hand({ id: 555, firstName: 'Алёна', lastName: "O'Neil", username: 'alena_on', language: 'en' })
  await eva.start()
  const id = findSubscriber(product.db(), 555)?.id ?? 0
  return { ...product, id }
}

test('the menu of admins has eight commands, in both languages', () => {
  for (const language of ['en', 'ru'] as const) {
    const { admins } = texts(language).admin.commands
    expect(Object.keys(admins)).toEqual([
      'admin',
      'new',
      'broadcasts',
      'campaigns',
      'segments',
      'import',
      'who',
      'cancel',
    ])
  }
})

test('/who finds somebody whatever the case, and what is typed is only text', async () => {
  const { db, id } = await stage()
  db().sql(`update subscribers set phone = '+79161234567' where id = ?`).run(id)
  const table: [string, boolean][] = [
    // A number, however spreadsheets and people write it.
    ...['+7 916 123-45-67', '8 (916) 123-45-67', '89161234567', '79161234567.0', '="79161234567"'].map(
      (typed): [string, boolean] => [typed, true],
    ),
    ['\u202a+7\u00a0916\u20111234567\u202c', true],
    ['8 (916) 123-45-68', false],
    ['алена', true],
    ['АЛЁНА', true],
    ["o'neil алён", true],
    ['@ALENA_ON', true],
    ['https://t.me/alena_on', true],
    ['555', true],
    ['id 555', true],
    ["' or 1=1 --", false],
    ['*', false],
    ['[а-я]', false],
    ['', false],
  ]
  for (const [typed, found] of table) {
    const { people } = await findPeople(db(), typed, { offset: 0, limit: 8 })
    expect([typed, people.map(person => person.id)]).toEqual([typed, found ? [id] : []])
  }
})

test('/who puts whole names first, then names that begin so, and tells namesakes apart', async () => {
  const { ada, db, id } = await stage()
  const names: [string, string | null, string | null][] = [
    ['Joanna', 'Smith', null],
    ['Annabel', null, null],
    ['Anna', 'Petrova', 'anna_p'],
    ['ANNA', null, null],
    ['Petrova', 'Anna', null],
    ['Maria', 'Anna', null],
  ]
  names.forEach(([first, last, username], i) => {
    const values = [9_000 + i, first, last, username, i, i === 2 ? '+37120004567' : null]
    db()
      .sql(
        `insert into subscribers (telegram_id, first_name, last_name, username, subscribed_at, last_seen_at, dice, created_at, phone)
         values (?, ?, ?, ?, 1764374400000, ?, 1, 1, ?)`,
      )
      .run(...values)
  })
  const found = async (typed: string) => {
    const { people } = await findPeople(db(), typed, { offset: 0, limit: 9 })
    return people.filter(person => person.id !== id).map(person => [person.firstName, person.lastName].join(' ').trim())
  }
  expect(await found('anna')).toEqual(['ANNA', 'Maria Anna', 'Petrova Anna', 'Anna Petrova', 'Annabel', 'Joanna Smith'])
  expect(await found('anna petrova')).toEqual(['Petrova Anna', 'Anna Petrova'])
  expect(await found('petr ann')).toEqual(['Petrova Anna', 'Anna Petrova'])
  const person = db().sql<{ id: number }>(`select id from subscribers where username = 'anna_p'`).get()?.id ?? 0
  const city = { values: ['Riga'], provenance: 'declared', origin: 'survey:1' } as const
  recordValues(db(), person, builtIn(db(), 'city'), city, Date.now())
  await ada.send('/who anna')
  expect(ada.text()).toContain('1. ANNA · id 9003 · since 29 Nov 2025')
  expect(ada.text()).toContain('4. Anna Petrova · @anna_p · Riga · phone …4567 · since 29 Nov 2025')
  expect(ada.labels()).toContain('4. Anna Petrova')
})

describe('the card', () => {
  test('shows nothing known, fields, segments, and stops once asked', async () => {
    const { ada, db, id, refused } = await stage()
    await ada.send('/who @alena_on')
    expect(ada.text()).toContain(t.active)
    await ada.walk(t.keys.orders)
    expect(ada.text()).toContain(t.noCustomer)
    await ada.walk(texts('en').admin.card, t.keys.messages)
    expect(ada.text()).toContain(t.noMessages)
    const city = { values: ['Riga'], provenance: 'declared', origin: 'survey:1' } as const
    recordValues(db(), id, builtIn(db(), 'city'), city, Date.now())
    createSegment(db(), { name: 'All of them', criterion: { leaf: 'everyone' }, createdBy: ADMIN }, 1)
    await ada.walk(texts('en').admin.card, t.keys.fields)
    expect(ada.text()).toContain('Riga')
    await ada.walk(texts('en').admin.card, t.keys.segments)
    expect(ada.text()).toContain('All of them')
    await ada.walk(texts('en').admin.card, t.pause)
    expect(ada.text()).toContain(t.done.paused)
    await ada.walk(t.stop)
    expect(findSubscriber(db(), 555)?.status).toBe('active')
    await ada.walk(t.stopYes)
    expect(ada.text()).toContain(t.onlyThemselves)
    expect(findSubscriber(db(), 555)?.status).toBe('unsubscribed')
    const last = db().sql<{ source: string }>("select source from subscription_events where kind = 'stop'").all()
    expect([last, refused()]).toEqual([[{ source: `admin:${ADMIN}` }], []])
  })

  test('an analyst looks only', async () => {
    const { hand, db, config, id } = await stage()
    const invitation = createInvitation(db(), config, 'analyst', ADMIN, Date.now())
    const al = hand({ id: 900, firstName: 'Al', language: 'en' })
    await al.start(payloadOf.join(invitation?.code ?? ''))
    await al.send('/who 555')
    expect(al.text()).toBe(texts('en').teamCards.onlyNumbers)
    expect(await al.forge(people.ask.data({}))).toBe(texts('en').teamCards.onlyNumbers)
    await al.forge(people.open.data({ id }))
    expect(al.labels()).toContain(t.keys.fields)
    expect(al.labels()).not.toContain(t.stop)
    expect(await al.forge(people.stop.data({ id }), al.lastId())).toBe(texts('en').teamCards.onlyLooks)
  })
})
