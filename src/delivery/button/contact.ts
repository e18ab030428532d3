import { codec, natural } from '../../callback-data.js'
import type { Db } from '../../db/open.js'
import type { Language } from '../../text/format.js'
import { texts } from '../../text/index.js'
import type { BallotRow } from '../survey/ballot.js'

/** Whose button it is: a delivery's, or a test's (which plays along and records nothing). */
export type ContactAskTarget = { kind: 'delivery' | 'test'; id: number }

const codecs = {
  delivery: codec<{ id: number }>('ph', { id: natural }),
  test: codec<{ id: number }>('pht', { id: natural }),
}

/** Reads the callback data of such a button, `ph:<delivery>` or `pht:<test>`; null when it is something else. */
export function parseContactAsk(data: string): ContactAskTarget | null {
  for (const kind of ['delivery', 'test'] as const) {
    const read = codecs[kind].read(data)
    if (read !== null) return { kind, id: read.id }
  }
  return null
}

/** The button under an offer with the goal *know orders*: it asks for the reader's number. */
export function contactAskRow({ kind, id }: ContactAskTarget, language: Language): BallotRow {
  return [{ text: texts(language).subscriber.phoneCard.share, callback_data: codecs[kind].data({ id }) }]
}

/** True for somebody who has shared the number of their account: they are asked no more. */
export function hasShared(db: Db, subscriberId: number): boolean {
  return db.sql('select 1 from subscribers where id = ? and phone is not null').get(subscriberId) !== undefined
}
