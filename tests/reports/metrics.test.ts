import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.js'
import { isAppError } from '../../src/errors.js'
import { REPORT } from '../../src/reports/metrics/statement.js'
import { findReport, type Report } from '../../src/reports/metrics.js'
import { temporaryDb } from '../support/db.js'
import {
  AT,
  addBroadcast,
  addClick,
  addEvent,
  addPeople,
  addRead,
  addReply,
  addRow,
  type ClickRow,
  clear,
  type Row,
} from './fixture.js'

const PARTS = [
  { variantId: 11, name: 'Champions' },
  { variantId: 12, name: null },
]

/** Everything that may happen in one broadcast; deliveries 1 … n belong to people 1 … n. */
type World = {
  state: 'running' | 'paused' | 'finished' | 'cancelled'
  rows: Row[]
  clicks: ClickRow[]
  reads: { delivery: number; person: number; evidence: string; grade: 'confirmed' | 'inferred' }[]
  replies: { delivery: number; person: number }[]
  events: { person: number; kind: string; delivery: number | null; why?: string | null }[]
}

function fill(db: Db, world: World): void {
  db.write(() => {
    clear(db)
    addPeople(db, world.rows.length)
    addBroadcast(db, { state: world.state, parts: PARTS })
    for (const row of world.rows) addRow(db, row)
    for (const click of world.clicks) addClick(db, click)
    for (const read of world.reads) addRead(db, read)
    for (const reply of world.replies) addReply(db, reply)
    for (const event of world.events) addEvent(db, event)
    // A neighbour, of whom nothing may be counted.
    const n = world.rows.length
    addBroadcast(db, { id: 2, state: 'finished' })
    for (let person = 1; person <= n; person++) {
      const id = n + person
      addRow(db, { id, person, variant: 21, state: 'sent', broadcast: 2 })
      addClick(db, { delivery: id, person, link: 1, verdict: 'human' }, 2)
      addRead(db, { delivery: id, person, evidence: 'click', grade: 'confirmed' }, 2)
      addReply(db, { delivery: id, person }, 2)
      addEvent(db, { person, kind: 'block', delivery: id })
    }
  })
}

const sum = (reasons: Report['leftOut']) => reasons.reduce((total, { people }) => total + people, 0)

const states = {
  queued: [null],
  sending: [null],
  sent: [null, 'evidence'],
  failed: ['blocked', 'deactivated', 'unknown_chat', 'content'],
  uncertain: [null],
  skipped: ['left_out', 'unsubscribed', 'paused', 'blocked'],
} as const
const rowShape = fc.constantFrom(...(Object.keys(states) as (keyof typeof states)[])).chain(state =>
  fc.record({
    state: fc.constant(state),
    reason: fc.constantFrom<string | null>(...states[state]),
    variant: fc.constantFrom(11, 12),
  }),
)
const worlds: fc.Arbitrary<World> = fc.array(rowShape, { minLength: 1, maxLength: 25 }).chain(shapes => {
  const who = fc.integer({ min: 1, max: shapes.length }).map(id => ({ delivery: id, person: id }))
  const many = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 20 })
  return fc.record({
    state: fc.constantFrom('running' as const, 'paused' as const, 'finished' as const, 'cancelled' as const),
    rows: fc.constant(shapes.map((shape, i) => ({ ...shape, id: i + 1, person: i + 1 }))),
    clicks: many(
      fc
        .tuple(
          who,
          fc.integer({ min: 1, max: 2 }),
          fc.constantFrom('human' as const, 'machine' as const, 'unsure' as const),
        )
        .map(([one, link, verdict]) => ({ ...one, link, verdict })),
    ),
    reads: many(
      fc.tuple(who, fc.constantFrom('press', 'click', 'reply', 'activity')).map(([one, evidence]) => ({
        ...one,
        evidence,
        grade: evidence === 'activity' ? ('inferred' as const) : ('confirmed' as const),
      })),
    ),
    replies: many(who),
    events: many(
      fc
        .tuple(
          who,
          fc.constantFrom('stop', 'pause', 'undo', 'resume', 'block', 'unblock'),
          fc.boolean(),
          fc.constantFrom(null, 'too_many', 'bought'),
        )
        .map(([one, kind, caused, why]) => ({
          person: one.person,
          kind,
          why: kind === 'stop' ? why : null,
          delivery: caused && ['stop', 'pause', 'block'].includes(kind) ? one.delivery : null,
        })),
    ),
  })
})

/** People whose stop because of the broadcast stands, and who said why. */
function reasonsGiven({ rows, events }: World): number {
  const people = events.filter((event, i) => {
    if (event.kind !== 'stop' || (event.why ?? null) === null) return false
    if (!rows.some(row => row.id === event.delivery)) return false
    const next = events
      .slice(i + 1)
      .find(later => later.person === event.person && ['stop', 'pause', 'resume', 'undo'].includes(later.kind))
    return next?.kind !== 'undo'
  })
  return new Set(people.map(event => event.person)).size
}

