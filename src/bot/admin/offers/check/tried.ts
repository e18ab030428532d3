import { gateAt } from '../../../../delivery/gate.js'
import type { Offer } from '../../../../offers/offer.js'
import { count } from '../../../../text/format.js'
import { concat, type Piece } from '../../../../text/rich.js'
import type { Here } from '../../../here.js'
import { addressed, addresseeName } from '../../drafts/versions.js'
import { lettersOf, waitWords } from '../../words/tried.js'
import { whenWords } from '../words.js'
import { type Checked, triedShare } from './count.js'

const WHOLE = 10_000

/** Of each message that is tried: how many get which version, what decides when, and what the others get. */
export function triedLines(here: Here, offer: Offer, checked: Checked): Piece[] {
  const { language } = here
  const { versionCards: t } = here.t
  const { trials, check, audience, triedAt, question, zone } = checked
  const { draft } = offer
  const moment = (at: number) => whenWords({ kind: 'at', at, zone, own: false }, here.zone(), language, here.at)
  return trials.flatMap(({ part, variants, decides, wait, goesOn }): Piece[] => {
    const all = audience.parts.reduce(
      (sum, { variantId }, i) => sum + (variantId === variants[0] ? (check.perPart[i] ?? 0) : 0),
      0,
    )
    const tried = Math.round((all * triedShare(offer)) / WHOLE)
    const others = all - tried
    const segment = addressed(draft)[part] ?? null
    const whose = draft.each ? `${addresseeName(here.db, draft, segment, language)} · ` : ''
    const decidedAt = gateAt(triedAt + wait, question, question.rules).dueIn(null)
    const first = [
      whose + lettersOf(variants.length, language),
      count(Math.floor(tried / variants.length), language),
    ] as const
    const line = (goesOn === 'compare' ? t.checkAll : t.check)(...first, t.counted[decides], waitWords(wait, language))
    if (goesOn === 'compare') return [line]
    const follows = t.checkThen[decides === 'orders' ? 'ask' : goesOn](others, moment(decidedAt))
    const end = question.notLaterThan
    return [concat([line, follows], ' '), ...(end !== null && triedAt + wait > end ? [t.checkLate(moment(end))] : [])]
  })
}
