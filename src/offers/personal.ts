import { AppError } from '../errors.js'
import { onOneLine } from '../text/edges.js'
import { shorten } from '../text/format.js'
import { checkKeyboard } from './button.js'
import { checkPoll } from './content/poll.js'
import { type Button, type Caption, type Content, captionsOf } from './content.js'
import { checkTextLinks } from './link.js'
import { placeholdersIn } from './personal/address.js'
import {
  CODE,
  type Field,
  type FieldIds,
  type Filled,
  fillTemplate,
  findPlaceholders,
  findUnfinished,
  findUnknownFields,
  isName,
  isOffersOwn,
  type NameField,
  names,
  ownId,
  prepareTemplate,
  type Template,
  UNTIL,
} from './personal/template.js'
import { CODE_LIMIT } from './promo/code.js'

/**
 * A person as far as an offer addresses them. `values`: what is known of them in the shop's own fields, by their ids, in words.
 * `code`: their promo code, exactly as it is. `until`: when the offer ends for them, ms UTC and in words.
 */
export type Addressee = {
  firstName: string
  lastName: string | null
  username: string | null
  values?: ReadonlyMap<number, string>
  code?: string
  until?: { at: number; words: string }
}

export const ENTITIES_LIMIT = 100
/** A name cut shorter than this is no name any more. */
const SHORTEST = 3
const TEXT_LIMIT = 4_096
export const CAPTION_LIMIT = 1_024
/** What stands below the caption of an album, under which there are no buttons. */
export const WAY_OUT = '\n\n🔕 /settings'
const LONGEST_CODE = '0'.repeat(CODE_LIMIT)
/** More than "Wed 30 September, 21:00" and the name of any zone. */
export const UNTIL_LIMIT = 60
const LONGEST_UNTIL = '0'.repeat(UNTIL_LIMIT)