/** The same figures, reckoned one by one. */
function expected({ rows, clicks, reads, replies, events }: World, of: (row: Row) => boolean) {
  const mine = new Map(rows.filter(of).map(row => [row.id, row]))
  const sent = new Set([...mine.values()].filter(row => row.state === 'sent').map(row => row.id))
  const people = (them: { person: number }[]) => new Set(them.map(one => one.person)).size
  const certain = new Set(reads.filter(r => sent.has(r.delivery) && r.grade === 'confirmed').map(r => r.delivery))
  const seen = new Set(reads.filter(r => sent.has(r.delivery)).map(r => r.delivery))
  const standing = events.filter((event, i) => {
    if (event.delivery === null || !mine.has(event.delivery)) return false
    const next = events
      .slice(i + 1)
      .find(later => later.person === event.person && ['stop', 'pause', 'resume', 'undo'].includes(later.kind))
    return next?.kind !== 'undo'
  })
  const stopped = standing.filter(event => event.kind === 'stop')
  const blocks = events.filter(event => event.kind === 'block' && event.delivery !== null && mine.has(event.delivery))
  return {
    delivered: sent.size,
    seen: { certain: certain.size, probably: seen.size - certain.size },
    clicked: people(clicks.filter(click => sent.has(click.delivery) && click.verdict === 'human')),
    replied: people(replies.filter(reply => sent.has(reply.delivery))),
    stopped: people(stopped),
    paused: people(
      standing.filter(event => event.kind === 'pause' && !stopped.some(stop => stop.person === event.person)),
    ),
    blocked: people(blocks),
  }
}

