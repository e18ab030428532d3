import { DAY, HOUR } from '../../../../src/clock.js'
import type { Db } from '../../../../src/db/open.js'
import { getBroadcast } from '../../../../src/delivery/broadcast.js'
import { beginCarefully } from '../../../../src/delivery/careful.js'
import { startEdit } from '../../../../src/delivery/repair.js'
import { setTrials } from '../../../../src/delivery/trial/trial.js'
import { setButtons } from '../../../../src/offers/button/own.js'
import type { Content } from '../../../../src/offers/content.js'
import { USUAL_TRIAL } from '../../../../src/offers/draft.js'
import { changeDraft } from '../../../../src/offers/offer.js'
import { parseCode } from '../../../../src/offers/promo/code.js'
import { addCodes } from '../../../../src/offers/promo/code-list.js'
import { setPromoList, setPromoRest } from '../../../../src/offers/promo.js'
import { findVariant } from '../../../../src/offers/variant.js'
import { ADMIN } from '../door.js'

/** A poll as the message of an offer. */
export const POLL: Content = {
  ...{ kind: 'poll', text: '', entities: [], fileId: null, preview: false, buttons: [] },
  poll: {
    question: { text: 'Poll: your size?', entities: [] },
    options: ['36', '37'].map(text => ({ text, entities: [] })),
    changeable: true,
  },
}

/** Everything that a draft may have: an hour, codes, buttons of all and of one segment, with links. */
export function fillDraft(db: Db, offer: number, segment: number, at: number): void {
  const shop = (path: string) => [[{ label: 'Shop', url: `https://shop.example/${path}` }]]
  changeDraft(db, offer, () => ({
    when: { kind: 'at', at: at + DAY, zone: 'Europe/Moscow', own: false },
    buttons: shop('all'),
  }))
  setButtons(db, offer, shop('own'), segment)
  addCodes(db, offer, [parseCode('AB-1'), parseCode('AB-2')])
  setPromoList(db, offer)
  setPromoRest(db, offer, parseCode('REST'))
}

/** The first of what goes out began carefully and gives codes; the newest that is over was put right. @param running its id */
export function fillSent(db: Db, running: number, at: number): void {
  beginCarefully(db, running, { first: 2, second: 4 })
  const { offerId } = getBroadcast(db, running)
  addCodes(db, offerId, [parseCode('CD-1'), parseCode('CD-2')])
  db.sql(`update offers set promo_kind = 'each' where id = ?`).run(offerId)
  const over =
    db.sql<{ id: number }>(`select max(id) as id from broadcasts where state = 'finished' and standing = 0`).get()
      ?.id ?? 0
  const variant = findVariant(db, getBroadcast(db, over).offerId, null)
  db.sql(`update deliveries set message_id = 5000 + id, sent_at = ? where broadcast_id = ? and state = 'sent'`).run(
    at - HOUR,
    over,
  )
  if (variant !== null) startEdit(db, over, new Map([[variant.id, variant.id]]), ADMIN, at)
}

/** How versions of some of those broadcasts stand: judged, somebody is asked, and compared only. */
export const TRIALS = ['judged', null, 'asked', 'over', null, 'decided'] as const

/** Two versions of its message, tried on 100 people each: with each of the three verdicts. */
export function tryVersions(db: Db, id: number, state: (typeof TRIALS)[number], at: number): void {
  if (state === null) return
  const variants = [id * 10 + 1, id * 10 + 2]
  db.sql(
    `insert into variants (id, offer_id, position, version, content, frozen_at)
     select ?, offer_id, position, 1, content, 0 from variants where id = ?`,
  ).run(variants[1] ?? 0, variants[0] ?? 0)
  setTrials(db, id, [{ ...USUAL_TRIAL, part: 0, variants, wait: 4 * HOUR }])
  const seen = { leader: 1, looks: 1, versions: [30, 60].map(n => ({ n, of: 100 })) }
  const rivals = [{ difference: 0.3, low: 0.16, high: 0.42 }]
  const close = [300, 303].map(n => ({ n, of: 3_000 }))
  const verdicts = {
    asked: { ...seen, kind: 'few', right: 0.74 },
    decided: {
      ...seen,
      versions: close,
      kind: 'same',
      rivals: [{ difference: 0.001, low: -0.014, high: 0.016 }],
      matters: 0.02,
    },
    judged: { ...seen, kind: 'better', rivals },
    over: { ...seen, kind: 'better', rivals },
  }
  const verdict = verdicts[state]
  db.sql(
    `update trials set state = ?, verdict = ?, decides_at = ?, chosen_variant_id = ?, told_at = ? where broadcast_id = ?`,
  ).run(state, JSON.stringify(verdict), state === 'judged' ? at + HOUR : null, variants[1] ?? 0, at, id)
}
