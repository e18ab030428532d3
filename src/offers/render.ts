import { z } from 'zod'
import { BUTTON_LABEL_LIMIT } from './button.js'
import { POLL_LIMITS } from './content/poll.js'
import type { Content } from './content.js'
import { fillAddress } from './personal/address.js'
import { fieldNamed } from './personal/template.js'
import {
  type Addressee,
  addressValue,
  CAPTION_LIMIT,
  ENTITIES_LIMIT,
  fillFor,
  fillLabel,
  lengthLimit,
  WAY_OUT,
} from './personal.js'
import { GAP, type Prepared, type PreparedWords } from './render/prepared.js'

const METHODS = {
  text: 'sendMessage',
  photo: 'sendPhoto',
  video: 'sendVideo',
  animation: 'sendAnimation',
  document: 'sendDocument',
  voice: 'sendVoice',
  video_note: 'sendVideoNote',
  poll: 'sendPoll',
  audio: 'sendAudio',
  album: 'sendMediaGroup',
} as const

/** A message ready for the Bot API, but for its `chat_id`. */
export type Outgoing = { method: (typeof METHODS)[Content['kind']]; payload: Record<string, unknown> }

/** How many messages it makes: an album counts as many as it holds towards what Telegram lets a bot send. */
export function messagesIn({ payload: { media } }: Outgoing): number {
  return Array.isArray(media) ? media.length : 1
}

const captionedSchema = z.array(z.looseObject({ caption: z.string().default('') }))

/** The words of a message as they leave; of an album its caption. */
export function wordsOf({ payload }: Outgoing, { captioned = 0 }: Pick<Content, 'captioned'>): string {
  const { media } = payload
  if (Array.isArray(media)) return captionedSchema.parse(media)[captioned]?.caption ?? ''
  return String(payload['text'] ?? payload['caption'] ?? '')
}

/** A text that is filled for a person, with its entities. */
type Text = { text: string; entities: Record<string, unknown>[] }

/**
 * One person's message.
 * @param address the tracked address of a link number, for this person
 * @param quiet callback data of the 🔕 row; null leaves the row away. Under an album, which has no buttons, a line says how to get fewer
 * @param more rows that stand between the offer's own and the 🔕
 * @param first what stands above everything for somebody who gets the first thing from this bot, see `prepareMessage`; null
 * or missing: nothing does
 * @param last what stands below everything; null or missing: nothing does
 * @param press callback data of a button that does something, by the number of its link; missing: what nobody reads
 */
export function renderMessage(
  prepared: Prepared,
  person: Addressee,
  address: (linkNumber: number) => string,
  quiet: string | null,
  more: readonly object[][] = [],
  first: Prepared | null = null,
  press: (linkNumber: number) => string = () => '-',
  last: Prepared | null = null,
): Outgoing {
  const addresses = prepared.numbers.map(number => address(number))
  const below = last === null ? null : fillText(last, person, lengthLimit(prepared), [])
  const limit = Math.max(0, lengthLimit(prepared) - (below === null ? 0 : GAP.length + below.text.length))
  const above = first === null ? null : fillText(first, person, limit, [])
  const words =
    (above === null ? null : under(above, prepared, person, limit, addresses)) ??
    fillText(prepared, person, limit, addresses)
  const { text, entities } = below === null ? words : joined(words, below)
  if (prepared.kind === 'album') {
    const whole = quiet === null ? text : text === '' ? WAY_OUT.trimStart() : text + WAY_OUT
    return albumOf(prepared, { text: whole, entities }, person, addresses)
  }
  const keyboard: object[][] = prepared.rows.map(row =>
    row.map(button => {
      const text = fillLabel(button.label, person, BUTTON_LABEL_LIMIT)
      if (button.press !== null) return { text, callback_data: press(button.press) }
      const link = button.link === null ? undefined : addresses[button.link]
      return { text, url: link ?? filledUrl(button.url, prepared, person) }
    }),
  )
  keyboard.push(...more)
  if (quiet !== null) keyboard.push([{ text: '🔕', callback_data: quiet }])
  return {
    method: METHODS[prepared.kind],
    payload: {
      ...prepared.fixed,
      ...askedBy(prepared, person),
      ...(text !== '' && written(prepared.kind, { text, entities })),
      ...(keyboard.length > 0 && { reply_markup: { inline_keyboard: keyboard } }),
    },
  }
}

