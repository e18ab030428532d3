import { shorten } from '../text/format.js'
import { BUTTON_LABEL_LIMIT } from './button.js'
import { type Content, type ContentEntity, rangeOf } from './content.js'
import { buttonLink, keyOf, type Link, type Target, textLink } from './link.js'
import { type Addressee, fillFor, lengthLimit, personalValue } from './personal.js'
import { type Field, fillTemplate, prepareTemplate, type Template } from './template.js'

const METHODS = {
  text: 'sendMessage',
  photo: 'sendPhoto',
  video: 'sendVideo',
  animation: 'sendAnimation',
  document: 'sendDocument',
} as const

/** A message ready for the Bot API, but for its `chat_id`. */
export type Outgoing = { method: (typeof METHODS)[Content['kind']]; payload: Record<string, unknown> }

/** An entity whose ends move with the placeholders before them; `link` is its place in `numbers`, null for no link. */
type Span = {
  kept: Omit<ContentEntity, 'offset' | 'length'>
  start: number
  startAfter: number
  end: number
  endAfter: number
  link: number | null
}

/** A button; `link` is its place in `numbers`, null when `url` goes out as it is. */
type PreparedButton = { label: Template; url: string; link: number | null }

/** One version, made ready once for all its people. */
export type Prepared = {
  kind: Content['kind']
  text: Template
  spans: Span[]
  /** The distinct link numbers used, so that each address is made once for each person. */
  numbers: number[]
  /** What is the same for everybody. */
  fixed: Readonly<Record<string, unknown>>
  rows: PreparedButton[][]
}

/** Entities that stand for exactly the characters they cover, and mean nothing over a name. */
const LITERAL = new Set([
  'custom_emoji',
  'mention',
  'hashtag',
  'cashtag',
  'bot_command',
  'url',
  'email',
  'phone_number',
])

/** Does once what is the same for all people. `links` are those of the same version; one that is not tracked goes out as it is. */
export function prepareMessage(content: Content, links: readonly (Link & { tracked?: boolean })[]): Prepared {
  const text = prepareTemplate(content.text)
  const known = new Map(links.map(link => [keyOf(link), link]))
  const numbers: number[] = []
  const place = (target: Target | null): number | null => {
    if (target === null) return null
    const link = known.get(keyOf(target))
    if (link === undefined) throw new Error(`link without a number: ${target.url}`)
    if (link.tracked === false) return null
    const { number } = link
    if (!numbers.includes(number)) numbers.push(number)
    return numbers.indexOf(number)
  }
  const spans = content.entities.flatMap(entity => prepareSpan(content.text, text, entity, place))
  const rows = content.buttons.map(row =>
    row.map(button => ({ label: prepareTemplate(button.label), url: button.url, link: place(buttonLink(button)) })),
  )
  return { kind: content.kind, text, spans, numbers, fixed: fixedPart(content), rows }
}

/** Parameters that do not depend on the person. */
function fixedPart(content: Content): Record<string, unknown> {
  if (content.kind === 'text') return { link_preview_options: previewOf(content) }
  return {
    [content.kind]: content.fileId,
    ...(content.above === true && { show_caption_above_media: true }),
    ...(content.spoiler === true && { has_spoiler: true }),
  }
}

/**
 * Telegram fetches what it previews, so it gets a true address, never a tracked one: that which the author chose, else the
 * first link, as in the author's own message.
 */
function previewOf(content: Content): Record<string, unknown> {
  const url = content.previewUrl ?? firstLink(content)
  if (!content.preview || url === undefined) return { is_disabled: true }
  return {
    url,
    ...(content.previewSize === 'small' && { prefer_small_media: true }),
    ...(content.previewSize === 'large' && { prefer_large_media: true }),
    ...(content.above === true && { show_above_text: true }),
  }
}

function firstLink({ text, entities }: Content): string | undefined {
  const targets = [...entities].sort((a, b) => a.offset - b.offset).map(entity => textLink(text, entity))
  return targets.find(target => target !== null)?.url
}

function prepareSpan(
  text: string,
  template: Template,
  entity: ContentEntity,
  place: (target: Target | null) => number | null,
): Span[] {
  const target = textLink(text, entity)
  const { offset: _offset, length: _length, ...kept } = entity
  const range = rangeOf(text, entity)
  if (range === null) return []
  const touched = template.slots.some(slot => slot.start < range.end && slot.end > range.start)
  if (touched && target === null && LITERAL.has(entity.type)) return []
  // An end inside a placeholder moves out of it: formatting half of it formats the name.
  const start = template.slots.find(slot => slot.start < range.start && range.start < slot.end)?.start ?? range.start
  const end = template.slots.find(slot => slot.start < range.end && range.end < slot.end)?.end ?? range.end
  return [
    {
      kept: target === null ? kept : { type: 'text_link', url: target.url },
      start,
      startAfter: template.slots.filter(slot => slot.end <= start).length,
      end,
      endAfter: template.slots.filter(slot => slot.end <= end).length,
      link: place(target),
    },
  ]
}

/**
 * One person's message.
 * @param address the tracked address of a link number, for this person
 * @param quiet callback data of the 🔕 row; null leaves the row away
 * @param more rows that stand between the offer's own and the 🔕
 */
export function renderMessage(
  prepared: Prepared,
  person: Addressee,
  address: (linkNumber: number) => string,
  quiet: string | null,
  more: readonly { text: string; callback_data: string }[][] = [],
): Outgoing {
  const value = (field: Field) => personalValue(person, field)
  const addresses = prepared.numbers.map(number => address(number))
  const { text, shifts } = fillFor(prepared.text, person, lengthLimit(prepared))
  const entities = []
  for (const span of prepared.spans) {
    const offset = span.start + (shifts[span.startAfter] ?? 0)
    const length = span.end + (shifts[span.endAfter] ?? 0) - offset
    if (length <= 0) continue
    const url = span.link === null ? undefined : addresses[span.link]
    entities.push(url === undefined ? { ...span.kept, offset, length } : { ...span.kept, offset, length, url })
  }
  const keyboard: object[][] = prepared.rows.map(row =>
    row.map(button => ({
      text: shorten(fillTemplate(button.label, value).text, BUTTON_LABEL_LIMIT),
      url: (button.link === null ? undefined : addresses[button.link]) ?? button.url,
    })),
  )
  keyboard.push(...more)
  if (quiet !== null) keyboard.push([{ text: '🔕', callback_data: quiet }])
  const words = prepared.kind === 'text' ? { text, entities } : { caption: text, caption_entities: entities }
  return {
    method: METHODS[prepared.kind],
    payload: {
      ...prepared.fixed,
      ...(text !== '' && words),
      ...(keyboard.length > 0 && { reply_markup: { inline_keyboard: keyboard } }),
    },
  }
}
