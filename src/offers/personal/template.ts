import { fold } from '../../text/fold.js'

/** What Telegram tells of everybody, and the longest value of each in UTF-16 units. */
export const names = { first_name: 64, last_name: 64, username: 32 } as const
export type NameField = keyof typeof names

/** What else these are called in a text; a field of the shop's that is called so goes before. */
const ALIASES: Readonly<Record<string, NameField>> = {
  name: 'first_name',
  имя: 'first_name',
  фамилия: 'last_name',
}

/** What stands for the promo code of the offer. */
export const CODE = 'code'

/** What else it is called in a text; a field of the shop's that is called so goes before. */
const CODES: ReadonlySet<string> = new Set(['promo code', 'promo_code', 'promocode', 'код', 'промокод'])

/** What stands for the moment until which the offer holds. */
export const UNTIL = 'until'

/** What else it is called in a text; a field of the shop's that is called so goes before both. */
const UNTILS: ReadonlySet<string> = new Set(['until', 'deadline', 'до', 'срок', 'дедлайн'])

/** What belongs to the offer and tells nothing of whoever reads it. */
export type OffersOwn = typeof CODE | typeof UNTIL

/** What an offer may be filled with: a name, the promo code, its deadline, or a field of the shop's by its id. */
export type Field = NameField | OffersOwn | `field:${number}`

/** Fields of the shop's by their folded names. */
export type FieldIds = Readonly<Record<string, number>>

const NONE: FieldIds = {}

/** True for what belongs to the offer, and is the same for everybody, or never missing. */
export function isOffersOwn(field: Field): field is OffersOwn {
  return field === CODE || field === UNTIL
}

/** The id of a field of the shop's; null for a name, and for what belongs to the offer. */
export function ownId(field: Field): number | null {
  return isName(field) || isOffersOwn(field) ? null : Number(field.slice('field:'.length))
}

/**
 * `{first_name|friend}` in a text, from `start` up to `end`; `fallback` may be empty. `when`: `{City = Riga: words|others}` shows
 * words of the author's, `when.words` to whom the condition holds, `fallback` to anybody else.
 */
export type Placeholder = { start: number; end: number; field: Field; fallback: string; when?: Condition }

/** `is`: the value, folded, that the field must have; null: it must be known. */
export type Condition = { is: string | null; words: string }

/** A text cut at its placeholders once, so that for each person it is only joined. */
export type Template = { head: string; slots: (Placeholder & { tail: string })[] }

