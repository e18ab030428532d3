import { expect, test } from 'vitest'
import { MINUTE, SECOND } from '../../src/clock.js'
import { findCarefulStart } from '../../src/delivery/careful.js'
import { approveBroadcast } from '../support/campaign.js'
import { stageProduct, until } from '../support/product.js'

const PEOPLE = 420
/** Of the first hundred. */
const BLOCKING = 9

/** The order in which people get it, by their Telegram ids. */
type Sent = { id: number; wave: number | null }

/** A careful broadcast of a whole product, its first wave sent. */
async function begin() {
  const s = await stageProduct({ people: PEOPLE })
  const id = approveBroadcast(s.db(), PEOPLE, s.clock.now())
  s.db().sql('update broadcasts set careful = 1 where id = ?').run(id)
  const sent = () =>
    s.rows<Sent>(
      `select p.telegram_id as id, d.wave from deliveries d join subscribers p on p.id = d.subscriber_id
       where d.broadcast_id = ? and d.state = 'sent' order by d.claimed_at, d.id`,
      id,
    )
  const state = () => s.rows<{ state: string }>('select state from broadcasts where id = ?', id)[0]?.state
  await until(() => findCarefulStart(s.db(), id)?.opensAt, 'the first wave to be over')
  const first = sent()
  expect(first).toHaveLength(100)
  expect(new Set(first.map(({ wave }) => wave))).toEqual(new Set([1]))
  /** Everybody has it, once. */
  const ends = async () => {
    s.passes(61 * MINUTE)
    await until(() => state() === 'finished', 'it to end')
    const got = s.emulator.accepted().filter(({ chat }) => chat <= PEOPLE)
    expect(got).toHaveLength(PEOPLE)
    expect(new Set(got.map(({ chat }) => chat)).size).toBe(PEOPLE)
  }
  return { s, id, sent, state, first, ends }
}

test('a careful start halts when too many block the bot, asks, and goes to everybody else once, wave by wave', async () => {
  const { s, id, sent, state, first, ends } = await begin()
  for (const { id: person } of first.slice(0, BLOCKING)) s.emulator.person(person).block()
  await s.settled()
  s.passes(6 * SECOND)
  await until(() => state() === 'paused', 'it to halt')
  const card = await s.ada.sees('It halted by itself')
  expect(card.text).toContain(`· ${BLOCKING} blocked the bot, ${BLOCKING * 10} of 1,000 (limit 15)`)
  // Time alone makes nothing of it go on.
  s.passes(20 * MINUTE)
  await new Promise(resolve => setTimeout(resolve, 300))
  expect(sent()).toHaveLength(100)

  await s.ada.press('Go on', card.message_id)
  await until(() => findCarefulStart(s.db(), id)?.wave === 2 && sent().length === 200, 'the second wave')
  await s.restart()
  await until(() => findCarefulStart(s.db(), id)?.opensAt, 'the second wave to be over')
  expect(new Set(sent().map(({ wave }) => wave))).toEqual(new Set([1, 2]))
  await ends()
})

// A few more, in `npm run prove:careful`.
const more = test.runIf(process.env['WHOLE_RUNS'] !== undefined)

more('one that hardly anybody minds runs through by itself', async () => {
  const { s, id, first, ends } = await begin()
  for (const { id: person } of first.slice(0, 2)) s.emulator.person(person).block()
  s.passes(16 * MINUTE)
  await until(
    () => findCarefulStart(s.db(), id)?.wave === 2 && findCarefulStart(s.db(), id)?.opensAt,
    'the second wave',
  )
  await ends()
  expect(s.rows('select pause_reason from broadcasts')).toEqual([{ pause_reason: null }])
})

more('one after which too many stop offers halts as well', async () => {
  const { s, state, first } = await begin()
  for (const { id: person } of first.slice(0, 10)) s.emulator.person(person).send('/stop')
  await s.settled()
  s.passes(6 * SECOND)
  await until(() => state() === 'paused', 'it to halt')
  expect((await s.ada.sees('It halted by itself')).text).toContain('· 10 stopped offers, 100 of 1,000 (limit 20)')
})
