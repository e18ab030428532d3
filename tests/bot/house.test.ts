import { expect, test } from 'vitest'
import { createAttribute, getAttribute } from '../../src/audience/attribute.js'
import { address, isPassed } from '../../src/bot/address.js'
import { readGroup } from '../../src/bot/admin/broadcasts/people.js'
import { fields } from '../../src/bot/admin/fields/addresses.js'
import { offers } from '../../src/bot/admin/offers/addresses.js'
import { segments } from '../../src/bot/admin/segments/addresses.js'
import { findCard, listCards } from '../../src/bot/screen/kept-card.js'
import { findPrompt } from '../../src/bot/screen/prompt.js'
import { createSite } from '../../src/bot/screen/site.js'
import { deed, go, screen } from '../../src/bot/screen.js'
import { SECOND } from '../../src/clock.js'
import { changeDraft, createOffer } from '../../src/offers/offer.js'
import { createSegment, deleteSegment } from '../../src/segments/segment.js'
import { texts } from '../../src/text/index.js'
import { rich } from '../../src/text/rich.js'
import { ADMIN, COLLEAGUE, type Stage, stage } from './admin/stage.js'

const AT = Date.UTC(2026, 10, 24, 9)
const { fieldCards: t, offerCards, settingsCards } = texts('en')
const { back } = texts('en').admin

/** Two of the team look at one field. */
async function both(): Promise<Stage & { id: number }> {
  const on = await stage({ at: AT })
  const field = { group: 'personality', type: 'text', label: 'Humour', options: null, purpose: null } as const
  const { id } = await on.db.group(() => createAttribute(on.db, { ...field, createdBy: ADMIN }, AT))
  for (const hand of [on.ada, on.boris]) {
    await hand.send('/settings')
    await hand.walk(settingsCards.groups.groups, t.key, 'Humour')
  }
  return { ...on, id }
}

/** So much time goes by, and whatever is due is drawn. */
async function pass(on: Stage, ms: number): Promise<void> {
  on.clock.wall += ms
  on.clock.mono += ms
  const { cards } = on.door()
  cards.run(on.clock.wall)
  await cards.idle()
}

test('what one changes shows on the open card of the other, and on no other card', async () => {
  const on = await both()
  const edits = on.calls('editMessageText')
  await on.ada.walk(t.rename)
  await on.ada.send('Wit')
  const own = on.calls('editMessageText')
  expect(on.boris.plain()).toContain('Humour')
  await pass(on, 3 * SECOND)
  expect(on.boris.plain()).toContain('Wit')
  expect(on.boris.plain()).not.toContain(t.saved)
  expect(on.calls('editMessageText') - own).toBeLessThanOrEqual(2)
  expect(own - edits).toBeLessThanOrEqual(2)
  const quiet = on.calls('editMessageText')
  await pass(on, 3 * SECOND)
  expect(on.calls('editMessageText')).toBe(quiet)
})

test('what changes while a card is being shown shows on it too', async () => {
  const on = await both()
  await on.boris.walk(t.archive)
  const stop = on.emulator.watch(() => {
    if (!on.boris.labels().includes(t.rename)) return
    stop()
    on.db.write(() => on.db.sql(`update attributes set label = 'Wit' where id = ?`).run(on.id))
    on.door().cards.touch(fields.open.subject({ id: on.id }) ?? '')
  })
  await on.boris.press(back)
  expect(on.boris.plain()).toContain('Humour')
  await pass(on, 3 * SECOND)
  expect(on.boris.plain()).toContain('Wit')
})

test('a card is drawn again by the next process too', async () => {
  const on = await both()
  await on.restart()
  await on.db.group(() => void on.db.sql(`update attributes set label = 'Wit' where id = ?`).run(on.id))
  await pass(on, 3 * SECOND)
  expect(on.boris.plain()).toContain('Wit')
})

