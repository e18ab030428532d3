import { type Codec, codec, whole } from '../callback-data.js'

/**
 * Who may press what leads here: everybody of the team (`looks`), those who may know who people are (`names`: it only looks
 * as well), those who change things (`works`), owners alone.
 */
export type Access = 'looks' | 'names' | 'works' | 'owners'

/** Numbers that an address carries, by their names. */
export type Values<Field extends string = string> = Record<Field, number>

/**
 * A place that a button or a deed leads to: a short name and whole numbers, packed into Telegram's 64 bytes of callback
 * data. Cards with these names stand in people's chats: a name never changes, and is never used for something else.
 */
export type Address<Field extends string = string> = Codec<Values<Field>> & {
  readonly access: Access
  /** Names of the numbers it carries, in their order. */
  readonly fields: readonly string[]
  /** What it is about: `offer:12`; null where it is about nothing that can change under a card. */
  subject(values: Values<Field>): string | null
}

/**
 * - `looks`: who only looks may come here too. Closed to them unless said.
 * - `names`: who only looks may come here, but for those to whom people are numbers.
 * - `owners`: only owners may.
 * - `once`: a second press would do more (resume, end, copy, send again). Its data ends in the generation that its
 *   subject had when the button was shown; data from before there were any is read as `BY_STATE`.
 * - `about`: what it is about. With the first number it names one thing (`offer:12`), with `all` the whole kind (`offer`).
 */
export type Flags = {
  readonly looks?: true
  readonly names?: true
  readonly owners?: true
  readonly once?: true
  readonly about?: string
  readonly all?: true
}

type FieldsOf<Rest extends readonly unknown[]> =
  | Extract<Rest[number], string>
  | (Extract<Rest[number], { once: true }> extends never ? never : 'generation')

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
  const bare = codec<Values>(name, numbers(named))
  const full = codec<Values>(name, numbers(fields))
  const read = (data: string): Values | null => {
    const values = full.read(data)
    if (values !== null || flags.once !== true) return values
    const before = bare.read(data)
    return before === null ? null : { ...before, generation: BY_STATE }
  }
  return {
    name,
    access: accessOf(flags),
    fields,
    data: (values: Values) => full.data(values),
    read: read as (data: string) => Values<FieldsOf<Rest>> | null,
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

function accessOf({ owners, looks, names }: Flags): Access {
  if (owners === true) return 'owners'
  if (looks === true) return 'looks'
  return names === true ? 'names' : 'works'
}

function numbers(fields: readonly string[]): Record<string, typeof whole> {
  return Object.fromEntries(fields.map(field => [field, whole]))
}
