import { describe, expect, test } from 'vitest'
import { startSubscriber } from '../../../src/audience/subscription.js'
import { HOUR } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { findServicePause, pauseService } from '../../../src/delivery/service/pause.js'
import { SERVICE_COUNTS } from '../../../src/reports/service.js'
import { type Stage, stage } from './stage.js'

/** Tue 24 Nov 2026, 12:00 in Riga. */
const AT = Date.UTC(2026, 10, 24, 10)

type Put = { state: string; reason?: string; grade?: string; at?: number; text?: string }

function put(db: Db, subscriberId: number, messages: readonly Put[]): void {
  for (const { state, reason = null, grade = null, at = AT - HOUR, text = 'Your order is on its way' } of messages)
    db.sql(
      `insert into service_messages (hash, subscriber_id, text, state, reason, due_at, claimed_at, read_grade, created_at)
       values (x'00', ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(subscriberId, text, state, reason, at, at, grade, at)
}

async function shop(language: 'en' | 'ru' = 'en'): Promise<Stage & { person: number }> {
  const s = await stage({ at: AT, language })
  const somebody = {
    telegramId: 101,
    firstName: 'Olga',
    lastName: 'Kalna',
    username: null,
    telegramLanguage: null,
    premium: false,
  }
  const wording = { name: 'welcome', language: 'en', shown: 'Hello' } as const
  const person = s.db.write(() => startSubscriber(s.db, somebody, { source: null, wording }, AT).subscriber.id)
  return { ...s, person }
}

async function open(s: Stage): Promise<string> {
  await s.ada.send('/settings')
  await s.ada.press(s.ada.rows().flat()[3] ?? '')
  await s.ada.press('📦 Order messages')
  return s.ada.plain()
}

describe('the card of order messages', () => {
  test('says how they stand, and what was asked for in vain', async () => {
    const s = await shop()
    expect(await open(s)).toContain('None in the last 7 days')
    const day = 24 * HOUR
    put(s.db, s.person, [
      { state: 'sent', grade: 'confirmed' },
      { state: 'sent', grade: 'inferred' },
      { state: 'sent' },
      { state: 'sent', at: AT - 2 * day },
      { state: 'failed', reason: 'blocked' },
      { state: 'skipped', reason: 'late', at: AT - 3 * day },
      { state: 'uncertain' },
      { state: 'queued' },
      { state: 'sent', at: AT - 8 * day },
    ])
    s.db.sql(`insert into service_refusals (hour, why, n) values (?, 'unknown', 4)`).run(Math.floor(AT / HOUR))
    const card = await open(s)
    expect(card).toContain('Today: 6 asked for, 3 delivered')
    expect(card).toContain('7 days: 8 asked for, 4 delivered')
    expect(card).toContain('seen for certain: 1, probably: 1')
    expect(card).toContain('1 waits to be sent')
    expect(card).toContain('1 without Telegram’s answer')
    expect(card).toContain('a day late 1, bot blocked 1')
    expect(card).toContain('Not taken: person unknown 4')
  })

  test('pauses all of them, says by whom, and lets them go on', async () => {
    const s = await shop()
    await open(s)
    await s.ada.press('⏸ Pause all')
    expect(findServicePause(s.db)).toMatchObject({ reason: 'admin', adminId: s.ada.person.id })
    expect(s.ada.plain()).toContain('⏸ Paused since')
    await s.ada.press('▶️ Go on')
    expect(findServicePause(s.db)).toBeNull()
  })

  test('lists the latest with the way to who got them', async () => {
    const s = await shop('ru')
    put(
      s.db,
      s.person,
      Array.from({ length: 8 }, (_, i) => ({ state: 'sent', text: `Заказ ${i} в пути` })),
    )
    await s.ada.send('/settings')
    await s.ada.press(s.ada.rows().flat()[3] ?? '')
    await s.ada.press('📦 О заказах')
    await s.ada.press('📋 Последние')
    expect(s.ada.plain()).toContain('1 Olga Kalna · «Заказ 7 в пути» · доставлено')
    await s.ada.press('›')
    expect(s.ada.plain()).toContain('8 Olga Kalna · «Заказ 0 в пути»')
    await s.ada.press('8 Olga Kalna')
    expect(s.ada.plain()).toContain('Olga')
  })
})

describe('what needs a human', () => {
  test('is told in the menu, until somebody has seen it', async () => {
    const s = await shop()
    put(s.db, s.person, [
      { state: 'skipped', reason: 'late' },
      { state: 'failed', reason: 'content' },
      { state: 'failed', reason: 'blocked' },
    ])
    s.db.sql(`insert into service_refusals (hour, why, n) values (?, 'too_many', 5)`).run(Math.floor(AT / HOUR))
    await s.ada.send('/admin')
    expect(s.ada.plain()).toContain(
      'Order messages: 1 not sent, a day late, Telegram refuses the text of 1, 5 too many for one person',
    )
    await s.ada.press(
      s.ada
        .rows()
        .flat()
        .find(label => label.includes('Needs')) ?? 'Needs you',
    )
    await s.ada.press('👌 Leave it')
    await s.ada.send('/admin')
    expect(s.ada.plain()).not.toContain('Order messages:')
    pauseService(s.db, { reason: 'unauthorized', error: '401', at: AT, adminId: null })
    await s.ada.send('/admin')
    expect(s.ada.plain()).toContain('⏸ Order messages: Telegram refused the bot’s token')
  })
})

test('counting looks at no more than these days', async () => {
  const s = await shop()
  const plan = s.db.sql<{ detail: string }>(`explain query plan ${SERVICE_COUNTS}`).all({ today: AT, week: AT, at: AT })
  expect(plan.map(({ detail }) => detail).join('\n')).toContain('service_messages_at')
})