test('every deed leaves a line of who did what, once', async () => {
  const on = await both()
  await on.ada.walk(t.rename)
  await on.ada.send('Wit')
  await on.boris.walk(t.archive, t.archiveYes)
  expect(getAttribute(on.db, on.id).archivedAt).not.toBeNull()
  const acts = on.db.sql('select admin_id as who, at, address, subject from audit_log order by id').all()
  expect(acts).toEqual([
    { who: ADMIN, at: AT, address: `fd.name:${on.id.toString(36)}`, subject: `field:${on.id}` },
    { who: COLLEAGUE, at: AT, address: `fd.gone:${on.id.toString(36)}`, subject: `field:${on.id}` },
  ])
})

test('what only looks, and what changed nothing, leaves no line', async () => {
  const on = await stage({ at: AT })
  const rule = { leaf: 'premium', value: true } as const
  const create = (name: string) => createSegment(on.db, { name, criterion: rule, createdBy: ADMIN }, AT).id
  const { segment, gone } = await on.db.group(() => ({ segment: create('Premium'), gone: create('Gone') }))
  const { id: offer } = await on.db.group(() => createOffer(on.db, { createdBy: ADMIN }, AT))
  const acts = () =>
    on.db
      .sql<{ address: string }>('select address from audit_log order by id')
      .all()
      .map(act => act.address)
  const tick = offers.tick.data({ offer, segment, page: 0, generation: 0 })

  await on.ada.send('/count', '/count premium', '/count nothing of that kind', '/who', 'Nobody', '/segments')
  for (const words of ['?!', '\u200b', 'prem']) {
    await on.ada.forge(segments.find.data({}))
    await on.ada.send(words)
  }
  expect(on.ada.labels()).toContain('Premium · 0')
  await on.ada.forge(tick)
  expect(acts()).toEqual([tick])
  // It is ticked already; the other is gone.
  await on.ada.forge(tick)
  await on.db.group(() => deleteSegment(on.db, gone, AT))
  await on.ada.forge(offers.tick.data({ offer, segment: gone, page: 0, generation: 0 }))
  expect(acts()).toEqual([tick])
})

test('eight cards of a chat are remembered', async () => {
  const on = await stage({ at: AT })
  for (let i = 0; i < 10; i++) {
    await on.ada.send('/settings')
    await on.ada.walk(settingsCards.groups.groups, t.key)
  }
  const kept = listCards(on.db).filter(({ data }) => data.startsWith('fd.'))
  expect(kept.length).toBeLessThanOrEqual(8)
  expect(kept.at(-1)?.message).toBe(on.ada.lastId())
})

test.each([-1, 2_932_897, Number.MAX_SAFE_INTEGER])('day %s of a button has no date, and means no people', until => {
  expect(readGroup({ group: 1, link: 0, until })).toBeNull()
  expect(readGroup({ group: 1, link: 0, until: 2_932_896 })?.until).toBe(2_932_896)
})

test('two places cannot have one address', () => {
  const here = address('ab.c', 'id')
  const shown = screen(here, () => ({ text: rich`x`, keyboard: [] }))
  expect(() => createSite([shown, deed(here, () => go(here, { id: 1 }))])).toThrow(/ab\.c/)
})

test.each([
  ['ab.c:1:2', { id: 1, page: 2 }],
  ['ab.c:-a:zz', { id: -10, page: 1_295 }],
  ['ab.c:1', null],
  ['ab.c:1:2:3', null],
  ['ab.c:1:', null],
  ['ab.c:1:2.5', null],
  ['ab.c:1:zzzzzzzzzzzz', null],
  ['ab.cc:1:2', null],
  ['', null],
])('%s is read as %j', (data, values) => {
  const place = address('ab.c', 'id', 'page')
  expect(place.read(data)).toEqual(values)
  if (values !== null) expect(place.data(values)).toBe(data)
})

test('a button of which a second press would do more knows its generation, and an older one goes by the state', () => {
  const place = address('ab.once', 'id', { once: true, about: 'thing' })
  const data = place.data({ id: 7, generation: 3 })
  expect([data, place.read(data), place.subject({ id: 7, generation: 3 })]).toEqual([
    'ab.once:7:3',
    { id: 7, generation: 3 },
    'thing:7',
  ])
  const old = place.read('ab.once:7')
  expect(old?.id).toBe(7)
  expect([isPassed(old?.generation ?? 0, 5), isPassed(3, 3), isPassed(3, 4)]).toEqual([false, false, true])
})

