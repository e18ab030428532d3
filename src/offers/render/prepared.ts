import { isAction } from '../button/action.js'
import type { Item } from '../content/item.js'
import { type Poll, pollParameters } from '../content/poll.js'
import { type Caption, type Content, type ContentEntity, rangeOf } from '../content.js'
import { buttonLink, keyOf, type Link, listTargets, type Target, textLink } from '../link.js'
import { placeholdersIn, withoutValues } from '../personal/address.js'
import {
  CODE,
  type FieldIds,
  findPlaceholders,
  ownId,
  prepareTemplate,
  type Template,
  UNTIL,
} from '../personal/template.js'
import { ENTITIES_LIMIT, showsUntil } from '../personal.js'
import { withLinkLines } from './link-lines.js'

/** Between what stands above and below. */
export const GAP = '\n\n'

/**
 * An entity whose ends move with the placeholders before them; `link` is its place in `numbers`, null for no link. `moment`: it is
 * when the offer ends for whoever reads it.
 */
type Span = {
  kept: Omit<ContentEntity, 'offset' | 'length'>
  start: number
  startAfter: number
  end: number
  endAfter: number
  link: number | null
  moment?: true
}

/**
 * A button; `link` is its place in `numbers`, null when `url` goes out as it is. `press`: the number of the link that says what
 * it does; null: it opens an address.
 */
type PreparedButton = { label: Template; url: string; link: number | null; press: number | null }

/** Words that are filled for each person. */
export type PreparedWords = {
  text: Template
  spans: Span[]
  /** Ids of the shop's own fields by the names that stand in addresses. */
  ids: FieldIds
}

/** One of an album; `words` null: the album's caption stands under it. */
type PreparedItem = { fixed: Readonly<Record<string, unknown>>; words: PreparedWords | null }