describe('a report', () => {
  let db: Db
  beforeEach(async () => {
    db = await temporaryDb()
  })

  test('accounts for everybody, and every figure is what counting one by one gives', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async world => {
        fill(db, world)
        const report = await findReport(db, 1)
        const { planned, delivered, noAnswer, waiting, notSent } = report
        expect(planned).toBe(world.rows.length)
        expect(delivered + sum(report.notDelivered) + sum(report.leftOut) + noAnswer + waiting + notSent).toBe(planned)
        expect(report).toMatchObject(expected(world, () => true))
        // Somebody who stopped twice because of it is one person, with one reason.
        const said = sum(report.stoppedBecause)
        expect(said).toBe(reasonsGiven(world))
        expect(said).toBeLessThanOrEqual(report.stopped)
        for (const message of report.messages)
          expect(message).toMatchObject(expected(world, row => row.variant === message.variantId))
        const sent = new Set(world.rows.filter(row => row.state === 'sent').map(row => row.id))
        for (const verdict of ['human', 'machine', 'unsure'] as const)
          expect(report.openings[verdict]).toBe(
            world.clicks.filter(click => click.verdict === verdict && sent.has(click.delivery)).length,
          )
        for (const link of report.links) {
          const human = world.clicks.filter(
            click =>
              click.verdict === 'human' &&
              click.link === link.number &&
              sent.has(click.delivery) &&
              world.rows[click.delivery - 1]?.variant === link.variantId,
          )
          expect(link.openings).toBe(human.length)
          expect(link.people).toBe(new Set(human.map(click => click.person)).size)
        }
        expect(report.clicked).toBeLessThanOrEqual(report.delivered)
      }),
      { numRuns: 60 },
    )
  })

  test('what waits in a cancelled broadcast is not sent; in any other it waits', async () => {
    for (const state of ['running', 'paused', 'cancelled'] as const) {
      fill(db, {
        state,
        rows: [
          { id: 1, person: 1, variant: 11, state: 'queued' },
          { id: 2, person: 2, variant: 11, state: 'sending' },
        ],
        clicks: [],
        reads: [],
        replies: [],
        events: [],
      })
      const { waiting, notSent } = await findReport(db, 1)
      expect([waiting, notSent]).toEqual(state === 'cancelled' ? [1, 1] : [2, 0])
    }
  })

  test('links that went out are listed, opened or not; one that was removed from the draft only when somebody opened it', async () => {
    const rows: Row[] = [{ id: 1, person: 1, variant: 11, state: 'sent' }]
    const world = { state: 'finished' as const, rows, clicks: [], reads: [], replies: [], events: [] }
    fill(db, world)
    const listed = async () => (await findReport(db, 1)).links.map(link => [link.variantId, link.number, link.people])
    expect(await listed()).toEqual([
      [11, 1, 0],
      [11, 2, 0],
      [12, 1, 0],
      [12, 2, 0],
    ])
    fill(db, { ...world, clicks: [{ delivery: 1, person: 1, link: 3, verdict: 'human' }] })
    expect(await listed()).toContainEqual([11, 3, 1])
    // A caption of an album beside that which stands over all of it.
    fill(db, world)
    const link = { type: 'text_link', offset: 0, length: 3, url: 'https://shop.ru/removed' }
    db.sql(`update variants set content = json_set(content, '$.kind', 'album', '$.items', json(?)) where id = 12`).run(
      JSON.stringify([{ kind: 'photo', fileId: 'p', text: 'Red', entities: [link] }]),
    )
    expect(await listed()).toContainEqual([12, 3, 0])
  })

  test('what a message became by edits is counted with it, and a repaired link is split in time', async () => {
    db.write(() => {
      addPeople(db, 4)
      addBroadcast(db, { state: 'finished', parts: PARTS })
    })
    const rows: Row[] = [1, 2, 3, 4].map(id => ({ id, person: id, variant: id < 3 ? 11 : 110 + id, state: 'sent' }))
    for (const [id, from] of [
      [113, 11],
      [114, 113],
    ] as const) {
      db.sql(
        'insert into variants (id, offer_id, position, content) select ?, 1, 9, content from variants where id = 11',
      ).run(id)
      db.sql(
        'insert into links (variant_id, number, url, label) select ?, number, url, label from links where variant_id = 11',
      ).run(id)
      db.sql(
        `insert into repairs (broadcast_id, kind, state, versions, created_by, created_at) values (1, 'edit', 'finished', ?, 1, 0)`,
      ).run(JSON.stringify([[from, id]]))
    }
    for (const row of rows) addRow(db, row)
    for (const person of [1, 3, 4]) addClick(db, { delivery: person, person, link: 2, verdict: 'human' })
    db.sql('update clicks set at = at + 1000 where subscriber_id = 4').run()
    for (const [since, url] of [
      [0, 'https://shop.ru/boots'],
      [AT + 1_000, 'https://shop.ru/right'],
    ] as const)
      db.sql('insert into link_targets (offer_id, number, since, url, changed_by) values (1, 2, ?, ?, 1)').run(
        since,
        url,
      )
    db.sql('update deliveries set taken_back_at = 1 where id = 2').run()
    const report = await findReport(db, 1)
    expect(report.messages.map(({ variantId, delivered, clicked }) => [variantId, delivered, clicked])).toEqual([
      [11, 4, 3],
      [12, 0, 0],
    ])
    expect(report.links.find(link => link.variantId === 11 && link.number === 2)).toMatchObject({
      people: 3,
      openings: 3,
      targets: [
        { since: 0, url: 'https://shop.ru/boots', people: 2, openings: 2 },
        { since: AT + 1_000, url: 'https://shop.ru/right', people: 1, openings: 1 },
      ],
    })
    expect(report.links.find(link => link.number === 1)?.targets).toEqual([])
    expect([report.delivered, report.takenBack]).toEqual([4, 1])
  })

  test('segments that share a message stand together', async () => {
    addBroadcast(db, { state: 'finished', parts: [...PARTS, { variantId: 11, name: 'Loyal' }] })
    const { messages } = await findReport(db, 1)
    expect(messages.map(message => [message.variantId, message.names])).toEqual([
      [11, ['Champions', 'Loyal']],
      [12, [null]],
    ])
  })

  test('a broadcast that does not exist is an error', async () => {
    const error = await findReport(db, 404).catch(error => error)
    expect(isAppError(error, 'broadcast_not_found')).toBe(true)
  })

  test('goes by indexes, with statistics and without', () => {
    const plan = () =>
      db
        .sql<{ detail: string }>(`explain query plan ${REPORT}`)
        .all({ broadcast: 1 })
        .map(row => row.detail)
    const check = () => {
      // d, e and u are the tables that grow with the people; small ones may be read as they stand.
      expect(plan().filter(detail => /^SCAN (d|e|u|deliveries|reads|clicks|replies)\b/.test(detail))).toEqual([])
      for (const index of ['reads_broadcast', 'clicks_broadcast', 'replies_broadcast', 'subscription_events_delivery'])
        expect(plan().join('\n')).toMatch(new RegExp(`SEARCH e USING .*${index}`))
      expect(plan().join('\n')).toMatch(/SEARCH deliveries USING .*\(broadcast_id=\?\)/)
    }
    check()
    db.write(() => {
      addPeople(db, 1_000)
      for (const id of [1, 2, 3]) addBroadcast(db, { id, state: 'finished' })
      for (let id = 1; id <= 3_000; id++) {
        const person = 1 + (id % 1_000)
        const broadcast = 1 + Math.floor((id - 1) / 1_000)
        addRow(db, { id, person, variant: broadcast * 10 + 1, state: 'sent', broadcast })
        if (id % 5 === 0) addClick(db, { delivery: id, person, link: 1, verdict: 'human' }, broadcast)
        if (id % 5 === 0) addRead(db, { delivery: id, person, evidence: 'click', grade: 'confirmed' }, broadcast)
        if (id % 50 === 0) addReply(db, { delivery: id, person }, broadcast)
        if (id % 50 === 0) addEvent(db, { person, kind: 'stop', delivery: id })
      }
    })
    db.sql('analyze').run()
    check()
  })
})
