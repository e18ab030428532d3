import { HOUR } from '../../../clock.js'
import { deadlineWords, type End } from '../../../offers/draft/deadline.js'
import type { Here } from '../../here.js'

/** Until when an offer holds, as a row of a card; null: it has no end. */
export function endRow({ language, zone, t: { offerCards } }: Here, { deadline, holds }: End): string | null {
  if (holds !== null) return offerCards.holdsRow(holds / HOUR)
  return deadline === null ? null : offerCards.deadlineRow(deadlineWords(deadline, zone(), language))
}

/** The same in a few words. */
export function endWords({ language, zone, t: { offerCards } }: Here, { deadline, holds }: End): string {
  if (holds !== null) return offerCards.holdsFor(holds / HOUR)
  return deadline === null ? offerCards.noDeadline : deadlineWords(deadline, zone(), language)
}
