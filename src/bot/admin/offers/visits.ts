import { unreachable } from '../../../errors.js'
import type { VisitFailure } from '../../../offers/visit.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import type { Rich } from '../../../text/rich.js'
import { shortAddress } from './address.js'
import type { OfferDeps } from './deps.js'

const MOST = 8

/** Opens addresses, each once and all at the same time, and says of each whether it works; of many, of the first ones. */
export async function visitNotes(
  deps: Pick<OfferDeps, 'visit'>,
  language: Language,
  addresses: readonly string[],
): Promise<(Rich | string)[]> {
  const t = texts(language).offerCards
  const distinct = [...new Set(addresses)]
  const notes = await Promise.all(
    distinct.slice(0, MOST).map(async address => {
      const visit = await deps.visit(address)
      const name = shortAddress(address)
      return visit.kind === 'opens' ? t.opens(name, visit.title) : t.doesNotOpen(name, whyWords(visit.why, language))
    }),
  )
  return distinct.length > MOST ? [...notes, t.notOpened(distinct.length - MOST)] : notes
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
