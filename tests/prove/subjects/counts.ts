import type { Address } from '../../../src/bot/address.js'
import { analysis } from '../../../src/bot/admin/analysis/addresses.js'
import { numberOf } from '../../../src/bot/admin/keys/ready.js'
import { segments as places } from '../../../src/bot/admin/segments/addresses.js'
import { keepAsked } from '../../../src/bot/admin/segments/asked.js'
import { builder } from '../../../src/bot/admin/segments/builder/addresses.js'
import { startSketch } from '../../../src/bot/admin/segments/builder/sketch.js'
import type { Db } from '../../../src/db/open.js'
import type { Criterion } from '../../../src/segments/criterion.js'
import { createSegment } from '../../../src/segments/segment.js'
import { ADMIN, askedAt, press, type Subject, subject } from './scene.js'

const PREMIUM: Criterion = { leaf: 'premium', value: true }
/** Nobody clicked: whoever came meanwhile had no chance to. */
const UNCLICKED: Criterion = {
  ...{ leaf: 'clicked', count: 'none', window: { in: 30, unit: 'days' }, offer: null, link: null },
}
const NEW = { ready: numberOf('new'), offer: 0 }

/** The number of a sentence that was sent to /count. */
const asked = (db: Db, ...readings: Criterion[]) => keepAsked({ db, me: ADMIN }, readings)

const segment = (db: Db, at: number, criterion: Criterion = PREMIUM, name = 'Premium') =>
  createSegment(db, { name, criterion, createdBy: ADMIN }, at).id

const sketch = (db: Db): number =>
  startSketch(db, ADMIN, { segmentId: null, offerId: null, name: null, criterion: PREMIUM }).number

/** Screens of the builder that take a sentence, each with what it needs to be shown. */
const SENTENCES: readonly [string, Address, Record<string, number>][] = [
  ['beside the conditions', builder.level, { group: 0, page: 0 }],
  ['in the list of conditions', builder.kinds, { group: 0 }],
  ['in a group of conditions', builder.menu, { group: 0, menu: 0 }],
  ['in a whole group of conditions', builder.wholeMenu, { group: 0, menu: 0 }],
  ['at one condition', builder.condition, { id: 1 }],
  ['where it is asked for', builder.type, { group: 0 }],
  ['in place of the text', builder.text, {}],
  ['where another was unclear', builder.unclear, {}],
]

/** What is made of a sentence, a ready-made segment, a saved one, or a part of two. */
export const counts: readonly Subject[] = [
  subject('a sentence is counted', () => ({ by: ADMIN, words: '/count premium' })),
  subject('a reading of a sentence is chosen', db =>
    press(places.askedRead.data({ number: asked(db, PREMIUM, UNCLICKED), reading: 1 })),
  ),
  subject('a name in a sentence is put right', db => {
    db.sql(`update subscribers set source = 'fb_spring'`).run()
    return press(places.askedInstead.data({ number: asked(db, { leaf: 'source', values: ['fb_sprin'] }), instead: 0 }))
  }),
  subject('a sentence asks only for linked people', db =>
    press(places.askedLinked.data({ number: asked(db, { not: PREMIUM }) })),
  ),
  subject('a sentence leaves out who came later', db =>
    press(places.askedEarlier.data({ number: asked(db, UNCLICKED) })),
  ),
  subject('a sentence is changed by buttons', db => press(places.askedChange.data({ number: asked(db, PREMIUM) }))),
  subject('a sentence is to be saved', db => press(places.askedSave.data({ number: asked(db, PREMIUM) }))),
  subject('a sentence gets an offer', db => press(places.askedWrite.data({ number: asked(db, PREMIUM) }))),
  subject('a ready-made segment is to be saved', () => press(places.readySave.data(NEW))),
  subject('a ready-made segment is to be changed', () => press(places.readyChange.data(NEW))),
  subject('a ready-made segment gets an offer', () => press(places.readyWrite.data({ ready: NEW.ready }))),
  subject('a segment is begun', () => press(places.blank.data({ offer: 0 }))),
  subject('a segment that was left is gone on with', db => {
    sketch(db)
    return press(places.resume.data({ offer: 1 }))
  }),
  subject('a segment is to be changed', (db, at) => press(places.change.data({ id: segment(db, at) }))),
  subject('a segment is to ask only for linked people', (db, at) =>
    press(places.onlyLinked.data({ id: segment(db, at, { not: PREMIUM }) })),
  ),
  subject('a segment is to leave out who came later', (db, at) =>
    press(places.earlier.data({ id: segment(db, at, UNCLICKED) })),
  ),
  subject('a segment gets an offer', (db, at) => press(places.write.data({ id: segment(db, at) }))),
  subject('a segment that is put together gets an offer', db => press(places.sketchWrite.data({ sketch: sketch(db) }))),
  subject('a part of two segments gets an offer', (db, at) =>
    press(
      analysis.overlapWrite.data({
        ...{ id: segment(db, at, { not: PREMIUM }, 'Plain'), other: segment(db, at), part: 0 },
      }),
    ),
  ),
  subject('a segment to lay over another is looked for', (db, at) =>
    askedAt(db, analysis.overlapFind.data({ id: segment(db, at), from: 0 }), 'plain'),
  ),
  subject('a segment is looked for among all', db => askedAt(db, places.find.data({}), 'premium')),
  ...SENTENCES.map(([where, to, values]) =>
    subject(`a sentence is typed ${where}`, db =>
      askedAt(db, to.data({ sketch: sketch(db), ...values }), 'phone known'),
    ),
  ),
]
