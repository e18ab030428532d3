/** Who may press what leads here: everybody of the team (`looks`), those who change things (`works`), owners alone. */
export type Access = 'looks' | 'works' | 'owners'

/** Numbers that an address carries, by their names. */
export type Values<Field extends string = string> = Record<Field, number>

/**
 * A place that a button or a deed leads to: a short name and whole numbers, packed into Telegram's 64 bytes of callback
 * data. Cards with these names stand in people's chats: a name never changes, and is never used for something else.
 */
export type Address<Field extends string = string> = {
  readonly name: string
  readonly access: Access
  /** Names of the numbers it carries, in their order. */
  readonly fields: readonly string[]
  /** Callback data of a button that leads here. */
  data(values: Values<Field>): string
  /** Reads callback data; null when it is something else, or was tampered with. */
  read(data: string): Values<Field> | null
  /** What it is about: `offer:12`; null where it is about nothing that can change under a card. */
  subject(values: Values<Field>): string | null
}

/**
 * - `looks`: who only looks may come here too. Closed to them unless said.
 * - `owners`: only owners may.
 * - `once`: a second press would do more (resume, end, copy, send again). Its data ends in the generation that its
 *   subject had when the button was shown; data from before there were any is read as `BY_STATE`.
 * - `about`: what it is about. With the first number it names one thing (`offer:12`), with `all` the whole kind (`offer`).
 */
export type Flags = {
  readonly looks?: true
  readonly owners?: true
  readonly once?: true
  readonly about?: string
  readonly all?: true
}

type FieldsOf<Rest extends readonly unknown[]> =
  | Extract<Rest[number], string>
  | (Extract<Rest[number], { once: true }> extends never ? never : 'generation')

const NUMBER = /^-?[0-9a-z]{1,11}$/

/** The generation that a button from before there were any is read with: it goes by the subject's state alone. */
const BY_STATE = -1

/**
 * Defines an address.
 * @param name short and unique in the whole bot
 * @param rest names of the numbers it carries, in their order; flags last
 */
export function address<const Rest extends readonly (string | Flags)[]>(
  name: string,
  ...rest: Rest
): Address<FieldsOf<Rest>> {
  const named = rest.filter(part => typeof part === 'string')
  const flags: Flags = rest.find(part => typeof part === 'object') ?? {}
  const fields = flags.once === true ? [...named, 'generation'] : named
  const numbersIn = (data: string, wanted: readonly string[]): Values<FieldsOf<Rest>> | null => {
    const [given, ...parts] = data.split(':')
    if (given !== name || parts.length !== wanted.length || !parts.every(part => NUMBER.test(part))) return null
    const numbers = parts.map(part => Number.parseInt(part, 36))
    if (!numbers.every(Number.isSafeInteger)) return null
    const before = flags.once === true && wanted.length === named.length ? { generation: BY_STATE } : {}
    return { ...before, ...Object.fromEntries(wanted.map((field, i) => [field, numbers[i] ?? 0])) } as Values<
      FieldsOf<Rest>
    >
  }
  return {
    name,
    access: flags.owners === true ? 'owners' : flags.looks === true ? 'looks' : 'works',
    fields,
    data: (values: Values) => [name, ...fields.map(field => packed(values, field).toString(36))].join(':'),
    read: data => numbersIn(data, fields) ?? (flags.once === true ? numbersIn(data, named) : null),
    subject(values: Values) {
      if (flags.about === undefined) return null
      const [first] = named
      return flags.all === true || first === undefined ? flags.about : `${flags.about}:${values[first] ?? 0}`
    },
  }
}

/** True for a button that was shown before the last thing of its kind was done. @param now the subject's generation */
export function isPassed(generation: number, now: number): boolean {
  return generation !== BY_STATE && generation !== now
}

function packed(values: Values, field: string): number {
  const value = values[field]
  if (value === undefined || !Number.isSafeInteger(value))
    throw new Error(`an address needs a whole number for ${field}`)
  return value
}
