import { describe, expect, test } from 'vitest'
import { createInvitation, join } from '../../../../src/bot/team.js'
import { findBroadcast } from '../../../../src/delivery/broadcast.js'
import {
  addBroadcast,
  addClick,
  addEvent,
  addPeople,
  addRead,
  addReply,
  addRow,
  addRows,
} from '../../../reports/fixture.js'
import { ADMIN } from '../door.js'
import { running, type Stage, stage } from './stage.js'

const SHOP = 'https://shop.ru'
const link = (on: Stage, number: number) =>
  on.db.sql<{ url: string }>('select url from links where variant_id = 11 and number = ?').get(number)?.url
const repairs = (on: Stage) => on.db.sql('select kind from repairs').all()
const version = (on: Stage) =>
  on.db.sql<{ content: string }>('select content from variants where offer_id = 1 order by id desc limit 1').get()
    ?.content ?? ''

/** Whoever has no row yet. */
const next = (on: Stage) => {
  const { n = 0 } = on.db.sql<{ n: number }>('select count(*) + 1 as n from deliveries').get() ?? {}
  return { id: n, person: n }
}

/** Ids of the messages that show how it will look: they carry no card. */
const previews = (on: Stage) => on.shown().filter(({ text }) => text?.startsWith('Winter'))

describe('what is put forward and is wrong again', () => {
  test('an address: the next one takes its place, the old Change is void and names what it was for', async () => {
    const on = await stage()
    await running(on)
    for (const label of ['Fix', 'A link', 'Choose boots']) await on.press(label)
    await on.send('shop.ru/wrong')
    expect(on.text()).toContain('Not this one? Just send another address.')
    const old = on.admin.lastMessage().reply_markup?.inline_keyboard[0]?.[0]?.callback_data ?? ''
    await on.send('shop.ru/wrong too')
    expect(on.text(), 'the card asks on').toContain('is not an address')
    await on.send('shop.ru/right')
    expect(on.shown().filter(({ reply_markup }) => reply_markup?.inline_keyboard.flat().length === 2)).toHaveLength(1)
    expect(await on.forge(old)).toContain('This button was for shop.ru/wrong and does nothing any more.')
    expect(link(on, 2)).toBe(`${SHOP}/boots`)
    await on.press('Change and go on')
    expect(link(on, 2)).toBe(`${SHOP}/right`)
    expect(on.text()).toContain('Choose boots leads to shop.ru/right now')
    expect(await on.forge(old), 'and stays so').toContain('shop.ru/wrong')
    expect(on.refused()).toEqual([])
  })

  test('a message: the next one takes its place, its preview goes, the old Edit does nothing', async () => {
    const on = await stage()
    await running(on)
    for (const label of ['Fix', 'Text']) await on.press(label)
    await on.send('Winter wrong')
    const old = on.admin.lastMessage().reply_markup?.inline_keyboard[0]?.[0]?.callback_data ?? ''
    expect(on.text()).toContain('Not right yet? Just send another message.')
    await on.send('Winter right')
    expect(previews(on).map(({ text }) => text)).toEqual(['Winter right'])
    expect(await on.forge(old)).toContain('start again with Fix')
    expect(repairs(on)).toEqual([])
    await on.press('Edit and go on')
    expect(JSON.parse(version(on))).toMatchObject({ text: 'Winter right', buttons: [[{ label: 'Choose boots' }]] })
    expect(previews(on)).toEqual([])
    expect(repairs(on)).toEqual([{ kind: 'edit' }])
    expect(on.refused()).toEqual([])
  })

  test('buttons: what is sent next are buttons again', async () => {
    const on = await stage()
    await running(on)
    for (const label of ['Fix', 'Text', 'Buttons']) await on.press(label)
    await on.send('Wrong - shop.ru/wrong')
    expect(on.text()).toContain('Not right yet? Just send other buttons.')
    await on.ada.sends(person => person.sendSticker())
    expect(on.text()).toBe('I need the buttons as text, one per line, like Choose boots - shop.com/boots.')
    await on.send('Right - shop.ru/right')
    await on.press('Edit and go on')
    expect(JSON.parse(version(on))).toMatchObject({ text: 'See shop.ru/text', buttons: [[{ label: 'Right' }]] })
  })

  test('without buttons: the card comes below its preview, and the pressed one goes', async () => {
    const on = await stage()
    await running(on)
    for (const label of ['Fix', 'Text', 'Buttons', 'No buttons']) await on.press(label)
    const cards = on.shown().filter(({ reply_markup }) => reply_markup !== undefined)
    expect(cards).toHaveLength(1)
    expect(on.text()).toMatch(/^👆 This is how it will look\.\n\nOther buttons\./)
    await on.press('Back')
    expect(on.shown(), 'the preview goes with what was put forward').toHaveLength(1)
    expect(on.refused()).toEqual([])
  })

  test('what changed is shown line by line', async () => {
    const on = await stage()
    await running(on)
    on.db
      .sql(`update variants set content = json_set(content, '$.text', ?, '$.entities', json('[]')) where id = 11`)
      .run('Autumn boots\n50 % off\nUntil Friday\nCome in')
    for (const label of ['Fix', 'Text']) await on.press(label)
    await on.send('Winter boots\n5 % off\nUntil Friday\nCome in\nOr call')
    const changes = ['Was “Autumn”, now “Winter”.', 'Was “50”, now “5”.', 'New: “Or call”.']
    expect(on.text()).toContain(changes.join('\n'))
    expect(on.text()).not.toContain('Friday')
  })
})

