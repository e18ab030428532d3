import { refreshAwareness } from '../../../audience/ladder.js'
import { recordAnswer, skipQuestion } from '../../../audience/survey/answer.js'
import { createQuestion } from '../../../audience/survey/question.js'
import { DAY, HOUR, MINUTE } from '../../../clock.js'
import { createBulk } from '../../seed/bulk.js'
import { addSentOffer } from '../../seed/history.js'
import type { Stage } from '../stage.js'
import { insightWords } from '../words/insight-words.js'
import { nameTopics } from './folk.js'

const DAYS_AGO = 12
/** Every so-manyth person clicked, and the others of every so-manyth were there. */
const CLICKED = 6
const THERE = 3
const BATCH = 50

/**
 * What the shop did before: an offer that everybody got twelve days ago and some clicked, with topics on its links, and
 * a survey of one question with its answers. With it the map, the ladder and every question of the README have something to show.
 */
export async function tellPast(stage: Stage): Promise<void> {
  const { app, anna, marketer, language } = stage
  const { db } = app
  const words = insightWords(language)
  const at = Date.now()
  const sentAt = at - DAYS_AGO * DAY
  const people = db
    .sql<{ id: number; telegramId: number }>('select id, telegram_id as telegramId from subscribers order by id')
    .all()
  const sent = await db.group(() => addSentOffer(db, words.past, sentAt, people.length))
  const rows = createBulk(
    db,
    'deliveries',
    'broadcast_id, subscriber_id, variant_id, state, due_at, attempts, claimed_at, sent_at',
  )
  for (const { id } of people) rows.add(sent.broadcast, id, sent.variant, 'sent', sentAt, 1, sentAt, sentAt)
  rows.end()
  const clicks = createBulk(db, 'clicks', 'delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent')
  const reads = createBulk(db, 'reads', 'delivery_id, evidence, grade, subscriber_id, broadcast_id, at')
  const deliveries = db.sql<{ id: number; person: number }>(
    'select id, subscriber_id as person from deliveries where broadcast_id = ? order by id',
  )
  for (const [i, { id, person }] of deliveries.all(sent.broadcast).entries()) {
    const when = sentAt + MINUTE + (i % 40) * HOUR
    if (i % CLICKED === 0) {
      clicks.add(
        id,
        1 + (Math.floor(i / CLICKED) % 2),
        person,
        sent.broadcast,
        when,
        'human',
        'browser',
        'Chrome/Android',
      )
      reads.add(id, 'click', 'confirmed', person, sent.broadcast, when)
    } else if (i % THERE === 0) reads.add(id, 'activity', 'inferred', person, sent.broadcast, when)
  }
  clicks.end()
  reads.end()
  await nameTopics(stage, sent.offer)
  const interest = db.sql<{ id: number }>('select id from attributes where label = ?').get(words.interest)
  if (interest === undefined) throw new Error(`nobody knows the field ${words.interest}`)
  const question = await db.group(() =>
    createQuestion(
      db,
      {
        attributeId: interest.id,
        text: words.question,
        purpose: words.interestPurpose,
        options: words.interests.map(label => ({ label, value: label, topicId: null })),
        createdBy: marketer.id,
      },
      sentAt,
    ),
  )
  const asked = people.filter(({ telegramId }) => telegramId !== anna.id)
  for (let from = 0; from < asked.length; from += BATCH) {
    await db.group(() => {
      for (const [i, { id }] of asked.slice(from, from + BATCH).entries()) {
        const when = sentAt + (from + i) * MINUTE
        // Of seven five answer, one skips, and one was not asked yet.
        const place = i % 7
        const numbers = [place % words.interests.length]
        if (place < 5) recordAnswer(db, id, question.id, { kind: 'options', numbers }, when)
        else if (place === 5) skipQuestion(db, id, question.id, when)
      }
    })
  }
  await refreshAwareness(db, Date.now())
}
