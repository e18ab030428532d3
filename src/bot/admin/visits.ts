import type { Db } from '../../db/open.js'
import { unreachable } from '../../errors.js'
import { getOffer } from '../../offers/draft.js'
import { noteBare } from '../../offers/link/terms.js'
import type { Visit, VisitFailure } from '../../offers/link/visit.js'
import { addUtm, isInTelegram } from '../../offers/link.js'
import type { Offer } from '../../offers/offer.js'
import { withoutValues } from '../../offers/personal/address.js'
import { shortAddress } from '../../text/address.js'
import type { Texts } from '../../text/index.js'
import type { Rich } from '../../text/rich.js'
import type { Here } from '../here.js'

const MOST = 8

type Look = { address: string; visit: Visit; bare: boolean }

/** How addresses open; of many, the first ones. `more`: how many were not opened. */
export type Visits = { looks: Look[]; more: number }

/** The terms on which links of an offer go out. */
export type Terms = { utmCampaign: string | null; draft: Pick<Offer['draft'], 'trackTelegram'> }

/** Opens addresses as people will get them, UTM marks and all, each once and all at the same time; of many, the first ones. */
export async function visitAll(
  { visit }: Pick<Here, 'visit'>,
  { utmCampaign, draft }: Terms,
  addresses: readonly string[],
): Promise<Visits> {
  // What Telegram handles itself (tg:) nobody can look at from here.
  const distinct = [...new Set(addresses)].filter(address => /^https?:/.test(address))
  const looks = await Promise.all(
    distinct
      .slice(0, MOST)
      .map(address => look(visit, address, isInTelegram(address) && !draft.trackTelegram ? null : utmCampaign)),
  )
  return { looks, more: Math.max(0, distinct.length - MOST) }
}

/** An address that opens only without the marks goes out without from now on. To be called in a group. */
export function keepVisits(db: Db, offerId: number, { looks }: Visits): void {
  if (getOffer(db, offerId).utmCampaign === null) return
  const open = looks.filter(({ visit }) => visit.kind === 'opens')
  const pick = (bare: boolean) => open.filter(one => one.bare === bare).map(({ address }) => address)
  noteBare(db, offerId, { bare: pick(true), marked: pick(false) })
}

/** Says of each address whether it works. @param but these were not taken after all */
export function visitWords(
  { looks, more }: Visits,
  { offerCards: t }: Texts,
  but: readonly string[] = [],
): (Rich | string)[] {
  const notes = looks
    .filter(({ address }) => !but.includes(address))
    .map(({ address, visit, bare }) => {
      const name = shortAddress(address)
      if (visit.kind === 'fails') return t.doesNotOpen(name, whyWords(visit.why, t.notOpening))
      return bare ? t.opensBare(name) : t.opens(name, visit.title)
    })
  return more > 0 ? [...notes, t.notOpened(more)] : notes
}

/** Opens an address with marks (`campaign` null: without), and where that fails without. */
async function look(visit: Here['visit'], address: string, campaign: string | null): Promise<Look> {
  const marked = campaign === null ? address : addUtm(address, campaign)
  const first = await visit(withoutValues(marked))
  if (first.kind === 'opens' || marked === address) return { address, visit: first, bare: false }
  const second = await visit(withoutValues(address))
  return second.kind === 'opens' ? { address, visit: second, bare: true } : { address, visit: first, bare: false }
}

function whyWords(why: VisitFailure, t: Texts['offerCards']['notOpening']): string {
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
