import { z } from 'zod'
import { fold } from '../text/fold.js'
import { compareSchema, partShape, textsSchema, windowSchema } from './parts.js'

/** How the values of a property are compared. */
export type PropertyType = 'text' | 'number' | 'date'

/** What came with events of a name; `type` null: people cannot be chosen by it. */
export type EventProperty = { name: string; type: PropertyType | null }

/** Signs that no path in JSON may hold. */
const UNFIT = /["\\\p{Cc}\p{Surrogate}]/u
const LONGEST = 64
const MOST = 5

const nameSchema = z
  .string()
  .min(1)
  .max(LONGEST)
  .refine(name => fold(name) !== '' && !UNFIT.test(name) && !UNFIT.test(fold(name)))

const testSchema = z.union([
  z.strictObject({ is: textsSchema }),
  z.strictObject({ isNot: textsSchema }),
  z.strictObject(partShape),
  z.strictObject({ number: compareSchema }),
  z.strictObject({ day: windowSchema }),
  z.strictObject({ known: z.boolean() }),
])

/**
 * What is asked of a property: of texts `is`, `isNot` (there is a value, and none is one of these), `contains`, perhaps `at`
 * its start or end; of numbers `number`; of dates `day`; of all whether there is any.
 */
export type PropertyTest = z.infer<typeof testSchema>

/** Stored form of what must have come with an event. */
export const havingSchema = z.array(z.strictObject({ property: nameSchema, test: testSchema })).max(MOST)

/** Something that must have come with an event: a property of it, by its name, and what is asked of it. */
export type Having = z.infer<typeof havingSchema>[number]

/** So many properties are asked of one event at most. */
export const MOST_HAVING = MOST

/** Whether a property of a type can be asked so; null: of no type yet, so it can be asked nothing. */
export function suitsProperty(type: PropertyType | null, test: PropertyTest): boolean {
  if (type === null) return false
  if ('known' in test) return true
  if ('number' in test) return type === 'number'
  return 'day' in test ? type === 'date' : type === 'text'
}
