import { z } from 'zod'
import { analysis } from '../../../src/bot/admin/analysis/addresses.js'
import { segments as places } from '../../../src/bot/admin/segments/addresses.js'
import { startSketch } from '../../../src/bot/admin/segments/builder/sketch.js'
import { saveSetting } from '../../../src/bot/settings.js'
import type { Db } from '../../../src/db/open.js'
import { changeListAtOnce, LIST_CHANGES, type ListChange } from '../../../src/segments/list/list-change.js'
import { createSegment } from '../../../src/segments/segment.js'
import { ADMIN, askedAt, besides, press, type Subject, subject } from './scene.js'

const everyone = (db: Db, at: number) =>
  createSegment(db, { name: 'All', criterion: { leaf: 'everyone' }, createdBy: ADMIN }, at).id

/** A fixed list of the first two people. */
function list(db: Db, at: number): number {
  const id = everyone(db, at)
  const criterion = JSON.stringify({ leaf: 'listed', segment: id })
  db.sql(`update segments set kind = 'list', criterion = ? where id = ?`).run(criterion, id)
  put(db, id, [1, 2])
  return id
}

function put(db: Db, id: number, people: readonly number[]): void {
  db.sql(
    'insert or ignore into segment_members (segment_id, subscriber_id, since) select ?, value, 0 from json_each(?)',
  ).run(id, JSON.stringify(people))
}

/** A sketch of people with Premium, of a new segment or of one there is. */
function sketched(db: Db, segmentId: number | null): number {
  const criterion = { leaf: 'premium', value: true } as const
  return startSketch(db, ADMIN, { segmentId, offerId: null, name: 'Premium', criterion }).number
}

/** Everybody has a username by which a list may name them. */
const name = (db: Db) => void db.sql(`update subscribers set username = 'person_' || id`).run()

/** The answer to who is to be added, taken or left alone is there; the admin says yes. */
function confirmed(db: Db, at: number, change: ListChange): number {
  const segment = list(db, at)
  const pending = z.object({
    number: z.int(),
    segment: z.int(),
    change: z.enum(LIST_CHANGES),
    people: z.array(z.int()),
  })
  saveSetting(db, `list_change:${ADMIN}`, pending, { number: 1, segment, change, people: [1, 3] })
  return segment
}

const taken = subject('people are taken from a list', (db, at) =>
  press(analysis.applyChange.data({ id: confirmed(db, at, 'take'), number: 1 })),
)
const replaced = subject('a list is replaced', (db, at) =>
  press(analysis.applyChange.data({ id: confirmed(db, at, 'replace'), number: 1 })),
)
const added = subject('people are added to a list', (db, at) => {
  name(db)
  return askedAt(db, analysis.changeList.data({ id: list(db, at), change: 0 }), '@person_3')
})

const onList = (db: Db) =>
  db.sql<{ id: number }>(`select max(id) as id from segments where kind = 'list'`).get()?.id ?? 0

/** Deeds on segments and fixed lists. */
export const segments: readonly Subject[] = [
  subject('a segment is deleted', (db, at) => {
    const { id } = createSegment(db, { name: 'All', criterion: { leaf: 'everyone' }, createdBy: ADMIN }, at)
    return press(places.delete.data({ id, page: 0 }))
  }),
  subject('a segment is made under the name it took', db =>
    press(places.takeName.data({ sketch: sketched(db, null) })),
  ),
  subject('a segment is made under a typed name', db =>
    askedAt(db, places.name.data({ sketch: sketched(db, null) }), 'With Premium'),
  ),
  subject('a changed segment is saved', (db, at) =>
    press(places.save.data({ sketch: sketched(db, everyone(db, at)) })),
  ),
  subject('a segment is renamed', (db, at) =>
    askedAt(db, places.rename.data({ id: everyone(db, at), page: 0 }), 'Everybody'),
  ),
  subject('amounts of a segment are settled', (db, at) => {
    const id = everyone(db, at)
    const spent = { leaf: 'spent', currency: 'HUF', compare: { atLeast: 50_000 }, unsure: true }
    db.sql('update segments set criterion = ? where id = ?').run(JSON.stringify(spent), id)
    return press(places.amount.data({ id, page: 0, whole: 1 }))
  }),
  subject('a segment is watched', (db, at) => press(places.watch.data({ id: everyone(db, at) }))),
  subject('a segment is watched no more', (db, at) => {
    const id = everyone(db, at)
    db.sql('update segments set listened = 1 where id = ?').run(id)
    return press(places.unwatch.data({ id, page: 0 }))
  }),
  subject('RFM groups are watched', () => press(places.watchGroups.data({}))),
  subject('RFM groups are watched no more', (db, at) => {
    db.sql('insert into rfm_watch (id, since) values (1, ?)').run(at)
    return press(places.unwatchGroups.data({ id: everyone(db, at), page: 0 }))
  }),
  subject('a segment is kept as a list', (db, at) =>
    press(analysis.freeze.data({ id: everyone(db, at), generation: 0 })),
  ),
  subject('a list is typed', db => {
    name(db)
    return askedAt(db, analysis.list.data({ offer: 0 }), '@person_1, @person_2')
  }),
  added,
  taken,
  replaced,
  besides(replaced, 'adds somebody', db => put(db, onList(db), [2])),
  besides(added, 'takes them out', db => void changeListAtOnce(db, onList(db), 'take', [3], Date.now())),
]
