import type { Texts } from '../../text/index.js'
import type { Anniversary } from '../parts.js'

/** When a day comes round, behind the name of a field. */
export function anniversaryPhrase(anniversary: Anniversary, words: Texts['segments']): string {
  if (typeof anniversary === 'number') return words.anniversary(anniversary)
  if (typeof anniversary === 'string') return words.anniversaryNamed[anniversary]
  if ('last' in anniversary) return words.anniversaryLast(anniversary.last)
  if ('ahead' in anniversary) return words.anniversaryAhead(anniversary.ahead)
  if ('from' in anniversary) return words.anniversaryDays(anniversary.from, anniversary.to)
  return 'ago' in anniversary ? words.anniversaryAgo(anniversary.ago) : words.anniversaryMonth(anniversary.month)
}