test('a card that is pressed far up is remembered like any other, and stands for its thing', async () => {
  const on = await both()
  const up = on.boris.lastId()
  for (let i = 0; i < 10; i++) {
    on.clock.wall += SECOND
    await on.boris.send('/settings')
  }
  expect(findCard(on.db, { chat: COLLEAGUE, message: up })).toBeNull()
  await on.boris.press(t.rename, up)
  expect(findCard(on.db, { chat: COLLEAGUE, message: up })).not.toBeNull()
  await on.boris.press(back, up)
  await on.ada.walk(t.rename)
  await on.ada.send('Wit')
  await pass(on, 3 * SECOND)
  expect(on.boris.person.message(up).text).toContain('Wit')
  expect(listCards(on.db).filter(({ chat }) => chat === COLLEAGUE).length).toBeLessThanOrEqual(8)
})

test('an open list shows what another of the team makes', async () => {
  const on = await both()
  await on.boris.walk(back)
  expect(on.boris.labels().join()).not.toContain('Shoe size')
  await on.ada.forge(fields.type.data({ group: 1, type: 0 }))
  await on.ada.send('Shoe size')
  await pass(on, 3 * SECOND)
  expect(on.boris.labels().join()).toContain('Shoe size')
})

test('a card that was put aside goes on showing its thing, and asks nothing again', async () => {
  const on = await stage({ at: AT })
  const { id } = await on.db.group(() => createOffer(on.db, { createdBy: ADMIN, name: 'Boots' }, AT))
  await on.ada.send('/admin')
  await on.ada.forge(offers.discard.data({ offer: id }))
  const aside = on.ada.lastId()
  expect(on.ada.plain()).toContain(offerCards.discardAsked('Boots').text.slice(0, 5))
  await on.ada.send('/settings')
  await on.db.group(() => void changeDraft(on.db, id, () => ({ named: true })))
  await on.db.group(() => void on.db.sql(`update offers set name = 'Sandals' where id = ?`).run(id))
  on.door().cards.touch(`offer:${id}`)
  await pass(on, 3 * SECOND)
  const text = on.ada.person.message(aside).text
  expect([text?.includes('Sandals'), text?.includes('Discard')]).toEqual([true, false])
})

test('a card of which nobody knows what stands there, because showing it failed, is drawn again', async () => {
  const faults: unknown[] = []
  const on = await both()
  on.door().bot.catch(({ error }) => void faults.push(error))
  const id = on.boris.lastId()
  on.emulator.fault({ kind: 'cut', when: 'after', methods: ['editMessageText'], times: 1 })
  await on.boris.person.press(id, t.archive, 200)
  await on.settled()
  expect([faults.length, on.boris.labels().includes(t.archiveYes)]).toEqual([1, true])
  await pass(on, 20 * SECOND)
  expect(on.boris.labels()).toContain(t.rename)
})

test.each(['/cancel', '/settings'])(
  'a question that could not be put aside still stands, until %s comes through',
  async words => {
    const on = await both()
    const faults: unknown[] = []
    on.door().bot.catch(({ error }) => void faults.push(error))
    const id = on.boris.lastId()
    await on.boris.walk(t.rename)
    const asks = on.boris.text()
    on.emulator.fault({ kind: 'error', code: 502, methods: ['editMessageText'], times: 1 })
    await on.boris.send(words)
    expect([faults.length, on.boris.person.message(id).text, findPrompt(on.db, COLLEAGUE)?.topic]).toEqual([
      1,
      asks,
      fields.rename.name,
    ])
    await on.boris.send(words)
    expect(on.boris.person.message(id).text).not.toBe(asks)
    expect(findPrompt(on.db, COLLEAGUE)?.topic).not.toBe(fields.rename.name)
  },
)
