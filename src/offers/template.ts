/** What an offer may be filled with, and the longest value of each in UTF-16 units. */
export const fields = { first_name: 64, last_name: 64, username: 32 } as const
export type Field = keyof typeof fields

/** `{first_name|friend}` in a text, from `start` up to `end`; `fallback` may be empty. */
export type Placeholder = { start: number; end: number; field: Field; fallback: string }

/** A text cut at its placeholders once, so that for each person it is only joined. */
export type Template = { head: string; slots: (Placeholder & { tail: string })[] }

const BRACES = /\{([^{}|\n]{1,40})(?:\|([^{}\n]*))?\}/g
/** The beginning of what was meant as a placeholder, whatever comes of it. */
const BEGUN = /\{\s*((?:first|last)[_\s]+name|username)(?![\p{L}\p{N}_])/giu
const ONE_WORD = /^(?=.*\p{L})[\p{L}\p{N}_]+$/u

function isField(name: string): name is Field {
  return Object.hasOwn(fields, name)
}

function scan(text: string): { known: Placeholder[]; unknown: string[] } {
  const known: Placeholder[] = []
  const unknown: string[] = []
  for (const match of text.matchAll(BRACES)) {
    const [whole, inner = '', fallback = ''] = match
    const name = inner.trim().toLowerCase().replace(/\s+/g, '_')
    if (isField(name))
      known.push({ start: match.index, end: match.index + whole.length, field: name, fallback: fallback.trim() })
    else if (ONE_WORD.test(inner.trim())) unknown.push(inner.trim())
  }
  return { known, unknown }
}

/** The placeholders of a text, in order. Braces around anything else are text. */
export function findPlaceholders(text: string): Placeholder[] {
  return scan(text).known
}

/** What stands in braces like a field but is none, as it was written. */
export function findUnknownFields(text: string): string[] {
  return scan(text).unknown
}

/** Fields whose placeholder was begun but is none, most often because its closing brace is missing. */
export function findUnfinished(text: string): string[] {
  const whole = new Set(findPlaceholders(text).map(({ start }) => start))
  return [...text.matchAll(BEGUN)]
    .filter(({ index }) => !whole.has(index))
    .map(([, name = '']) => name.toLowerCase().replace(/\s+/g, '_'))
}

/** Cuts a text at its placeholders. */
export function prepareTemplate(text: string): Template {
  const found = findPlaceholders(text)
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
    const words = value(slot.field) || slot.fallback
    text += words + slot.tail
    shift += words.length - (slot.end - slot.start)
    shifts.push(shift)
  }
  return { text, shifts }
}

/** A text with nothing in the places of its placeholders, not even what stands there for missing names. */
export function withoutPlaceholders(text: string): string {
  const { head, slots } = prepareTemplate(text)
  return head + slots.map(({ tail }) => tail).join('')
}

/** A text as it reads where all names are missing. */
export function withFallbacks(text: string): string {
  return fillTemplate(prepareTemplate(text), () => '').text
}
