import { afterEach, beforeEach, expect, test } from 'vitest'
import { HOUR } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { getBroadcast } from '../../../src/delivery/broadcast.js'
import { resumeBroadcast } from '../../../src/delivery/lifecycle.js'
import { holdRestored } from '../../../src/delivery/restored.js'
import { findChange } from '../../../src/delivery/schedule/change.js'
import {
  applyChange,
  openChange,
  restoreBroadcast,
  withdrawBroadcast,
} from '../../../src/delivery/schedule/reschedule.js'
import { listVariants, setContent } from '../../../src/offers/variant.js'
import { openTemporary } from '../../support/migrated.js'
import { AT, approve } from '../fixture.js'

let db: Db
let close: () => Promise<void>

beforeEach(async () => {
  ;({ db, close } = await openTemporary())
})
afterEach(() => close())

const words = (id: number) => listVariants(db, getBroadcast(db, id).offerId).map(({ content }) => content.text)

/** A broadcast for an hour later, being changed: other words stand in the draft. */
function changing(): { id: number; draft: number } {
  const id = approve(db, { startsAt: AT + HOUR })
  const draft = db.write(() => openChange(db, id, 1, AT)) ?? 0
  const [variant] = listVariants(db, draft)
  if (variant === undefined) throw new Error('no version')
  db.write(() => setContent(db, draft, null, { ...variant.content, text: 'Half of it' }))
  return { id, draft }
}

const terms = { parts: [], leftOut: [], startsAt: AT + 2 * HOUR, zone: 'UTC', shownAudience: 9 }

test('what was cancelled as approved goes back on its clock; what was half changed does not', () => {
  const plain = approve(db, { startsAt: AT + HOUR })
  expect(db.write(() => withdrawBroadcast(db, plain, AT))).toMatchObject({ draft: true, undo: true })
  expect(db.write(() => restoreBroadcast(db, plain, AT))).toBe(true)
  expect(getBroadcast(db, plain).state).toBe('scheduled')

  const { id } = changing()
  expect(db.write(() => withdrawBroadcast(db, id, AT))).toMatchObject({ draft: true, undo: false })
  expect(words(id), 'nothing is lost').toEqual(['Half of it'])
  expect(db.write(() => restoreBroadcast(db, id, AT))).toBe(false)
  expect(getBroadcast(db, id).state).toBe('cancelled')
})

test('brought back from a copy it cannot be approved by an open change, and going on ends that', () => {
  const { id } = changing()
  db.write(() => holdRestored(db, AT))
  expect(db.write(() => applyChange(db, id, terms, AT))).toBe(false)
  expect(words(id)).toEqual(['Boots for {first_name|friend}'])
  expect(getBroadcast(db, id)).toMatchObject({ state: 'paused', pauseReason: 'restored', startsAt: AT + HOUR })

  expect(db.write(() => resumeBroadcast(db, id, AT))).toBe(true)
  expect(findChange(db, id)).toBeNull()
  expect(db.write(() => applyChange(db, id, terms, AT))).toBe(false)
  expect(words(id)).toEqual(['Boots for {first_name|friend}'])
})