const BRACES = /\{([^{}|\n]{1,600})(?:\|([^{}\n]*))?\}/g
/** The longest name of a field, in UTF-16 units. */
const NAME_LIMIT = 60
const SAME: readonly (readonly string[])[] = [
  ['yes', 'да'],
  ['no', 'нет'],
]
/** A brace that was opened, and what follows it. */
const OPENED = /\{([^{}|\n]{1,60})/g
const ONE_WORD = /^(?=.*\p{L})[\p{L}\p{N}_]+$/u
const SEVERAL_WORDS = /^(?=.*\p{L})[\p{L}\p{N}_]+(?:[ \-–’'.,№/&]{1,3}[\p{L}\p{N}_]+){1,7}$/u
const WORD_GOES_ON = /^[\p{L}\p{N}_]/u

export function isName(field: string): field is NameField {
  return Object.hasOwn(names, field)
}

/** The field of that name; null when there is none. In addresses `_` stands for a space. */
export function fieldNamed(written: string, ids: FieldIds): Field | null {
  const name = written.trim().toLowerCase().replace(/\s+/g, '_')
  if (isName(name) || name === CODE) return name
  const folded = fold(written)
  const id = own(ids, folded) ?? own(ids, folded.replaceAll('_', ' '))
  if (id !== undefined) return `field:${id}`
  if (CODES.has(folded)) return CODE
  if (UNTILS.has(folded)) return UNTIL
  return Object.hasOwn(ALIASES, folded) ? (ALIASES[folded] ?? null) : null
}

function own(ids: FieldIds, name: string): number | undefined {
  return Object.hasOwn(ids, name) ? ids[name] : undefined
}

function scan(text: string, ids: FieldIds): { known: Placeholder[]; unknown: string[] } {
  const known: Placeholder[] = []
  const unknown: string[] = []
  for (const match of text.matchAll(BRACES)) {
    const [whole, inner = '', fallback] = match
    const condition = readCondition(inner)
    const name = (condition?.name ?? inner).trim()
    const field = name.length > NAME_LIMIT ? null : fieldNamed(name, ids)
    const place = { start: match.index, end: match.index + whole.length, fallback: (fallback ?? '').trim() }
    if (field !== null && (condition === null || !isOffersOwn(field)))
      known.push({ ...place, field, ...(condition !== null && { when: condition.when }) })
    if (field !== null || name.length > NAME_LIMIT) continue
    // Braces around words with a colon in them are text, unless they decide between two.
    const decides = condition !== null && (fallback !== undefined || condition.when.is !== null)
    if (condition === null ? ONE_WORD.test(name) : decides && ONE_WORD.test(name)) unknown.push(name)
    else if ((condition === null ? fallback !== undefined : decides) && SEVERAL_WORDS.test(name)) unknown.push(name)
  }
  return { known, unknown }
}

/** The placeholders of a text, in order. Braces around anything else are text. */
export function findPlaceholders(text: string, ids: FieldIds = NONE): Placeholder[] {
  return scan(text, ids).known
}

/** What stands in braces like a field but is none, as it was written. */
export function findUnknownFields(text: string, ids: FieldIds = NONE): string[] {
  return scan(text, ids).unknown
}

/** The condition that stands in braces before the bar, and the name of its field; null for none. */
export function readCondition(inner: string): { name: string; when: Condition } | null {
  const colon = inner.indexOf(':')
  if (colon < 0) return null
  const [name = '', is, ...more] = inner.slice(0, colon).split('=')
  if (name.trim() === '' || is?.trim() === '' || more.length > 0) return null
  const words = inner.slice(colon + 1).trim()
  return { name: name.trim(), when: { is: is === undefined ? null : fold(is), words } }
}

/** Whether a condition holds for a value in words; '' is unknown. A field of many values holds where one of them does. */
export function holds({ is }: Condition, value: string): boolean {
  if (is === null || value === '') return value !== ''
  const wanted = SAME.find(words => words.includes(is)) ?? [is]
  return [value, ...value.split(',')].some(one => wanted.includes(fold(one)))
}

/** What stands in braces anywhere in a text and may be the name of a field, folded. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(BRACES)].flatMap(([, inner = '']) => {
    const name = fold(readCondition(inner)?.name ?? inner)
    return [name, name.replaceAll('_', ' ')]
  })
}

/** Fields whose placeholder was begun but is none, most often because its closing brace is missing. */
export function findUnfinished(text: string, ids: FieldIds = NONE): string[] {
  const whole = new Set(findPlaceholders(text, ids).map(({ start }) => start))
  const known = [...Object.keys(names), CODE, UNTIL]
  const right = [...known, ...known.map(name => name.replace('_', ' ')), ...Object.keys(ids)]
  return [...text.matchAll(OPENED)].flatMap(({ index, 1: inner = '' }) => {
    if (whole.has(index)) return []
    const folded = fold(inner)
    const begun = right.filter(name => folded.startsWith(name) && !WORD_GOES_ON.test(folded.slice(name.length)))
    const [longest] = begun.sort((a, b) => b.length - a.length)
    if (longest === undefined) return []
    return [isName(longest.replace(' ', '_')) ? longest.replace(' ', '_') : longest]
  })
}

/** Cuts a text at its placeholders. */
export function prepareTemplate(text: string, ids: FieldIds = NONE): Template {
  const found = findPlaceholders(text, ids)
  return {
    head: text.slice(0, found[0]?.start ?? text.length),
    slots: found.map((slot, i) => ({ ...slot, tail: text.slice(slot.end, found[i + 1]?.start ?? text.length) })),
  }
}

/** A filled template. `shifts[k]` is by how much what follows the first k placeholders has moved. */
export type Filled = { text: string; shifts: readonly number[] }

/**
 * Fills a template.
 * @param value the value of a field, '' where the fallback should stand
 */
export function fillTemplate(template: Template, value: (field: Field) => string): Filled {
  let text = template.head
  let shift = 0
  const shifts = [0]
  for (const slot of template.slots) {
    const known = value(slot.field)
    const words =
      slot.when === undefined ? known || slot.fallback : holds(slot.when, known) ? slot.when.words : slot.fallback
    text += words + slot.tail
    shift += words.length - (slot.end - slot.start)
    shifts.push(shift)
  }
  return { text, shifts }
}

/** A text with nothing in the places of its placeholders, not even what stands there for missing values. */
export function withoutPlaceholders(text: string, ids: FieldIds = NONE): string {
  const { head, slots } = prepareTemplate(text, ids)
  return head + slots.map(({ tail }) => tail).join('')
}

/** A text as it reads where all values are missing. */
export function withFallbacks(text: string, ids: FieldIds = NONE): string {
  return fillTemplate(prepareTemplate(text, ids), () => '').text
}

/** The same for a few words of a text whose fields nobody knows here: whatever has something to stand for it is one. */
export function withAnyFallback(words: string): string {
  return withFallbacks(words).replace(BRACES, (whole, _name, fallback: string | undefined) => fallback?.trim() ?? whole)
}
