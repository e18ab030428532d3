import type { Sum } from '../../../reports/results.js'
import { money } from '../../../text/format.js'
import type { Here } from '../../here.js'

const MOST = 3

/** Sums of several currencies in words, the shop's own first; what comes in more than three is not added up. */
export function sumWords(
  { language, preferences }: Pick<Here, 'language' | 'preferences'>,
  sums: readonly Sum[],
): string {
  const own = preferences.currency()
  return [...sums]
    .sort((a, b) => Number(b.currency === own) - Number(a.currency === own))
    .slice(0, MOST)
    .map(({ currency, amount }) => money(amount, currency, language))
    .join(' + ')
}
