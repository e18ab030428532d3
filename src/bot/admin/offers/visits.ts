import type { Db } from '../../../db/open.js'
import { unreachable } from '../../../errors.js'
import { getOffer } from '../../../offers/draft.js'
import { addUtm, isInTelegram } from '../../../offers/link.js'
import { noteBare } from '../../../offers/variant.js'
import type { Visit, VisitFailure } from '../../../offers/visit.js'
import { shortAddress } from '../../../text/address.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import type { Rich } from '../../../text/rich.js'
import type { OfferDeps } from './deps.js'

const MOST = 8

type Look = { address: string; visit: Visit; bare: boolean }

/**
 * Opens addresses of an offer as people will get them, UTM marks and all, each once and all at the same time, and says of
 * each whether it works; of many, of the first ones. One that opens only without the marks goes out without from now on.
 */
export async function visitNotes(
  deps: Pick<OfferDeps, 'visit'> & { db: Db },
  language: Language,
  offerId: number,
  addresses: readonly string[],
): Promise<(Rich | string)[]> {
  const { db } = deps
  const t = texts(language).offerCards
  const { utmCampaign, draft } = getOffer(db, offerId)
  // What Telegram handles itself (tg:) nobody can look at from here.
  const distinct = [...new Set(addresses)].filter(address => /^https?:/.test(address))
  const looks = await Promise.all(
    distinct.slice(0, MOST).map(address => {
      const marks = isInTelegram(address) && !draft.trackTelegram ? null : utmCampaign
      return look(deps, address, marks)
    }),
  )
  if (utmCampaign !== null) {
    const open = looks.filter(({ visit }) => visit.kind === 'opens')
    const pick = (bare: boolean) => open.filter(one => one.bare === bare).map(({ address }) => address)
    await db.group(() => noteBare(db, offerId, { bare: pick(true), marked: pick(false) }))
  }
  const notes = looks.map(({ address, visit, bare }) => {
    const name = shortAddress(address)
    if (visit.kind === 'fails') return t.doesNotOpen(name, whyWords(visit.why, language))
    return bare ? t.opensBare(name) : t.opens(name, visit.title)
  })
  return distinct.length > MOST ? [...notes, t.notOpened(distinct.length - MOST)] : notes
}

/** Opens an address with marks (`campaign` null: without), and where that fails without. */
async function look({ visit }: Pick<OfferDeps, 'visit'>, address: string, campaign: string | null): Promise<Look> {
  const marked = campaign === null ? address : addUtm(address, campaign)
  const first = await visit(marked)
  if (first.kind === 'opens' || marked === address) return { address, visit: first, bare: false }
  const second = await visit(address)
  return second.kind === 'opens' ? { address, visit: second, bare: true } : { address, visit: first, bare: false }
}

function whyWords(why: VisitFailure, language: Language): string {
  const t = texts(language).offerCards.notOpening
  switch (why.reason) {
    case 'status':
      return t.status(why.status)
    case 'unknown_host':
    case 'private':
    case 'unreached':
    case 'certificate':
    case 'slow':
    case 'redirects':
    case 'broken':
      return t[why.reason]
    default:
      return unreachable(why)
  }
}
