import { AppError } from '../errors.js'
import { shorten } from '../text/format.js'
import { checkKeyboard } from './button.js'
import type { Button, Content } from './content.js'
import { checkTextLinks } from './link.js'
import {
  type Field,
  type Filled,
  fields,
  fillTemplate,
  findPlaceholders,
  findUnfinished,
  findUnknownFields,
  type Template,
  withFallbacks,
} from './template.js'

/** A person as far as an offer addresses them. */
export type Addressee = { firstName: string; lastName: string | null; username: string | null }

export const ENTITIES_LIMIT = 100
/** A name cut shorter than this is no name any more. */
const SHORTEST = 3
const TEXT_LIMIT = 4_096
const CAPTION_LIMIT = 1_024

/** The two marks that keep a right-to-left name from turning the sentence around it. */
const FSI = '\u2068'
const PDI = '\u2069'
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
/** Controls, halves of surrogate pairs, bidi overrides, embeddings and isolates, invisible spaces; not the joiners. */
const UNWANTED = /(?!\s)[\p{Cc}\p{Cs}\u200b\u2060\u202a-\u202e\u2066-\u2069]/gu
const VISIBLE = /[^\s\p{Cc}\p{Cf}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u

/**
 * What stands for a field in a message to this person; '' when there is nothing to show.
 * @param limit UTF-16 units of the name itself; two invisible marks may stand around it
 */
export function personalValue(person: Addressee, field: Field, limit: number = fields[field]): string {
  switch (field) {
    case 'first_name':
      return cleanName(person.firstName, limit)
    case 'last_name':
      return cleanName(person.lastName ?? '', limit)
    case 'username':
      return cleanName(person.username ?? '', limit)
  }
}

/**
 * Fills a text for a person so that Telegram takes it: names that make it longer than `limit` are cut, the longest first,
 * or give way to what stands for missing ones (with which every accepted content fits).
 */
export function fillFor(template: Template, person: Addressee, limit: number): Filled {
  const cut = new Map<Field, string>()
  const value = (field: Field) => cut.get(field) ?? personalValue(person, field)
  let filled = fillTemplate(template, value)
  if (filled.text.length <= limit) return filled
  const used = [...new Set(template.slots.map(slot => slot.field))]
  for (const field of used.sort((a, b) => value(b).length - value(a).length)) {
    const times = template.slots.filter(slot => slot.field === field).length
    const room = value(field).length - Math.ceil((filled.text.length - limit) / times) - (FSI.length + PDI.length)
    cut.set(field, room < SHORTEST ? '' : personalValue(person, field, room))
    filled = fillTemplate(template, value)
    if (filled.text.length <= limit) break
  }
  return filled
}

/** A name that can do no harm to the text around it; '' when nothing of it can be seen. */
function cleanName(name: string, limit: number): string {
  const clean = name.replace(UNWANTED, '').replace(/\s+/g, ' ').trim()
  if (!VISIBLE.test(clean)) return ''
  const short = shorten(clean, limit)
  return RIGHT_TO_LEFT.test(short) ? FSI + short + PDI : short
}

/** What the text or caption of a message may hold, in UTF-16 units. */
export function lengthLimit({ kind }: Pick<Content, 'kind'>): number {
  return kind === 'text' ? TEXT_LIMIT : CAPTION_LIMIT
}

/** How long the text or caption can become, with the longest names that Telegram allows. In UTF-16 units. */
export function longestLength(content: Content): number {
  return findPlaceholders(content.text).reduce((length, { start, end, field, fallback }) => {
    const longest = Math.max(fields[field] + FSI.length + PDI.length, fallback.length)
    return length + longest - (end - start)
  }, content.text.length)
}

/** Nothing of a text is left where all names are missing. */
function canVanish(text: string): boolean {
  return !VISIBLE.test(withFallbacks(text))
}

/**
 * Makes sure that Telegram takes this content for every person, whatever their name.
 * @param ownTargets origins that links in the text may open although private
 * @throws AppError `content_field_unknown` and `content_field_unfinished` {field}, `content_too_long` {length, limit}, `content_too_many_entities`
 * {count, limit}, `content_empty`, the codes of buttons, and the `url_…` codes for links in the text
 */
export function checkContent(content: Content, ownTargets: readonly string[] = []): void {
  checkShape(content)
  checkTextLinks(content, ownTargets)
}

/** As `checkContent`, without asking where the links lead. */
export function checkShape(content: Content): void {
  refuseMisspelt(content.text)
  const limit = lengthLimit(content)
  // Longer names are cut when it is sent, see `fillFor`; the check says whose.
  const { length } = withFallbacks(content.text)
  if (length > limit) throw new AppError('content_too_long', { length, limit })
  if (content.entities.length > ENTITIES_LIMIT)
    throw new AppError('content_too_many_entities', { count: content.entities.length, limit: ENTITIES_LIMIT })
  if (content.kind === 'text' && canVanish(content.text)) throw new AppError('content_empty')
  checkButtons(content.buttons)
}

/** Makes sure that Telegram takes these buttons for every person. @throws AppError as `checkContent` */
export function checkButtons(buttons: readonly (readonly Button[])[]): void {
  checkKeyboard(buttons)
  buttons.forEach((row, i) => {
    for (const { label } of row) {
      refuseMisspelt(label)
      if (canVanish(label)) throw new AppError('buttons_line_invalid', { line: i + 1, text: label, why: 'label_empty' })
    }
  })
}

function refuseMisspelt(text: string): void {
  const [unfinished] = findUnfinished(text)
  if (unfinished !== undefined) throw new AppError('content_field_unfinished', { field: unfinished })
  const [field] = findUnknownFields(text)
  if (field !== undefined) throw new AppError('content_field_unknown', { field })
}
