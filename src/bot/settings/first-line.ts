import type { Db } from '../../db/open.js'
import type { Content } from '../../offers/content.js'
import { lengthLimit, withFallbacksOf } from '../../offers/personal.js'
import type { Language } from '../../text/format.js'
import { texts } from '../../text/index.js'
import { findOwnText } from './texts.js'

/** The longest that it may be, in UTF-16 units: the message below it matters. */
export const FIRST_LINE_LIMIT = 300
/** The empty line between it and the message. */
const GAP = 2

/**
 * What stands above the first offer of people who were moved in: who writes, why, and how to stop it. The shop's own words,
 * or the usual ones. @param shop what the shop is called
 */
export function firstLine(db: Db, language: Language, shop: string): Content {
  const own = findOwnText(db, 'first', language, null)
  if (own !== null) return own
  const { text, entities } = texts(language).subscriber.firstLine(shop)
  return { kind: 'text', text, entities, fileId: null, preview: false, buttons: [] }
}

/**
 * By how much a message is too long below this line, in UTF-16 units; 0 where it fits.
 * @param rest what else stands below the message
 */
export function overflowBelow(line: Content, content: Content, rest = 0): number {
  const length = withFallbacksOf(line).length + GAP + withFallbacksOf(content).length + rest
  return Math.max(0, length - lengthLimit(content))
}
