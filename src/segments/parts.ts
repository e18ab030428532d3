import { z } from 'zod'
import { dayNumber } from '../audience/attribute/day.js'

/** Id of something that has a row of its own. */
export const idSchema = z.int().positive()

/** Words, names and values. */
export const textSchema = z.string().min(1).max(256)

/** Several of them, of which there is at least one. */
export const textsSchema = z.array(textSchema).min(1).max(100)

const quantity = z.int().min(1).max(10_000)
const unit = z.enum(['hours', 'days', 'weeks', 'months', 'years'])
const day = z.iso.date()
const number = z.number().min(-1e12).max(1e12)

const stretch = z.enum(['day', 'week', 'month', 'quarter', 'year'])

const HOURS = { hours: 1, days: 24, weeks: 168, months: 730, years: 8766 }

/** How long so many units are, months and years about. */
export function hoursOf({ n, unit }: { n: number; unit: keyof typeof HOURS }): number {
  return n * HOURS[unit]
}

/** Stored form of a stretch of time. */
export const windowSchema = z.union([
  z.strictObject({ calendar: stretch, back: z.int().min(0).max(1) }),
  z.strictObject({ in: quantity, unit }),
  z.strictObject({ ago: z.enum(['over', 'under']), n: quantity, unit }),
  z
    .strictObject({ older: z.strictObject({ n: quantity, unit }), younger: z.strictObject({ n: quantity, unit }) })
    .refine(({ older, younger }) => hoursOf(older) <= hoursOf(younger), 'the nearer end is farther away'),
  z
    .strictObject({ from: day.nullable(), to: day.nullable() })
    .refine(({ from, to }) => from !== null || to !== null, 'a first or a last day is needed')
    .refine(({ from, to }) => from === null || to === null || from <= to, 'the first day is after the last'),
])

/**
 * A stretch of time: the day, week (from Monday), month, quarter or year of the evaluation, or the one before (`back` 1);
 * the last N units up to the evaluation; older (`over`) or younger (`under`) than N units, or between two such times; or named
 * days, both ends included. Hours, days and weeks are exact; the others are of the calendar in the
 * evaluation's zone.
 */
export type Window = z.infer<typeof windowSchema>

/** A stretch of the calendar. */
export type Stretch = z.infer<typeof stretch>

/** Stored form of a number of times. */
export const countSchema = z.union([
  z.literal('none'),
  z.strictObject({ atLeast: quantity }),
  z.strictObject({ atMost: z.int().min(0).max(10_000) }),
  z.strictObject({ exactly: quantity }),
  z
    .strictObject({ from: quantity, to: quantity })
    .refine(({ from, to }) => from <= to, 'the first is more than the last'),
])

/** How many times something must have happened; `from`–`to` includes both ends. */
export type Count = z.infer<typeof countSchema>

/** Stored form of a number against a limit. */
export const compareSchema = z.union([
  z.strictObject({ over: number }),
  z.strictObject({ under: number }),
  z.strictObject({ atLeast: number }),
  z.strictObject({ atMost: number }),
  z.strictObject({ exactly: number }),
  z.strictObject({ from: number, to: number }).refine(({ from, to }) => from <= to, 'the first is more than the last'),
])

/** A number against a limit; `from`–`to` includes both ends. */
export type Compare = z.infer<typeof compareSchema>

/** A known value, or none: the only test that holds where nothing is known is `known: false`. */
const known = z.strictObject({ known: z.boolean() })
const oneOf = z.strictObject({ is: textsSchema })
const noneOf = z.strictObject({ isNot: textsSchema })

const daysOfYear = z.int().min(1).max(366)
const dayOfYear = z
  .string()
  .regex(/^\d\d-\d\d$/)
  .refine(day => dayNumber(`2000-${day}`) !== null, 'no day of any year')

const anniversarySchema = z.union([
  z.int().min(0).max(366),
  z.strictObject({ last: daysOfYear }),
  z.strictObject({ ago: daysOfYear }),
  z.strictObject({ month: z.int().min(1).max(12) }),
  z.strictObject({ ahead: daysOfYear }),
  z.strictObject({ from: dayOfYear, to: dayOfYear }),
  z.enum(['tomorrow', 'week', 'month', 'next_week', 'next_month', 'last_week', 'last_month']),
])

/**
 * When a day and its month come round: today and within N days to come (0: today), today and within the `last` N days,
 * so many days `ago` or `ahead`, in a month (1–12), on the days `from`–`to` ("05-20", both included; over New Year where `to`
 * is the earlier), tomorrow, or in the calendar week (from Monday) or month of the
 * evaluation, the next or the last.
 */
export type Anniversary = z.infer<typeof anniversarySchema>

/** Of a day today, this week and this month are asked as its anniversary: the two would read the same. */
function isNoAnniversary(window: Window): boolean {
  return !('calendar' in window && window.back === 0 && ['day', 'week', 'month'].includes(window.calendar))
}

/** A text that a name or a value has in it, at its beginning or at its end. */
export const partShape = { contains: textSchema, at: z.exactOptional(z.enum(['start', 'end'])) }

/** A text that a name or a value has in it, or (`at`) begins or ends with. */
export type Part = { contains: string; at?: 'start' | 'end' }

/** Stored form of what is asked of a field. */
export const fieldTestSchema = z.union([
  oneOf,
  noneOf,
  z.strictObject(partShape),
  z.strictObject({ number: compareSchema }),
  z.strictObject({ day: windowSchema.refine(isNoAnniversary, 'the day that comes round is asked for instead') }),
  z.strictObject({ anniversary: anniversarySchema }),
  z.strictObject({ yes: z.boolean() }),
  known,
])

/**
 * What is asked of a field: text, one of and many of take `is`, `isNot` (known, and none of these) and
 * `contains`, perhaps `at` its start or end; numbers `number`; dates `day`, and `anniversary`, whatever the year;
 * yes/no `yes`; all of them `known`. Values are as they are shown; comparison folds them.
 */
export type FieldTest = z.infer<typeof fieldTestSchema>

/** What every kind has that counts how often something happened: how often, and when (null: ever). */
export const eventShape = { count: countSchema, window: windowSchema.nullable() }

/** ISO code of a currency. */
export const currencySchema = z.string().regex(/^[A-Z]{3}$/)

const thingSchema = z.union([textSchema, z.strictObject({ any: textsSchema }), z.strictObject(partShape)])

/** A product or a category: one of this name, one of several, or whatever has this in its name, perhaps at one end. */
export type Thing = z.infer<typeof thingSchema>

/** What was bought; null is anything. */
export const boughtShape = { product: thingSchema.nullable(), category: thingSchema.nullable() }

/** What was bought; null is anything. */
export type Bought = { product: Thing | null; category: Thing | null }

/** The same with a list of one as the one. */
export function plainBought<B extends Bought>(bought: B): B {
  return { ...bought, product: plainThing(bought.product), category: plainThing(bought.category) }
}

function plainThing(thing: Thing | null): Thing | null {
  if (thing === null || typeof thing === 'string' || 'contains' in thing) return thing
  const names = [...new Set(thing.any)]
  return names.length === 1 ? (names[0] ?? thing) : { any: names }
}

/** An amount against a limit, in minor units of a currency. */
export type Money = { compare: Compare; currency: string }