test('a repair on a broadcast that was paused by hand leaves it so, with the way on', async () => {
  const on = await stage()
  await running(on)
  for (const label of ['Pause', 'Fix', 'A link', 'Choose boots']) await on.press(label)
  await on.send('shop.ru/right')
  await on.press('✅ Change')
  expect(on.labels().at(-1)).toEqual(['▶️ Resume', '📣 Broadcast'])
  expect(findBroadcast(on.db, 1)).toMatchObject({ state: 'paused', pauseReason: 'admin' })
  await on.press('Resume')
  expect(findBroadcast(on.db, 1)?.state).toBe('running')
  expect(on.text()).toContain('▓▓')
})

test('an offer without links says so and leads to its text', async () => {
  const on = await stage()
  await running(on)
  on.db.sql('delete from links').run()
  for (const label of ['Fix', 'A link']) await on.press(label)
  expect(on.text()).toContain('There are no links in this offer.')
  await on.press('Text')
  expect(on.text()).toContain('Send the right message')
})

describe('who the people are', () => {
  async function over() {
    const on = await stage()
    await running(on, 12, 12)
    for (const person of [2, 5]) addClick(on.db, { delivery: person, person, link: 2, verdict: 'human' }, 1)
    on.db.sql(`update broadcasts set state = 'finished', finished_at = ?, reported_at = 1`).run(on.clock.wall)
    await on.send('/broadcasts')
    await on.press('Boots')
    return on
  }

  test('one tap from each count, in pages, and from there to an offer for them', async () => {
    const on = await over()
    await on.press('Write to')
    expect(on.labels()).toEqual([
      ['👆 Clicked · 2'],
      ['💤 Did not click · 10'],
      ['📬 Got it · 12'],
      ['👥 Clicked', '👥 Did not click'],
      ['👥 Got it'],
      ['← Back'],
    ])
    await on.press('👥 Did not click')
    expect(on.text()).toMatch(/^👥 Did not click “Boots” · 10 people\n/)
    expect(on.labels()).toContainEqual(['1 / 2', '›'])
    await on.press('›')
    expect(on.text()).toContain('Person 1')
    await on.press('Back')
    await on.press('👥 Clicked')
    expect(on.labels().slice(0, 2)).toEqual([['1. Person 5'], ['2. Person 2']])
    await on.press('Write them an offer')
    expect(on.text()).toContain('Clicked “Boots”')
    expect(on.refused()).toEqual([])
  })

  test('every number of the report opens just so many people, and whoever can be written to may be', async () => {
    const on = await stage()
    on.db.write(() => {
      addPeople(on.db, 60)
      const parts = [11, 12].map(variantId => ({ variantId, name: `Part ${variantId}` }))
      addBroadcast(on.db, { name: 'Boots', state: 'cancelled', parts })
      const row = { variant: 12 } as const
      addRows(on.db, 9, { variant: 11, state: 'sent' })
      addRows(on.db, 6, { ...row, state: 'sent' })
      addRows(on.db, 2, { ...row, state: 'uncertain' })
      addRows(on.db, 4, { ...row, state: 'queued' })
      for (const reason of ['blocked', 'content', 'content', 'something new', null])
        addRow(on.db, { ...row, state: 'failed', reason, ...next(on) })
      for (const reason of ['cap', 'left_out', 'left_out', 'less_often', 'too_late', 'paused', 'something new'])
        addRow(on.db, { ...row, state: 'skipped', reason, ...next(on) })
      const seen = (id: number, evidence: string, grade: 'confirmed' | 'inferred') =>
        addRead(on.db, { delivery: id, person: id, evidence, grade })
      for (const id of [1, 2, 10]) seen(id, 'press', 'confirmed')
      for (const id of [2, 3, 11]) seen(id, 'activity', 'inferred')
      for (const id of [1, 10]) addClick(on.db, { delivery: id, person: id, link: 2, verdict: 'human' })
      addClick(on.db, { delivery: 4, person: 4, link: 2, verdict: 'machine' })
      for (const id of [5, 12, 16]) addReply(on.db, { delivery: id, person: id })
      const did = (person: number, kind: string, why: string | null = null) =>
        addEvent(on.db, { person, kind, delivery: person, why })
      for (const id of [6, 7, 13]) did(id, 'stop', id === 6 ? 'too_many' : null)
      for (const id of [8, 14]) did(id, 'pause')
      did(9, 'stop')
      addEvent(on.db, { person: 9, kind: 'undo', delivery: null })
      did(15, 'block')
      // One got the second message only after it was edited.
      on.db
        .sql(
          `insert into variants (id, offer_id, position, content) select 13, 1, position, content from variants where id = 12`,
        )
        .run()
      on.db.sql('update deliveries set variant_id = 13 where id = 15').run()
      on.db
        .sql(
          `insert into repairs (broadcast_id, kind, state, versions, created_by, created_at, reported_at)
           values (1, 'edit', 'finished', '[[12,13]]', 1, 1, 1)`,
        )
        .run()
    })
    const opened: string[] = []
    const open = async () => {
      for (let page = 1; ; page++) {
        const counts = on
          .labels()
          .flat()
          .filter(label => label.includes(' · '))
        for (const label of counts) {
          const [name = '', people = ''] = label.split(' · ')
          await on.press(label)
          expect(on.text(), label).toMatch(new RegExp(`^👥 ${name} · “Boots”.* ${people} (person|people)\n`))
          opened.push(`${label}${on.labels().flat().includes('✍️ Write them an offer') ? ' ✍️' : ''}`)
          await on.press('← Back')
          for (let turned = 1; turned < page; turned++) await on.press('›')
        }
        if (!on.labels().flat().includes('›')) return
        await on.press('›')
      }
    }
    await on.send('/broadcasts')
    for (const label of ['Boots', 'More', 'Who they are']) await on.press(label)
    await open()
    expect(opened).toEqual([
      'Delivered · 15 ✍️',
      'Saw it for certain · 3 ✍️',
      'Saw it probably · 2 ✍️',
      'Clicked · 2 ✍️',
      'Replied · 2 ✍️',
      'Stopped offers · 3',
      'Stopped: too many · 1',
      'Stopped: did not say · 2',
      'Paused offers · 2',
      'Blocked the bot then · 1',
      'No answer · 2 ✍️',
      'Not sent · 4 ✍️',
      'Not delivered · 5',
      'Failed: blocked · 1',
      'Failed: refused · 2 ✍️',
      'Failed: other reason · 2 ✍️',
      'Left out · 7',
      'Left out: a segment · 2 ✍️',
      'Left out: on pause · 1',
      'Left out: had enough · 1 ✍️',
      'Left out: less often · 1 ✍️',
      'Left out: too late · 1 ✍️',
      'Left out: other reason · 1 ✍️',
    ])
    opened.length = 0
    for (const label of ['← Back', '← Back', 'By message', '👥 2 Part 12']) await on.press(label)
    await open()
    expect(opened).toEqual([
      'Delivered · 6 ✍️',
      'Saw it for certain · 1 ✍️',
      'Saw it probably · 1 ✍️',
      'Clicked · 1 ✍️',
      'Replied · 1 ✍️',
      'Stopped offers · 1',
      'Paused offers · 1',
      'Blocked the bot then · 1',
    ])
    await on.press('Replied')
    await on.press('Write them an offer')
    expect(on.text()).toContain('Replied · “Boots” · message 2')
    expect(on.refused()).toEqual([])
  })

  test('from each link of the report too', async () => {
    const on = await over()
    await on.press('By link')
    await on.press('👥 2 Choose boots')
    expect(on.text()).toMatch(/^👥 Clicked “Choose boots” · 2 people\n/)
    await on.press('Back')
    expect(on.labels()[0]).toEqual(['👥 2 Choose boots'])
  })

  test('after it was taken back nobody “was not reached”', async () => {
    const on = await over()
    on.db.sql(`update deliveries set state = 'queued' where id = 12`).run()
    const labels = async () => {
      await on.send('/broadcasts')
      await on.press('Boots')
      await on.press('Write to')
      return on.labels().flat().join()
    }
    expect(await labels()).toContain('Without it today · 1')
    on.db
      .sql(
        `insert into repairs (broadcast_id, kind, state, versions, created_by, created_at)
         values (1, 'take_back', 'finished', '[]', 1, 1)`,
      )
      .run()
    expect(await labels()).not.toMatch(/not reached/i)
  })

  test('who only looks sees them, and is offered nothing else', async () => {
    const on = await over()
    const clara = on.emulator.user({ id: 77, firstName: 'Clara', language: 'en' })
    clara.start()
    await on.settled()
    on.db.write(() => {
      const made = createInvitation(on.db, { adminIds: [ADMIN] }, 'analyst', ADMIN, on.clock.wall)
      join(on.db, { adminIds: [ADMIN] }, { telegramId: 77, name: 'Clara' }, made?.code ?? '', on.clock.wall)
    })
    await on.send('/broadcasts', clara)
    for (const label of ['Boots', 'More', 'Who they are']) await on.press(label, clara.lastMessage().message_id, clara)
    expect(on.text(clara)).toBe('👥 Boots: who are they?')
    expect(on.labels(clara)).toEqual([['Delivered · 12'], ['Clicked · 2'], ['📄 File', '← Back']])
    await on.press('Clicked', clara.lastMessage().message_id, clara)
    expect(on.labels(clara)).toEqual([['1. № 5'], ['2. № 2'], ['📄 File'], ['← Back']])
  })

  test('where nobody got it, it says what else can be done', async () => {
    const on = await stage()
    on.db.write(() => void addBroadcast(on.db, { name: 'Boots', state: 'cancelled' }))
    await on.send('/broadcasts')
    await on.press('Boots')
    await on.press('Write to')
    expect(on.text()).toContain('Nobody has Boots yet')
    expect(on.labels().flat()).toEqual(['📄 Same message, other people', '← Back'])
  })
})