/** The words of a message as its kind names them; a round video has none. */
function written(kind: Content['kind'], { text, entities }: Text): Record<string, unknown> {
  if (kind === 'video_note') return {}
  if (kind === 'poll') return { description: text, description_entities: entities }
  return kind === 'text' ? { text, entities } : { caption: text, caption_entities: entities }
}

/** What a poll asks this person. */
function askedBy({ question }: Prepared, person: Addressee): Record<string, unknown> {
  if (question === null) return {}
  const { text, entities } = fillText(question, person, POLL_LIMITS.question, [])
  return { question: text, ...(entities.length > 0 && { question_entities: entities }) }
}

/** An album: the caption under its item, and under the others their own. It has no keyboard, and is one request. */
function albumOf(prepared: Prepared, words: Text, person: Addressee, addresses: readonly string[]): Outgoing {
  const media = prepared.items.map(item => {
    const { text, entities } = item.words === null ? words : fillText(item.words, person, CAPTION_LIMIT, addresses)
    return { ...item.fixed, ...(text !== '' && { caption: text, caption_entities: entities }) }
  })
  return { method: METHODS.album, payload: { ...prepared.fixed, media } }
}

/** An address that goes out as it is, not by way of us. */
function filledUrl(url: string, { ids }: PreparedWords, person: Addressee): string {
  return fillAddress(url, name => {
    const field = fieldNamed(name, ids)
    return field === null ? '' : addressValue(person, field)
  })
}

function fillText(prepared: PreparedWords, person: Addressee, limit: number, addresses: readonly string[]): Text {
  const { text, shifts } = fillFor(prepared.text, person, limit)
  const entities: Text['entities'] = []
  for (const span of prepared.spans) {
    const offset = span.start + (shifts[span.startAfter] ?? 0)
    const length = span.end + (shifts[span.endAfter] ?? 0) - offset
    if (length <= 0) continue
    const url = span.link === null ? undefined : addresses[span.link]
    // What goes out as it is may be filled as well.
    const bare = span.kept.url === undefined ? {} : { url: filledUrl(span.kept.url, prepared, person) }
    const moment = span.moment && person.until !== undefined ? { unix_time: Math.floor(person.until.at / 1_000) } : {}
    entities.push({ ...span.kept, ...bare, ...moment, offset, length, ...(url !== undefined && { url }) })
  }
  return { text, entities }
}

/** A message below the words that stand above it; null where Telegram would not take both. */
function under(
  above: Text,
  prepared: Prepared,
  person: Addressee,
  limit: number,
  addresses: readonly string[],
): Text | null {
  const room = limit - above.text.length - GAP.length
  const { text, entities } = fillText(prepared, person, Math.max(0, room), addresses)
  if (text !== '' && text.length > room) return null
  // Of formatting only so much is taken: that of the offer goes before.
  const kept = above.entities.slice(0, Math.max(0, ENTITIES_LIMIT - entities.length))
  return joined({ ...above, entities: kept }, { text, entities })
}

/** Two texts with an empty line between; one that says nothing is left away. */
function joined(first: Text, second: Text): Text {
  if (first.text === '' || second.text === '') return first.text === '' ? second : first
  const shift = first.text.length + GAP.length
  const moved = second.entities.map(entity => ({ ...entity, offset: Number(entity['offset']) + shift }))
  return { text: first.text + GAP + second.text, entities: [...first.entities, ...moved].slice(0, ENTITIES_LIMIT) }
}
