import type { Db } from '../../db/open.js'
import type { Content } from '../../offers/content.js'
import { lengthLimit, withFallbacksOf } from '../../offers/personal.js'
import type { Language } from '../../text/format.js'
import { languages } from '../language.js'
import { findOwnText } from './texts.js'

/** The longest that it may be, in UTF-16 units: the message above it matters. */
export const SHOP_LINE_LIMIT = 300
/** The empty line between the message and it. */
const GAP = 2

/**
 * What stands below every offer: who is behind it, the mark of advertising. In the reader's language, else as it is; null while the
 * shop has none.
 */
export function shopLine(db: Db, language: Language): Content | null {
  const others = languages.filter(one => one !== language)
  return [language, ...others].map(one => findOwnText(db, 'line', one, null)).find(line => line !== null) ?? null
}

/** By how much a message is too long above this line, in UTF-16 units; 0 where it fits. A round video has room for none. */
export function overflowAbove(line: Content, content: Content): number {
  const length = withFallbacksOf(content).length + GAP + withFallbacksOf(line).length
  return Math.max(0, length - lengthLimit(content))
}
