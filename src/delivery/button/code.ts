import { codec, natural } from '../../callback-data.js'
import type { Db } from '../../db/open.js'
import { isOver } from '../../offers/draft/deadline.js'
import { givePromo } from '../../offers/promo.js'
import type { Language } from '../../text/format.js'
import { texts } from '../../text/index.js'
import { recordPress } from '../../tracking/read.js'
import { END } from '../schedule/end.js'

/** Whose button it is: a delivery's, or a test's (which plays along and records nothing). */
export type CodeTarget = { kind: 'delivery' | 'test'; id: number }

/** A row of one button as Telegram takes it: it asks for the code, or copies it. */
export type CodeRow = [{ text: string; callback_data: string } | { text: string; copy_text: { text: string } }]

const codecs = {
  delivery: codec<{ id: number }>('pc', { id: natural }),
  test: codec<{ id: number }>('pct', { id: natural }),
}

/** Reads the callback data of such a button, `pc:<delivery>` or `pct:<test>`; null when it is something else. */
export function parseCodeButton(data: string): CodeTarget | null {
  for (const kind of ['delivery', 'test'] as const) {
    const read = codecs[kind].read(data)
    if (read !== null) return { kind, id: read.id }
  }
  return null
}

/** The button under an offer that shows the promo code to whoever presses it. */
export function codeRow({ kind, id }: CodeTarget, language: Language): CodeRow {
  return [{ text: texts(language).subscriber.codeButton.show, callback_data: codecs[kind].data({ id }) }]
}

/** The same button once the code is known: a tap copies it. */
export function copyRow(code: string): CodeRow {
  return [{ text: `📋 ${code}`, copy_text: { text: code } }]
}

/** What a press comes to: the code; none is left (`over`); the offer is over (`ended`); or the button is not the presser's (`strange`). */
export type ShownCode = { kind: 'code'; code: string } | { kind: 'over' | 'ended' | 'strange' }

/**
 * Gives somebody who pressed the button their code, the same however often they press; the press says that they saw the
 * message. To be called in a group.
 * @param press `messageId`: the pressed message in the chat; null when Telegram no longer says
 */
export function showCode(
  db: Db,
  press: { deliveryId: number; subscriberId: number; messageId: number | null },
  at: number,
): ShownCode {
  const offer = db
    .sql<{ id: number; deadline: number | null }>(
      `select o.id, ${END} as deadline from deliveries d join broadcasts b on b.id = d.broadcast_id join offers o on o.id = b.offer_id
       where d.id = ? and o.promo_kind is not null`,
    )
    .get(press.deliveryId)
  if (offer === undefined || !recordPress(db, press, at)) return { kind: 'strange' }
  if (isOver(offer.deadline, at)) return { kind: 'ended' }
  const code = givePromo(db, offer.id, press.deliveryId, at)
  return code === null ? { kind: 'over' } : { kind: 'code', code }
}
