import { expect, test } from 'vitest'
import { findReport } from '../../src/reports/metrics.js'
import { approveBroadcast } from '../support/campaign.js'
import { stageProduct, until } from '../support/product.js'

const EVERYBODY = 130
const STOPPING = 50

test('50 people press Stop while their row is queued: none of them gets it, each is left out as unsubscribed', async () => {
  const s = await stageProduct({ config: { messagesPerSecond: 20 }, people: EVERYBODY })
  const first = approveBroadcast(s.db(), EVERYBODY, s.clock.now())
  await until(() => s.count(`broadcasts where state = 'finished'`), 'the first offer to be sent')

  const second = approveBroadcast(s.db(), EVERYBODY, s.clock.now())
  await until(() => s.count(`deliveries where broadcast_id = ? and state = 'sent'`, second), 'the second to begin')
  const last = s
    .rows<{ id: number; state: string }>(
      `select p.telegram_id as id, d.state from deliveries d join subscribers p on p.id = d.subscriber_id
       where d.broadcast_id = ? order by d.id desc limit ?`,
      second,
      STOPPING,
    )
    .map(row => [row.id, row.state] as const)
  expect(new Set(last.map(([, state]) => state))).toEqual(new Set(['queued']))
  const stopping = new Set(last.map(([id]) => id))

  const toasts = await Promise.all(
    [...stopping].map(async id => {
      const person = s.emulator.person(id)
      const offer = person.lastMessage().message_id
      await person.press(offer, '🔕')
      await s.emulator.waitFor(() => person.message(offer).reply_markup?.inline_keyboard.length === 3)
      return (await person.press(offer, 'Stop offers'))?.text
    }),
  )
  expect(new Set(toasts)).toEqual(new Set(['You will get no more offers. Order messages still come.']))
  await until(() => s.count(`broadcasts where state = 'finished'`) === 2, 'the second to end')

  const got = new Map<number, number>()
  for (const { chat } of s.emulator.accepted()) got.set(chat, (got.get(chat) ?? 0) + 1)
  for (let id = 1; id <= EVERYBODY; id++) expect([id, got.get(id)]).toEqual([id, stopping.has(id) ? 1 : 2])
  expect(
    s.rows(
      `select state, reason, count(*) as people from deliveries where broadcast_id = ? group by 1, 2 order by 3`,
      second,
    ),
  ).toEqual([
    { state: 'skipped', reason: 'unsubscribed', people: STOPPING },
    { state: 'sent', reason: null, people: EVERYBODY - STOPPING },
  ])
  // The stops came of the first offer, under which they were pressed.
  expect(await findReport(s.db(), first)).toMatchObject({ delivered: EVERYBODY, stopped: STOPPING })
  expect(await findReport(s.db(), second)).toMatchObject({
    delivered: EVERYBODY - STOPPING,
    stopped: 0,
    leftOut: [{ reason: 'unsubscribed', people: STOPPING }],
  })
  expect(s.refused()).toEqual([])
})
