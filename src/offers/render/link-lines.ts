import { isAction } from '../button/action.js'
import type { Content } from '../content.js'

const POINTER = '👉 '

/**
 * Telegram shows no buttons under an album: those that open an address become lines below its caption, each a link with the label as its
 * words, and so the same tracked link. Anything else is as it is.
 */
export function withLinkLines(content: Content): Content {
  const buttons = content.buttons.flat().filter(({ url }) => !isAction(url))
  if (content.kind !== 'album') return content
  let { text } = content
  const entities = [...content.entities]
  for (const [i, { label, url }] of buttons.entries()) {
    text += `${text === '' ? '' : i === 0 ? '\n\n' : '\n'}${POINTER}`
    entities.push({ type: 'text_link', offset: text.length, length: label.length, url })
    text += label
  }
  return { ...content, text, entities, buttons: [] }
}
