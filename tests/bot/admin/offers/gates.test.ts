import { describe, expect, test } from 'vitest'
import { findCard, listCards } from '../../../../src/bot/screen/kept-card.js'
import { HOUR, MINUTE } from '../../../../src/clock.js'
import { findBroadcast } from '../../../../src/delivery/broadcast.js'
import { cancelBroadcast } from '../../../../src/delivery/lifecycle.js'
import { listVariants } from '../../../../src/offers/variant.js'
import { createSegment } from '../../../../src/segments/segment.js'
import { ADMIN, NOW, stage } from './stage.js'

const MOSCOW = 'Europe/Moscow'
const evening = { zone: MOSCOW, perDay: 2, perWeek: 5, quiet: { from: 22 * 60, to: 9 * 60 } }

async function ready(people = 20) {
  const s = await stage()
  s.addPeople(people, 'a')
  s.addSegment('Loyal', 'a')
  await s.ada.send('/new', 'Hello')
  await s.ada.walk('To whom', 'Loyal', 'Done')
  return s
}

describe('the kind', () => {
  test('marketing keeps to caps and quiet hours, which are named; an order message does not', async () => {
    const s = await ready()
    s.world.rules = evening
    await s.ada.walk('📣 Marketing')
    expect(s.ada.text()).toBe(
      [
        'What is Hello?',
        'Marketing: nobody gets more than 2 a day and 5 a week; in the quiet hours (22:00–9:00 Moscow) it waits.',
        'Order message: what people expect, like news about their order. No limit, no quiet hours, not counted. It also reaches people who stopped or paused offers, so it must not sell anything.',
      ].join('\n'),
    )
    await s.ada.walk('☐ Order message')
    expect(s.ada.text()).toContain('📦 Order message: goes at any hour')
    expect(s.offer().kind).toBe('service')
    await s.ada.walk('When')
    await s.ada.send('23:30')
    expect(s.ada.text()).not.toContain('🌙')
    expect(s.ada.text()).toContain('📦 Order message')
    await s.ada.walk('Schedule')
    expect(s.broadcast()).toMatchObject({ marketing: false })
  })

  test('who had theirs is told apart at the check', async () => {
    const s = await ready()
    s.world.rules = { ...evening, perDay: 1 }
    await s.ada.walk('Check', 'Send now', 'Go at once')
    const first = s.broadcast()
    s.db
      .sql(
        `insert into deliveries (broadcast_id, subscriber_id, state, due_at, claimed_at, sent_at)
       select ?, id, 'sent', ?, ?, ? from subscribers limit 8`,
      )
      .run(first?.id ?? 0, NOW, NOW, NOW)
    await s.ada.send('/new', 'Second')
    await s.ada.walk('To whom', 'Loyal', 'Done', 'Check')
    expect(s.ada.text()).toContain(
      '20 in the segments\n− 8 already had theirs (1 a day and 5 a week)\n= 12 will get it',
    )
    await s.ada.walk('Card', '📣 Marketing', 'Order message', 'Check')
    expect(s.ada.text()).toContain('= 20 will get it')
  })
})

describe('quiet hours', () => {
  test('what would begin in them waits for the morning, and the check says so', async () => {
    const s = await ready()
    s.world.rules = evening
    await s.ada.walk('When')
    await s.ada.send('today 23:30')
    expect(s.ada.text()).toContain(
      '🌙 Quiet hours: it waits until Wed 25 Nov, 09:00 Moscow.\nFirst: Wed 25 Nov, 09:00 Moscow.',
    )
    await s.ada.walk('Card', 'When', 'Now')
    expect(s.ada.text()).toContain('First: a minute after you send it.')
    s.clock.wall += 4 * HOUR
    await s.ada.walk('Card', 'Check')
    expect(s.ada.text()).toContain('🌙 Quiet hours: it waits until Wed 25 Nov, 09:00 Moscow.')
  })

  test('what would not be done before them goes on in the morning', async () => {
    const s = await ready(601)
    s.world.rules = evening
    await s.ada.walk('When')
    await s.ada.send('21:59')
    expect(s.ada.text()).toContain('🌙 Quiet hours come in between: the rest get it from Wed 25 Nov, 09:00 Moscow.')
  })
})