/** The two marks that keep a right-to-left name from turning the sentence around it. */
const FSI = '\u2068'
const PDI = '\u2069'
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
/** Controls, halves of surrogate pairs, bidi overrides, embeddings and isolates, invisible spaces; not the joiners. */
const UNWANTED = /(?!\s)[\p{Cc}\p{Cs}\u200b\u2060\u202a-\u202e\u2066-\u2069]/gu
/** What Telegram would make a link of: addresses, mentions, hashtags, commands, cashtags. A sign that nobody sees goes into it. */
const LINKING =
  /(?<=[\p{L}\p{N}_])\.(?=[\p{L}\p{N}_])|:(?=\/\/)|[@#$](?=[\p{L}\p{N}_])|(?<![\p{L}\p{N}_])\/(?=[\p{L}\p{N}_])/gu
const JOINER = '\u2060'
/** Two figures around a point are a number, but four with points between them an address. */
const NUMBER = /^[\d.,\s]*$/
const VISIBLE = /[^\s\p{Cc}\p{Cf}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u

/**
 * What stands for a field in a message to this person; '' when there is nothing to show. Nothing of it is ever formatting or
 * a link.
 */
export function personalValue(person: Addressee, field: Field): string {
  if (field === CODE) return person.code ?? ''
  if (field === UNTIL) return person.until?.words ?? ''
  if (isName(field)) return nameValue(person, field, names[field])
  return plainValue(person.values?.get(ownId(field) ?? 0) ?? '')
}

/** The same for an address: one value of it, as it is. */
export function addressValue(person: Addressee, field: Field): string {
  if (field === CODE) return person.code ?? ''
  if (field === UNTIL) return person.until?.words ?? ''
  if (!isName(field)) return person.values?.get(ownId(field) ?? 0) ?? ''
  return { first_name: person.firstName, last_name: person.lastName, username: person.username }[field] ?? ''
}

/** @param limit UTF-16 units of the name itself; two invisible marks may stand around it */
function nameValue(person: Addressee, field: NameField, limit: number): string {
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
 * Fills a text for a person so that Telegram takes it: what makes it longer than `limit` gives way, the longest first. Names
 * are cut, or give way to what stands for missing ones, as values of fields do (with which every accepted content fits). A
 * promo code is never cut.
 */
export function fillFor(template: Template, person: Addressee, limit: number): Filled {
  const cut = new Map<Field, string>()
  const value = (field: Field) => cut.get(field) ?? personalValue(person, field)
  let filled = fillTemplate(template, value)
  if (filled.text.length <= limit) return filled
  const used = [...new Set(template.slots.map(slot => slot.field))].filter(field => !isOffersOwn(field))
  for (const field of used.sort((a, b) => value(b).length - value(a).length)) {
    if (!isName(field)) {
      cut.set(field, '')
      filled = fillTemplate(template, value)
      if (filled.text.length <= limit) break
      continue
    }
    const times = template.slots.filter(slot => slot.field === field).length
    const room = value(field).length - Math.ceil((filled.text.length - limit) / times) - (FSI.length + PDI.length)
    cut.set(field, room < SHORTEST ? '' : nameValue(person, field, Math.min(room, names[field])))
    filled = fillTemplate(template, value)
    if (filled.text.length <= limit) break
  }
  return filled
}

/**
 * A label of a button for a person: values that are too long for it give way to what stands for missing ones.
 * @param limit UTF-16 units
 */
export function fillLabel(template: Template, person: Addressee, limit: number): string {
  const full = fillTemplate(template, field => personalValue(person, field)).text
  if (full.length <= limit) return full
  return shorten(fillTemplate(template, field => (isName(field) ? personalValue(person, field) : '')).text, limit)
}

/** A value of a field, of which Telegram makes nothing but words; '' when nothing of it can be seen. */
function plainValue(value: string): string {
  const clean = cleanName(value, value.length)
  if (NUMBER.test(clean) && clean.split('.').length < 4) return clean
  return clean.replace(LINKING, sign => sign + JOINER)
}

/** A name that can do no harm to the text around it; '' when nothing of it can be seen. */
function cleanName(name: string, limit: number): string {
  const clean = onOneLine(name.replace(UNWANTED, ''))
  if (!VISIBLE.test(clean)) return ''
  const short = shorten(clean, limit)
  return RIGHT_TO_LEFT.test(short) ? FSI + short + PDI : short
}

/** A content's text as it reads where all values are missing; a promo code never is, and counts as the longest. */
export function withFallbacksOf({ text, fields }: Pick<Content, 'text' | 'fields'>): string {
  const longest = (field: Field) => (field === CODE ? LONGEST_CODE : field === UNTIL ? LONGEST_UNTIL : '')
  return fillTemplate(prepareTemplate(text, fields), longest).text
}

/** True for a content that shows the promo code in its text, or carries it in an address. */
export function showsCode(content: Content): boolean {
  const { fields, buttons } = content
  const captions = captionsOf(content)
  const linked = captions.flatMap(({ entities }) => entities.map(({ url }) => url ?? ''))
  const addresses = [...linked, ...buttons.flat().map(({ url }) => url)]
  const written = [...captions.map(({ text }) => text), ...addresses.flatMap(placeholdersIn)]
  return written.some(words => findPlaceholders(words, fields).some(({ field }) => field === CODE))
}

/** True for a content that says itself when the offer ends. */
export function showsUntil(content: Pick<Content, 'text' | 'entities' | 'items' | 'fields'>): boolean {
  return captionsOf(content).some(({ text }) =>
    findPlaceholders(text, content.fields).some(({ field }) => field === UNTIL),
  )
}

/**
 * What the text or caption of a message, or what stands above a poll, may hold, in UTF-16 units; 0 for a round video, which has none. Under
 * an album there is room for the way out, which has no button there.
 */
export function lengthLimit({ kind }: Pick<Content, 'kind'>): number {
  if (kind === 'video_note') return 0
  if (kind === 'album') return CAPTION_LIMIT - WAY_OUT.length
  return kind === 'text' ? TEXT_LIMIT : CAPTION_LIMIT
}

/**
 * How long the text or caption can become, with the longest names that Telegram allows, in UTF-16 units; infinite with a field
 * of the shop's: nobody knows what is written there.
 */
export function longestLength(content: Content): number {
  return findPlaceholders(content.text, content.fields).reduce((length, { start, end, field, fallback, when }) => {
    if (when !== undefined) return length + Math.max(when.words.length, fallback.length) - (end - start)
    if (field === CODE) return length + CODE_LIMIT - (end - start)
    if (field === UNTIL) return length + UNTIL_LIMIT - (end - start)
    if (!isName(field)) return Number.POSITIVE_INFINITY
    const longest = Math.max(names[field] + FSI.length + PDI.length, fallback.length)
    return length + longest - (end - start)
  }, content.text.length)
}

/** Nothing of a text is left where all values are missing. */
function canVanish(text: string, fields: FieldIds | undefined): boolean {
  return !VISIBLE.test(withFallbacksOf({ text, ...(fields !== undefined && { fields }) }))
}

/**
 * Makes sure that Telegram takes this content for every person, whatever their name.
 * @param ownTargets origins that links in the text may open although private
 * @throws AppError `content_field_unknown` and `content_field_unfinished` {field}, `code_in_label`, `until_in_label`, `content_too_long` {length, limit}, `content_too_many_entities`
 * {count, limit}, `content_empty`, the codes of buttons, the `url_…` codes for links in the text, and of a poll those of `checkPoll`
 */
export function checkContent(content: Content, ownTargets: readonly string[] = []): void {
  checkShape(content)
  checkTextLinks(content, ownTargets)
}

/** As `checkContent`, without asking where the links lead. */
export function checkShape(content: Content): void {
  const { fields } = content
  for (const { text } of captionsOf(content)) refuseMisspelt(text, fields)
  for (const own of content.items ?? []) checkLength(own, CAPTION_LIMIT, fields)
  const limit = lengthLimit(content)
  checkLength(content, limit, fields)
  if (content.kind === 'text' && canVanish(content.text, fields)) throw new AppError('content_empty')
  if (content.poll !== undefined) checkPoll(content.poll, fields)
  checkButtons(content.buttons, fields)
}

function checkLength({ text, entities }: Caption, limit: number, fields: FieldIds | undefined): void {
  // Longer names are cut when it is sent, see `fillFor`; the check says whose.
  const { length } = withFallbacksOf({ text, ...(fields !== undefined && { fields }) })
  if (length > limit) throw new AppError('content_too_long', { length, limit })
  if (entities.length > ENTITIES_LIMIT)
    throw new AppError('content_too_many_entities', { count: entities.length, limit: ENTITIES_LIMIT })
}

/**
 * Makes sure that Telegram takes these buttons for every person.
 * @param fields of the shop's, that labels may name
 * @throws AppError as `checkContent`
 */
export function checkButtons(buttons: readonly (readonly Button[])[], fields?: FieldIds): void {
  checkKeyboard(buttons)
  buttons.forEach((row, i) => {
    for (const { label } of row) {
      refuseMisspelt(label, fields)
      const named = findPlaceholders(label, fields).map(({ field }) => field)
      if (named.includes(CODE)) throw new AppError('code_in_label')
      if (named.includes(UNTIL)) throw new AppError('until_in_label')
      if (canVanish(label, fields))
        throw new AppError('buttons_line_invalid', { line: i + 1, text: label, why: 'label_empty' })
    }
  })
}

function refuseMisspelt(text: string, fields: FieldIds | undefined): void {
  const [unfinished] = findUnfinished(text, fields)
  if (unfinished !== undefined) throw new AppError('content_field_unfinished', { field: unfinished })
  const [field] = findUnknownFields(text, fields)
  if (field !== undefined) throw new AppError('content_field_unknown', { field })
}
