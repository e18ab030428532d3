import { describe, expect, test } from 'vitest'
import { HOUR } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { createLetters } from '../../../src/delivery/engine/letter.js'
import { claimSteps } from '../../../src/delivery/engine/step.js'
import { newcomerSql } from '../../../src/delivery/plan/newcomer.js'
import { planDeliveries } from '../../../src/delivery/plan.js'
import { claimDeliveries } from '../../../src/delivery/queue.js'
import { listRunningRepairs, startEdit } from '../../../src/delivery/repair.js'
import { settleDelivery } from '../../../src/delivery/settle.js'
import type { Content } from '../../../src/offers/content.js'
import { replaceVariant } from '../../../src/offers/offer/repair.js'
import { prepareMessage } from '../../../src/offers/render/prepared.js'
import { renderMessage } from '../../../src/offers/render.js'
import type { Language } from '../../../src/text/format.js'
import { textContent } from '../../offers/people.js'
import { temporaryDb } from '../../support/db.js'
import { noRules } from '../../support/gates.js'
import { AT, approve, crowd, seed } from '../fixture.js'

const LINES: Record<Language, Content> = {
  en: textContent('From Boots & Co. 🔕 stops it.', { entities: [{ type: 'bold', offset: 5, length: 10 }] }),
  ru: textContent('От Boots & Co. Отписаться — 🔕.'),
}

const lettersOf = (db: Db) =>
  createLetters(db, {
    address: (id, link) => `https://l.example/${id}-${link}`,
    firstLine: language => LINES[language],
  })

/** A broadcast that began, `kind` marketing unless told otherwise. */
async function begin(db: Db, at = AT, kind = 'marketing'): Promise<number> {
  const id = approve(db)
  db.sql('update offers set kind = ? where id = (select offer_id from broadcasts where id = ?)').run(kind, id)
  db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
  await planDeliveries(db, id, at, noRules)
  return id
}

/** Everybody's message, by person; they all get it. */
function send(db: Db, id: number, at = AT): Record<number, string> {
  const letters = lettersOf(db)
  const texts: Record<number, string> = {}
  for (const message of claimDeliveries(db, id, 50, at, noRules).messages) {
    texts[message.subscriberId] = String(letters.write(message).payload['text'])
    settleDelivery(db, message, { kind: 'sent', messageId: message.id }, at)
  }
  return texts
}

/** Four people: the first two were moved in, the second of them speaks Russian. */
async function shop(): Promise<Db> {
  const db = await temporaryDb()
  seed(db, crowd(4))
  db.sql('update subscribers set vouched_by = 7 where id < 3').run()
  db.sql(`update subscribers set telegram_language = 'ru' where id = 2`).run()
  return db
}

describe('the first line', () => {
  test('stands above the first offer of those who were moved in, in their language, and above no other', async () => {
    const db = await shop()
    expect(send(db, await begin(db))).toEqual({
      1: 'From Boots & Co. 🔕 stops it.\n\nBoots for Person 1',
      2: 'От Boots & Co. Отписаться — 🔕.\n\nBoots for Person 2',
      3: 'Boots for Person 3',
      4: 'Boots for Person 4',
    })
    expect(send(db, await begin(db, AT + HOUR), AT + HOUR)[1]).toBe('Boots for Person 1')
  })

  test('waits for the first offer: news of an order is none, and what never came counts as nothing', async () => {
    const db = await shop()
    expect(send(db, await begin(db, AT, 'service'))[1]).toBe('Boots for Person 1')
    const refused = await begin(db)
    for (const message of claimDeliveries(db, refused, 50, AT, noRules).messages)
      settleDelivery(db, message, { kind: 'refused', reason: 'unknown_chat', error: '400' }, AT)
    expect(send(db, await begin(db))[1]).toContain('From Boots & Co.')
  })

  test('stays where the message is put right, and comes to nobody who had it without', async () => {
    const db = await shop()
    const id = await begin(db)
    send(db, id)
    send(db, await begin(db, AT + HOUR), AT + HOUR)
    const variant =
      db.sql<{ id: number }>('select variant_id as id from deliveries where broadcast_id = ?').get(id)?.id ?? 0
    const next = replaceVariant(db, variant, textContent('Winter boots'), AT + HOUR)
    startEdit(db, id, new Map([[variant, next.id]]), 1, AT + HOUR)
    const [repair] = listRunningRepairs(db)
    if (repair === undefined) throw new Error('no repair')
    const texts = claimSteps(db, repair, 10, AT + HOUR)
      .sort((a, b) => a.subscriberId - b.subscriberId)
      .flatMap(step => lettersOf(db).rewrite(step))
      .map(({ edit }) => edit.payload['text'])
    expect(texts).toEqual([
      'From Boots & Co. 🔕 stops it.\n\nWinter boots',
      'От Boots & Co. Отписаться — 🔕.\n\nWinter boots',
      'Winter boots',
      'Winter boots',
    ])
  })

  const person = { firstName: 'A'.repeat(60), lastName: null, username: null }
  const line = prepareMessage(LINES.en, [])
  const write = (content: Content) =>
    renderMessage(prepareMessage(content, []), person, () => '', null, [], line).payload

  test('moves what stands below it, and is all there is where a picture has no words', () => {
    const text = 'New boots'
    const { text: words, entities } = write(textContent(text, { entities: [{ type: 'bold', offset: 4, length: 5 }] }))
    const covered = (entities as { offset: number; length: number }[]).map(({ offset, length }) =>
      String(words).slice(offset, offset + length),
    )
    expect(covered).toEqual(['Boots & Co', 'boots'])
    expect(write(textContent('', { kind: 'photo', fileId: 'f' }))['caption']).toBe(LINES.en.text)
  })

  test('makes no message that Telegram refuses: names are cut for it, and where there is no room at all it is left away', () => {
    const room = 1_024 - LINES.en.text.length - 2
    const photo = (text: string) => write(textContent(text, { kind: 'photo', fileId: 'f' }))['caption']
    expect(photo('x'.repeat(room))).toHaveLength(1_024)
    expect(photo('x'.repeat(room + 1))).toBe('x'.repeat(room + 1))
    const named = String(photo(`${'x'.repeat(room - 30)}{first_name|you}`))
    expect(named.length).toBeLessThanOrEqual(1_024)
    expect(named.startsWith(LINES.en.text)).toBe(true)
    const many = Array.from({ length: 100 }, (_, i) => ({ type: 'bold', offset: i * 2, length: 1 }))
    const { entities } = write(textContent('a '.repeat(100), { entities: many }))
    expect(entities).toHaveLength(100)
  })
})

test('whether somebody had an offer is looked up by an index, and only of those who were moved in', async () => {
  const db = await shop()
  const plan = db
    .sql<{ detail: string }>(`explain query plan select ${newcomerSql('c.id <> 7')} from subscribers s where s.id = 1`)
    .all()
    .map(({ detail }) => detail)
    .join('\n')
  expect(plan).toContain('deliveries_claimed (subscriber_id=? AND claimed_at>?)')
  expect(plan).not.toContain('SCAN')
})