describe('not later than', () => {
  test('by a tap or typed; it goes to the broadcast', async () => {
    const s = await ready()
    await s.ada.walk('When', 'Tomorrow 10:00', 'Card', 'When', 'Not later than')
    expect(s.ada.labels()).toEqual(['18:00', '21:00', 'Thu 26 Nov, 21:00', '← Back'])
    await s.ada.walk('21:00')
    expect(s.ada.text()).toContain('Not later than 21:00.')
    await s.ada.walk('Card')
    expect(s.ada.text()).toContain('5 When — Wed 25 Nov, 10:00 Moscow, not later than 21:00')
    await s.ada.walk('When', 'Not later than')
    expect(s.ada.labels()).toContain('♾ No end')
    await s.ada.send('09:00')
    expect(s.ada.text()).toContain('Not later than Thu 26 Nov, 09:00.')
    await s.ada.walk('Card', 'When', 'Not later than')
    await s.ada.send('25.11 9:59')
    expect(s.ada.text()).toContain('This time has passed.')
    await s.ada.send('через 2,5 часа')
    expect(s.ada.text()).toContain('Not later than 12:30.')
    await s.ada.walk('Schedule')
    expect(s.broadcast()).toMatchObject({
      startsAt: Date.UTC(2026, 10, 25, 7),
      notLaterThan: Date.UTC(2026, 10, 25, 9, 30),
      urgent: false,
    })
  })

  test('an end before the beginning is missing; one that comes too early for some is a warning', async () => {
    const s = await ready(601)
    await s.ada.walk('When', 'Not later than')
    await s.ada.send('today 19:00')
    await s.ada.walk('Card', 'When', 'Tomorrow 10:00')
    expect(s.ada.text()).toContain('5 When — Wed 25 Nov, 10:00 Moscow, not later than Tue 24 Nov, 19:00')
    await s.ada.walk('Check')
    expect(s.ada.text()).toContain('· It would end before it begins.')
    await s.ada.walk('Not later than')
    await s.ada.send('10:00')
    expect(s.ada.text()).toContain('Not later than Thu 26 Nov, 10:00.')
    s.db.sql(`update offers set draft = json_set(draft, '$.notLaterThan', ?)`).run(Date.UTC(2026, 10, 25, 7) + 30_000)
    await s.ada.walk('Card', 'Check')
    expect(s.ada.text()).toContain('⚠️ For about 301 of them it would be too late: they get nothing.')
  })

  test('an end in the quiet hours leaves nobody', async () => {
    const s = await ready()
    s.world.rules = evening
    await s.ada.walk('When')
    await s.ada.send('22:30')
    await s.ada.walk('Card', 'When', 'Not later than')
    await s.ada.send('23:30')
    expect(s.ada.text()).toContain('− 20 would get it too late\n= 0 will get it')
  })

  test('the end moves with the zone; urgent is a switch', async () => {
    const s = await ready()
    await s.ada.walk('When', 'Tomorrow 10:00', 'Card', 'When', 'Not later than', '21:00', 'Card', 'When', 'Zone')
    await s.ada.send('Samara')
    expect(s.ada.text()).toContain('10:00 Samara (09:00 Moscow), not later than 21:00')
    await s.ada.walk('When', '☐ Goes first')
    expect(s.ada.labels()).toContain('✅ Goes first')
    await s.ada.walk('Card')
    expect(s.ada.text()).toContain('⚡ Goes out before other broadcasts.')
    await s.ada.walk('Check', 'Schedule')
    expect(s.broadcast()).toMatchObject({ urgent: true })
  })
})

test('other broadcasts to the same people within 24 h are named', async () => {
  const s = await ready()
  await s.ada.walk('When', 'Tomorrow 10:00', 'Schedule')
  await s.ada.send('/new', 'Second')
  await s.ada.walk('To whom', 'Loyal', 'Done', 'When')
  await s.ada.send('25.11 11:00')
  expect(s.ada.text()).toContain('⚠️ 20 of them also get “Hello”: Wed 25 Nov, 10:00.')
  await s.ada.walk('Card', 'When')
  await s.ada.send('28.11 11:00')
  expect(s.ada.text()).not.toContain('also get')
})

