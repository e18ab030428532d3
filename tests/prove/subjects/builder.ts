import { builder } from '../../../src/bot/admin/segments/builder/addresses.js'
import { editSketch, startSketch } from '../../../src/bot/admin/segments/builder/sketch.js'
import { SLOTS } from '../../../src/bot/admin/segments/builder/slots/slot.js'
import type { Db } from '../../../src/db/open.js'
import type { Criterion, Leaf } from '../../../src/segments/criterion.js'
import { findEntry } from '../../../src/segments/kinds/buttons.js'
import { ADMIN, askedAt, press, type Subject, subject } from './scene.js'

const premium: Leaf = { leaf: 'premium', value: true }
const clicked: Leaf = {
  ...{ leaf: 'clicked', count: { atLeast: 1 }, window: { in: 30, unit: 'days' } },
  ...{ offer: null, link: null },
}

/** A sketch with these conditions; its number. The id of the only one, or of the first of several, is 1. */
const sketch = (db: Db, criterion: Criterion): number =>
  startSketch(db, ADMIN, { segmentId: null, offerId: null, name: null, criterion }).number

/** The same, where these words were typed and can mean more than one thing. */
function unclear(db: Db, words: string): number {
  const number = sketch(db, premium)
  editSketch({ db, me: ADMIN }, number, one => ({ ...one, unclear: { said: { words }, group: 0, whole: false } }))
  return number
}

const slot = (name: (typeof SLOTS)[number]) => SLOTS.indexOf(name)

/** Deeds on a segment that is put together. */
export const sketches: readonly Subject[] = [
  subject('a condition is added', db =>
    press(builder.add.data({ sketch: sketch(db, premium), group: 0, id: 2, kind: findEntry('clicked')?.number ?? 0 })),
  ),
  subject('a condition is turned round', db => press(builder.not.data({ sketch: sketch(db, premium), id: 1, on: 1 }))),
  subject('a condition is taken out', db => press(builder.drop.data({ sketch: sketch(db, premium), id: 1 }))),
  subject('conditions are joined otherwise', db =>
    press(builder.join.data({ sketch: sketch(db, { all: [premium, clicked] }), group: 0, any: 1 })),
  ),
  subject('a time is chosen', db =>
    press(builder.choose.data({ sketch: sketch(db, clicked), id: 1, slot: slot('window'), value: 0 })),
  ),
  subject('a value is ticked', db => {
    const number = sketch(db, { leaf: 'status', values: ['active'] })
    return press(builder.tick.data({ sketch: number, id: 1, value: 1, on: 1, page: 0 }))
  }),
  subject('only linked people are asked for', db => press(builder.onlyLinked.data({ sketch: sketch(db, clicked) }))),
  subject('who came later is left out', db =>
    press(builder.earlier.data({ sketch: sketch(db, { ...clicked, count: 'none' }) })),
  ),
  subject('a name that nobody has is put right', db => {
    db.sql(`update subscribers set source = 'fb_spring'`).run()
    return press(builder.instead.data({ sketch: sketch(db, { leaf: 'source', values: ['fb_sprin'] }), instead: 0 }))
  }),
  subject('one of two readings is chosen', db =>
    press(builder.reading.data({ sketch: unclear(db, 'seen in 7 days and phone known or premium: no'), reading: 0 })),
  ),
  subject('conditions are typed', db =>
    askedAt(db, builder.sketch.data({ sketch: sketch(db, premium) }), 'phone known'),
  ),
  subject('a time is typed', db => {
    const to = { sketch: sketch(db, clicked), id: 1, slot: slot('window'), page: 0 }
    return askedAt(db, builder.slot.data(to), '45')
  }),
  subject('a location is named', db => {
    const near = sketch(db, { leaf: 'near', km: 5, place: { name: 'Riga', lat: 56.95, lon: 24.1 } })
    return askedAt(db, builder.spot.data({ sketch: near, id: 1, lat: 56_900_000, lon: 24_000_000 }), 'Our shop')
  }),
]
