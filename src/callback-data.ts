/*
 * The one codec of buttons. It is a leaf that everybody may import: delivery puts buttons under offers and questions, the
 * bot under its cards, and neither may import the other. Messages with such data stand in people's chats for years: a
 * name or a letter never changes, and never comes to mean something else.
 */

/** How one part of callback data is written and read; null for what it cannot be. */
export type Part<T> = { write(value: T): string; read(text: string): T | null }

/** Buttons of one name. */
export type Codec<T extends object> = {
  readonly name: string
  /** Callback data: the name and its parts, with colons between them; Telegram takes 64 bytes. */
  data(values: T): string
  /** Reads callback data; null when it is something else, or was tampered with. */
  read(data: string): T | null
}

/** A whole number, in base 36. */
export const whole: Part<number> = numberOf(/^-?[0-9a-z]{1,11}$/)

/** A whole number that is not below 0, in base 36. */
export const natural: Part<number> = numberOf(/^[0-9a-z]{1,11}$/)

/** One of these words, as it stands here. */
export function oneOf<Word extends string>(words: readonly Word[]): Part<Word> {
  return { write: word => word, read: text => words.find(word => word === text) ?? null }
}

/** One of these words, by its letter. */
export function letter<Word extends string>(letters: Readonly<Record<Word, string>>): Part<Word> {
  const words = Object.keys(letters) as Word[]
  return { write: word => letters[word], read: text => words.find(word => letters[word] === text) ?? null }
}

/**
 * One of these words by its letter, with a number right behind it where there is one (else null).
 * @param digits of the number, at most
 */
export function numbered<Word extends string>(
  letters: Readonly<Record<Word, string>>,
  digits: number,
): Part<{ word: Word; number: number | null }> {
  const words = letter(letters)
  return {
    write: ({ word, number }) => words.write(word) + (number === null ? '' : natural.write(number)),
    read(text) {
      const word = words.read(text.slice(0, 1))
      const rest = text.slice(1)
      const number = rest === '' ? null : natural.read(rest)
      if (word === null || rest.length > digits || (rest !== '' && number === null)) return null
      return { word, number }
    },
  }
}

/**
 * Defines the buttons of a name.
 * @param parts what they carry, in its order
 */
export function codec<T extends object>(
  name: string,
  parts: { readonly [Field in keyof T]-?: Part<T[Field]> },
): Codec<T> {
  const fields = Object.keys(parts) as (keyof T)[]
  return {
    name,
    data: values => [name, ...fields.map(field => parts[field].write(values[field]))].join(':'),
    read(data) {
      const [before, ...texts] = data.startsWith(name) ? data.slice(name.length).split(':') : []
      if (before !== '' || texts.length !== fields.length) return null
      const read = fields.map((field, i) => [field, parts[field].read(texts[i] ?? '')] as const)
      return read.some(([, value]) => value === null) ? null : (Object.fromEntries(read) as T)
    },
  }
}

function numberOf(form: RegExp): Part<number> {
  return {
    write(value) {
      if (!Number.isSafeInteger(value)) throw new Error(`a button needs a whole number, not ${value}`)
      return value.toString(36)
    },
    read(text) {
      const value = form.test(text) ? Number.parseInt(text, 36) : null
      return value !== null && Number.isSafeInteger(value) ? value : null
    },
  }
}
