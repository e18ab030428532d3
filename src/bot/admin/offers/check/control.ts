import { isAnythingBought } from '../../../../audience/customer/bought.js'
import { DAY } from '../../../../clock.js'
import type { Audience } from '../../../../delivery/broadcast.js'
import { windowOf } from '../../../../offers/draft/window.js'
import { type Goal, getDraft } from '../../../../offers/draft.js'
import type { Offer } from '../../../../offers/offer.js'
import { type Outlook, outlookOf, outlookSql } from '../../../../reports/outlook.js'
import { compileCriterion } from '../../../../segments/compile.js'
import type { PlainCriterion } from '../../../../segments/criterion.js'
import { type Key, key } from '../../../card.js'
import type { Here } from '../../../here.js'
import { deed, type Entry, go } from '../../../screen.js'
import { changeRows } from '../../drafts/change.js'
import { unlessSlow } from '../../patience.js'
import { of100, shareWords } from '../../words/control.js'
import { offers } from '../addresses.js'
import { draftPlaces } from '../place.js'
import { type Checked, controlOf } from './count.js'

/** What is offered: one person of ten. */
const OFFERED = 1_000

/** Goals that what people buy says something of. */
const BY_ORDERS: ReadonlySet<Goal> = new Set<Goal>(['sell', 'bring_back', 'move_up'])

/** The switch of the check. */
export const controlPlaces: Entry[] = draftPlaces([
  deed(offers.control, ({ db }, { offer, share }) => {
    const control = share === OFFERED ? OFFERED : 0
    if (getDraft(db, offer).draft.control !== control) changeRows(db, offer, () => ({ control }))
    return go(offers.check, { offer })
  }),
])

/** The row of the check: that nobody is kept out and what it would show, or how many are; and the button that switches it. */
export type ControlRow = { line: string; keys: Key[] }

/** Null where nobody is kept out and no effect that the shop could have would show, or that takes too long to count. */
export async function controlRow(
  here: Here,
  offer: Offer,
  { audience, zone, check }: Pick<Checked, 'audience' | 'zone' | 'check'>,
): Promise<ControlRow | null> {
  const { language } = here
  const { controlCards: t } = here.t
  const share = controlOf(offer)
  if (share === 0 && (offer.kind !== 'marketing' || !BY_ORDERS.has(offer.goal) || check.people === 0)) return null
  const outlook = isAnythingBought(here.db) ? await unlessSlow(findOutlook(here, offer, audience, zone), null) : null
  const found = outlook?.options.find(option => option.share === (share === 0 ? OFFERED : share)) ?? null
  const effect = found?.effect == null ? null : of100(found.effect, language)
  if (share > 0) {
    return {
      line: t.check.kept(shareWords(share, language), effect),
      keys: [key(t.keepNone, offers.control, { offer: offer.id, share: 0 })],
    }
  }
  if (outlook === null || outlook.base === null || effect === null || found?.offered !== true) return null
  const words = shareWords(OFFERED, language)
  return {
    line: t.check.none(outlook.linked, of100(outlook.base, language, true), words, effect),
    keys: [key(t.keep(words), offers.control, { offer: offer.id, share: OFFERED })],
  }
}

/** How much a control group of those whom it would reach can show. @throws AppError `query_timeout` */
export async function findOutlook(
  { db, at }: Here,
  offer: Offer,
  { parts, leftOut }: Audience,
  zone: string,
): Promise<Outlook> {
  const either = (criteria: PlainCriterion[]): PlainCriterion => ({ any: criteria })
  const meant: PlainCriterion = {
    all: [
      either(parts.map(({ criterion }) => criterion)),
      ...(leftOut.length === 0 ? [] : [{ not: either(leftOut.map(({ criterion }) => criterion)) }]),
    ],
  }
  const asked = outlookSql(compileCriterion(meant, { at, zone }), windowOf(offer) / DAY, at)
  const [row] = await db.people.rows<Parameters<typeof outlookOf>[0]>(asked.text, asked.params)
  return outlookOf(row ?? { people: 0, linked: 0, bought: 0 }, 'broadcast')
}