/** One version, made ready once for all its people. */
export type Prepared = PreparedWords & {
  kind: Content['kind']
  /** What an album holds; nothing for anything else. */
  items: PreparedItem[]
  /** The distinct link numbers used, so that each address is made once for each person. */
  numbers: number[]
  /** What is the same for everybody. */
  fixed: Readonly<Record<string, unknown>>
  rows: PreparedButton[][]
  /** What a poll asks; null for what is none. */
  question: PreparedWords | null
  /** Ids of the shop's own fields that it is filled with. */
  fields: readonly number[]
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

/** Formatting that may stand around a moment; Telegram takes nothing else over one. */
const AROUND_MOMENTS = new Set([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
])

/**
 * A content with its end in it: a line below the words, where these do not say themselves when it ends. As it is without one.
 */
function withEnd(content: Content, ends: boolean): Content {
  // A round video has no words.
  if (!ends || content.kind === 'video_note' || showsUntil(content)) return content
  return { ...content, text: `${content.text}${content.text === '' ? '' : GAP}⏰ {${UNTIL}}` }
}

/** A content with all that its words get when it is sent: its end, and the links of an album. @param ends whether the offer has an end */
export function asSent(content: Content, ends: boolean): Content {
  return withLinkLines(withEnd(content, ends))
}

/**
 * Does once what is the same for all people. `links` are those of the same version; one that is not tracked goes out as it is.
 * @param ends whether the offer has an end; when that is for them is known of each person
 */
export function prepareMessage(
  given: Content,
  links: readonly (Link & { tracked?: boolean })[],
  ends = false,
): Prepared {
  const content = asSent(given, ends)
  const known = new Map(links.map(link => [keyOf(link), link]))
  const numbers: number[] = []
  const linkOf = (target: Target) => {
    // Words may be read otherwise by now than when the link got its number.
    const link = known.get(keyOf(target)) ?? links.find(({ url }) => url === target.url)
    if (link === undefined) throw new Error(`link without a number: ${target.url}`)
    return link
  }
  const place = (target: Target | null): number | null => {
    if (target === null) return null
    const { tracked, number } = linkOf(target)
    if (tracked === false) return null
    if (!numbers.includes(number)) numbers.push(number)
    return numbers.indexOf(number)
  }
  const ids = content.fields ?? {}
  const prepareWords = (caption: Caption): PreparedWords => {
    const text = prepareTemplate(caption.text, content.fields)
    const written = caption.entities.flatMap(entity => prepareSpan(caption.text, text, entity, place))
    return { text, spans: [...written, ...offersSpans(text, written, ends)], ids }
  }
  const words = prepareWords(content)
  const items = (content.items ?? []).map((item, i): PreparedItem => {
    const captioned = i === (content.captioned ?? 0)
    return { fixed: fixedItem(item, content), words: captioned ? null : prepareWords(item) }
  })
  const rows = content.buttons.map(row =>
    row.map(button => {
      const target = buttonLink(button)
      const acts = target !== null && isAction(target.url)
      return {
        label: prepareTemplate(button.label, content.fields),
        url: button.url,
        link: acts ? null : place(target),
        press: acts ? linkOf(target).number : null,
      }
    }),
  )
  const question = content.poll === undefined ? null : prepareQuestion(content.poll, content)
  const texts = [words, question, ...items.map(item => item.words)].flatMap(one => (one === null ? [] : [one.text]))
  const slots = [...texts, ...rows.flat().map(({ label }) => label)].flatMap(template => template.slots)
  const own = [...slots.map(({ field }) => ownId(field)).filter(id => id !== null), ...fieldsOfAddresses(content)]
  return {
    ...words,
    kind: content.kind,
    items,
    numbers,
    fixed: fixedPart(content),
    rows,
    question,
    fields: [...new Set(own)],
  }
}

/**
 * A promo code is shown as code, which a tap copies and of which Telegram makes no link; unless its author formatted it
 * otherwise, for Telegram takes nothing else over code. A deadline is shown as a moment, which every app writes in its
 * reader's own clock.
 */
function offersSpans(text: Template, written: readonly Span[], ends: boolean): Span[] {
  return text.slots
    .flatMap((slot, i): Span[] => {
      const over = written.filter(({ start, end }) => end > slot.start && start < slot.end)
      const { start, end } = slot
      const span = { start, startAfter: i, end, endAfter: i + 1, link: null }
      if (slot.field === CODE && over.length === 0) return [{ kept: { type: 'code' }, ...span }]
      if (slot.field !== UNTIL || !ends) return []
      if (over.some(({ kept }) => !AROUND_MOMENTS.has(kept.type))) return []
      return [{ kept: { type: 'date_time', date_time_format: 'wDt' }, ...span, moment: true }]
    })
    .slice(0, Math.max(0, ENTITIES_LIMIT - written.length))
}

/** A question shows custom emoji and no other formatting, and no links. */
function prepareQuestion({ question }: Poll, { fields }: Content): PreparedWords {
  const text = prepareTemplate(question.text, fields)
  const spans = question.entities.flatMap(entity => prepareSpan(question.text, text, entity, () => null))
  return { text, spans, ids: fields ?? {} }
}

/** Parameters that do not depend on the person. */
function fixedPart(content: Content): Record<string, unknown> {
  if (content.poll !== undefined) return pollParameters(content.poll)
  if (content.kind === 'text') return { link_preview_options: previewOf(content) }
  if (content.kind === 'album') return {}
  return {
    [content.kind]: content.fileId,
    ...(content.above === true && { show_caption_above_media: true }),
    ...(content.spoiler === true && { has_spoiler: true }),
  }
}

/** One of an album as Telegram takes it, but for its words. */
function fixedItem({ kind, fileId, spoiler }: Item, { above }: Pick<Content, 'above'>): Record<string, unknown> {
  const seen = kind === 'photo' || kind === 'video'
  return {
    type: kind,
    media: fileId,
    ...(seen && above === true && { show_caption_above_media: true }),
    ...(seen && spoiler === true && { has_spoiler: true }),
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
    url: withoutValues(url),
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

/** Fields that only addresses name. */
function fieldsOfAddresses(content: Content): number[] {
  const written = listTargets(content).flatMap(({ url }) => placeholdersIn(url))
  return written
    .flatMap(text => findPlaceholders(text, content.fields))
    .map(({ field }) => ownId(field))
    .filter(id => id !== null)
}
