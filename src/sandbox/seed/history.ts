import { DAY, HOUR, MINUTE } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { fold } from '../../text/fold.js'
import { createBulk } from './bulk.js'
import type { Chance } from './chance.js'
import type { Crowd } from './people.js'

const SPAN = 365 * DAY
const LINKS = 2
const CONTENT = JSON.stringify({ kind: 'text', text: 'News', entities: [], fileId: null, preview: false, buttons: [] })
const EMPTY_DRAFT = JSON.stringify({
  segments: [],
  rest: true,
  leaveOut: [],
  each: false,
  when: { kind: 'now' },
  shown: null,
  buttons: [],
  named: true,
})

/**
 * A year of finished broadcasts, each to a random part of those subscribed by then, with signs of being seen and with
 * openings: about 93 % sent, a fifth seen, 8 % opened by people and 2 % by machines.
 * @param deliveries how many messages in all; 200 broadcasts share them, more where people are few
 * @param at the newest moment, ms UTC
 */
export function seedHistory(db: Db, crowd: Crowd, deliveries: number, chance: Chance, at: number): void {
  // Two fifths of the people at most, because only half of them are there when the year begins.
  const broadcasts = Math.max(
    1,
    Math.min(200, Math.ceil(deliveries / 1_000)),
    Math.ceil(deliveries / (crowd.size * 0.4)),
  )
  const each = Math.floor(deliveries / broadcasts)
  const sent = createBulk(
    db,
    'deliveries',
    'id, broadcast_id, subscriber_id, variant_id, state, reason, due_at, attempts, claimed_at, sent_at, message_id',
  )
  const reads = createBulk(db, 'reads', 'delivery_id, evidence, grade, subscriber_id, broadcast_id, at')
  const clicks = createBulk(db, 'clicks', 'delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent')
  let id = 0
  for (let number = 1; number <= broadcasts; number++) {
    const startedAt = Math.floor(at - SPAN + ((number - 0.5) / broadcasts) * SPAN)
    const rows = number === broadcasts ? deliveries - each * (broadcasts - 1) : each
    const ids = addSentOffer(db, `Offer ${number}`, startedAt, rows)
    const subscribed = countUntil(crowd, startedAt)
    for (const person of draw(subscribed, Math.min(rows, subscribed), chance)) {
      id += 1
      const sentAt = startedAt + chance.below(HOUR)
      const state = chance.in(0.93) ? 'sent' : chance.in(0.99) ? 'failed' : 'uncertain'
      const got = state === 'sent' ? sentAt : null
      sent.add(
        id,
        ids.broadcast,
        person,
        ids.variant,
        state,
        state === 'failed' ? 'blocked' : null,
        startedAt,
        1,
        sentAt,
        got,
        got === null ? null : number * 10 + 1,
      )
      if (got === null) continue
      if (chance.in(0.08)) {
        const when = Math.min(at, got + MINUTE + chance.below(2 * DAY))
        clicks.add(id, 1 + chance.favourite(LINKS), person, ids.broadcast, when, 'human', 'browser', 'Chrome/Android')
        reads.add(id, 'click', 'confirmed', person, ids.broadcast, when)
      } else if (chance.in(0.14)) {
        reads.add(id, 'activity', 'inferred', person, ids.broadcast, Math.min(at, got + chance.below(DAY)))
      }
      if (chance.in(0.02))
        clicks.add(id, 1, person, ids.broadcast, Math.min(at, got + 500), 'machine', 'preview', 'bot')
    }
  }
  for (const bulk of [sent, reads, clicks]) bulk.end()
}

/**
 * An offer with two links and its broadcast, finished within an hour; its messages are the caller's.
 * @param at when it went, ms UTC
 * @param people how many it was approved for
 */
export function addSentOffer(
  db: Db,
  name: string,
  at: number,
  people: number,
): { offer: number; broadcast: number; variant: number } {
  const offer = insert(
    db,
    `insert into offers (name_folded, name, goal, state, draft, created_by, created_at)
     values (?, ?, 'sell', 'used', ?, 1, ?)`,
    [fold(name), name, EMPTY_DRAFT, at],
  )
  const variant = insert(db, 'insert into variants (offer_id, position, content, frozen_at) values (?, 0, ?, ?)', [
    offer,
    CONTENT,
    at,
  ])
  for (let link = 1; link <= LINKS; link++)
    db.sql('insert into links (variant_id, number, url, label) values (?, ?, ?, ?)').run(
      variant,
      link,
      `https://shop.example/${offer}/${link}`,
      `Link ${link}`,
    )
  const parts = [{ variantId: variant, segmentId: null, name: null, criterion: { leaf: 'everyone' } }]
  const broadcast = insert(
    db,
    `insert into broadcasts (offer_id, state, parts, left_out, shown_audience, zone, starts_at, evaluated_at, started_at,
       finished_at, reported_at, created_by, created_at)
     values (?, 'finished', ?, '[]', ?, 'UTC', ?, ?, ?, ?, ?, 1, ?)`,
    [offer, JSON.stringify(parts), people, at, at, at, at + HOUR, at + HOUR, at],
  )
  return { offer, broadcast, variant }
}

function insert(db: Db, sql: string, values: (string | number)[]): number {
  return Number(db.sql(sql).run(...values).lastInsertRowid)
}

/** People are in order of their subscription: how many of them were subscribed by then. */
function countUntil({ subscribedAt, size }: Crowd, at: number): number {
  let [low, high] = [0, size]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((subscribedAt[middle] ?? 0) <= at) low = middle
    else high = middle - 1
  }
  return low
}

/** `n` of the people 1 … `of`, each once, in the order of their ids (selection sampling). */
function* draw(of: number, n: number, chance: Chance): Generator<number> {
  let wanted = n
  for (let id = 1; id <= of && wanted > 0; id++) {
    if (chance.share() * (of - id + 1) >= wanted) continue
    wanted -= 1
    yield id
  }
}
