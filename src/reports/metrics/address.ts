import { z } from 'zod'
import { urlOf } from '../../text/address.js'

const captionSchema = z.object({
  text: z.string(),
  entities: z.array(z.object({ type: z.string(), offset: z.number(), length: z.number(), url: z.string().optional() })),
})

/** Of a message's content, what can hold an address; `items`: what an album holds, with captions of their own. */
const contentSchema = captionSchema.extend({
  items: z.array(captionSchema).default([]),
  buttons: z.array(z.array(z.object({ url: z.string() }))),
})

/** True when a message's content (as stored) leads to this address, by a button or inside the text, or a caption of an album. */
export function usesAddress(content: unknown, url: string): boolean {
  const { buttons, items, ...caption } = contentSchema.parse(content)
  const inText = [caption, ...items].flatMap(({ text, entities }) =>
    entities.map(entity =>
      entity.type === 'url' ? text.slice(entity.offset, entity.offset + entity.length) : (entity.url ?? ''),
    ),
  )
  return [...buttons.flat().map(button => button.url), ...inText].some(address => normal(address) === url)
}

/** The browser's form of an address; without a scheme it is https. */
function normal(address: string): string | null {
  // `do:` stands for what a button does.
  const full = /^(?:https?|do):/i.test(address) ? address : `https://${address}`
  return urlOf(full)?.href ?? null
}
