import { type Language, portion } from '../text/format.js'

export { share as honestShare } from '../text/format.js'

/** How many of a thousand, by the same rule as shares. */
export function perThousand(part: number, whole: number, language: Language): string {
  return portion(part, whole, language, 1_000)
}