describe('now', () => {
  test('waits a minute; Undo makes it a draft again, with all its versions', async () => {
    const s = await ready()
    s.addSegment('New', 'b')
    s.addPeople(2, 'b')
    await s.ada.walk('To whom', '☐ New · 2', 'Done', 'One for each', 'Keep')
    await s.ada.send('For the new')
    const before = JSON.stringify(listVariants(s.db, s.offer().id))
    await s.ada.walk('Check', 'Send now')
    expect(s.ada.text()).toBe('🚀 Hello goes at 18:41:00 to 22 people.')
    expect(s.ada.labels()).toEqual(['↩️ Undo', '▶️ Go at once'])
    expect(s.broadcast()).toMatchObject({ state: 'scheduled', startsAt: NOW + MINUTE })
    expect(findCard(s.db, { chat: ADMIN, message: s.ada.lastId() })?.data).toBe('b.card:1:0')
    await s.ada.walk('Undo')
    expect(s.ada.text()).toContain('↩️ Undone: nothing was sent.')
    expect(s.broadcast(), 'undone at once, it is not listed').toBeNull()
    expect(findBroadcast(s.db, 1)).toMatchObject({ state: 'cancelled' })
    expect(listCards(s.db, 'broadcast:1')).toEqual([])
    expect(s.offer()).toMatchObject({ state: 'draft', draft: { each: true, shown: null } })
    expect(JSON.stringify(listVariants(s.db, s.offer().id))).toBe(before)
    await s.ada.walk('Check', 'Send now')
    expect(s.broadcast()?.state).toBe('scheduled')
    expect(s.refused()).toEqual([])
  })

  test('a message that is not needed any more is there again after Undo, and is not the common one', async () => {
    const s = await ready()
    s.addSegment('New', 'b')
    s.addPeople(2, 'b')
    await s.ada.walk('To whom', '☐ New · 2', 'Done', 'One for each', 'Keep')
    await s.ada.send('For the new')
    await s.ada.walk('To whom', '2️⃣ New', 'Done', 'Check', 'Send now', 'Undo')
    expect(listVariants(s.db, s.offer().id).map(({ content }) => content.text)).toEqual(['Hello'])
    await s.ada.walk('To whom', '☐ New · 2', 'Done', 'One for each')
    expect(s.ada.text()).toContain('3 Message — 2 messages')
    expect(listVariants(s.db, s.offer().id).map(({ content }) => content.text)).toEqual(['Hello', 'For the new'])
  })

  test('Go at once makes now its time', async () => {
    const s = await ready()
    await s.ada.walk('Check', 'Send now')
    s.clock.wall += 10_000
    await s.ada.walk('Go at once')
    expect(s.broadcast()).toMatchObject({ state: 'scheduled', startsAt: NOW + 10_000 })
    expect(findCard(s.db, { chat: ADMIN, message: s.ada.lastId() })?.data).toBe('b.card:1:0')
    expect(s.ada.text()).toContain('🕙 Starts in a moment')
    expect(s.world.started).toBe(2)
  })

  test('once it has begun there is nothing to undo', async () => {
    const s = await ready()
    await s.ada.walk('Check', 'Send now')
    const id = s.broadcast()?.id ?? 0
    s.db.sql(`update broadcasts set state = 'running', started_at = ? where id = ?`).run(NOW, id)
    for (const late of ['u', 'uo']) {
      const words = await s.ada.forge(`of.${late}:${id.toString(36)}`)
      expect(words).toBe('It has already started. Use the buttons on its card.')
      expect(s.ada.labels()).toContain('⏸ Pause')
    }
    expect(s.broadcast()).toMatchObject({ state: 'running' })
    expect(s.offer().state).toBe('used')
  })

  test('two presses on Undo undo once; a broadcast that was cancelled elsewhere is not taken back', async () => {
    const s = await ready()
    await s.ada.walk('Check', 'Send now')
    const card = s.ada.lastId()
    const id = (s.broadcast()?.id ?? 0).toString(36)
    await Promise.all([s.ada.forge(`of.u:${id}`, card), s.ada.forge(`of.u:${id}`, card)])
    expect(s.offer().state).toBe('draft')
    await s.ada.walk('Check', 'Send now')
    s.db.write(() => cancelBroadcast(s.db, s.broadcast()?.id ?? 0, NOW))
    expect(await s.ada.press('Go at once')).toBe('This button no longer works. Send /admin for the menu.')
    expect(await s.ada.forge('of.u:zz')).toBe('This button no longer works. Send /admin for the menu.')
  })
})

describe('segments that name what nobody has', () => {
  test('hold an offer back where it would reach people who are not meant', async () => {
    const s = await ready()
    const wide = { not: { leaf: 'source' as const, values: ['gone'] } }
    s.db.write(() => createSegment(s.db, { name: 'Wide', criterion: wide, createdBy: ADMIN }, NOW))
    await s.ada.walk('To whom', '☐ Wide · 20', 'Done', 'One for all')
    await s.ada.walk('Check')
    expect(s.ada.text()).toContain('Nobody came by the source gone. That is what the segment Wide says.')
    expect(s.ada.labels()).not.toContain('Send now')

    // What is left out and holds nobody leaves nobody out; a name among others that hold somebody does no harm.
    s.addSegment('Left', 'gone')
    await s.ada.walk('To whom', 'Wide', 'Leave out', '☐ Left · 0', 'Back', 'Done', 'Check')
    expect(s.ada.text()).toContain('That is what the segment Left says.')
    s.db.sql(`update segments set criterion = '{"leaf":"source","values":["gone","a"]}' where name = 'Loyal'`).run()
    await s.ada.walk('To whom', 'Leave out', '🚫 Left · 0', 'Back', 'Done', 'Check')
    expect(s.ada.text()).toContain('= 20 will get it')

    // An old card of the check approves nothing either.
    const check = s.ada.lastId()
    const turned = JSON.stringify(wide)
    s.db.sql(`update segments set criterion = ? where name = 'Loyal'`).run(turned)
    await s.ada.press('Send now', check)
    expect(s.broadcast()).toBeNull()
    expect(s.ada.text()).toContain('That is what the segment Loyal says.')
  })
})
