import type { Content } from '../../../offers/content.js'
import { lengthLimit } from '../../../offers/personal.js'
import { type Language, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'

const QUESTION = 60

/** "🖼 photo, 214 of 1,024 characters"; of a poll what it asks, of a round video only what it is. */
export function contentWords(content: Content, language: Language): string {
  const t = texts(language).offers
  const { poll } = content
  if (poll !== undefined) return t.poll(shorten(poll.question.text, QUESTION), poll.right !== undefined)
  const limit = lengthLimit(content)
  const kind = content.kind === 'album' ? t.album(content.items?.length ?? 0) : t.kinds[content.kind]
  return limit === 0 ? kind : `${kind}, ${t.length(content.text.length, limit)}`
}
