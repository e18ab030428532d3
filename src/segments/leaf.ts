import { z } from 'zod'
import { CELLS, CELLS_WITHOUT_SCORE } from '../audience/rfm/cell.js'

const quantity = z.int().min(1).max(10_000)
const unit = z.enum(['hours', 'days', 'weeks', 'months', 'years'])
const day = z.iso.date()
const id = z.int().positive()
const text = z.string().min(1).max(256)
const texts = z.array(text).min(1).max(100)
const number = z.number().min(-1e12).max(1e12)

const windowSchema = z.union([
  z.strictObject({ in: quantity, unit }),
  z.strictObject({ ago: z.enum(['over', 'under']), n: quantity, unit }),
  z
    .strictObject({ from: day.nullable(), to: day.nullable() })
    .refine(({ from, to }) => from !== null || to !== null, 'a first or a last day is needed')
    .refine(({ from, to }) => from === null || to === null || from <= to, 'the first day is after the last'),
])

/**
 * A stretch of time: the last N units up to the evaluation; older (`over`) or younger (`under`) than N units; or
 * named days, both ends included. Hours, days and weeks are exact; months, years and named days are calendar ones
 * in the evaluation's zone.
 */
export type Window = z.infer<typeof windowSchema>

const countSchema = z.union([
  z.literal('none'),
  z.strictObject({ atLeast: quantity }),
  z.strictObject({ atMost: z.int().min(0).max(10_000) }),
  z.strictObject({ exactly: quantity }),
])

/** How many times something must have happened. */
export type Count = z.infer<typeof countSchema>

const compareSchema = z.union([
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
const oneOf = z.strictObject({ is: texts })
const noneOf = z.strictObject({ isNot: texts })

const money = { currency: z.string().regex(/^[A-Z]{3}$/) }
const bought = { product: text.nullable(), category: text.nullable() }
const event = { count: countSchema, window: windowSchema.nullable() }

const daysOfYear = z.int().min(1).max(366)

const anniversarySchema = z.union([
  z.int().min(0).max(366),
  z.strictObject({ last: daysOfYear }),
  z.strictObject({ ago: daysOfYear }),
  z.strictObject({ month: z.int().min(1).max(12) }),
  z.enum(['tomorrow', 'week', 'month']),
])

/**
 * When a day and its month come round: today and within N days to come (0: today), today and within the `last` N days,
 * so many days `ago`, in a month (1–12), tomorrow, or in the calendar week (from Monday) or month of the evaluation.
 */
export type Anniversary = z.infer<typeof anniversarySchema>

const fieldTestSchema = z.union([
  oneOf,
  noneOf,
  z.strictObject({ contains: text }),
  z.strictObject({ number: compareSchema }),
  z.strictObject({ day: windowSchema }),
  z.strictObject({ anniversary: anniversarySchema }),
  z.strictObject({ yes: z.boolean() }),
  known,
])

/**
 * What is asked of a field: text, one of and many of take `is`, `isNot` (known, and none of these) and, for text,
 * `contains`; numbers `number`; dates `day`, and `anniversary`, whatever the year;
 * yes/no `yes`; all of them `known`. Values are as they are shown; comparison folds them.
 */
export type FieldTest = z.infer<typeof fieldTestSchema>

export const leafSchema = z.discriminatedUnion('leaf', [
  z.strictObject({ leaf: z.literal('everyone') }),
  z.strictObject({
    leaf: z.literal('language'),
    values: z
      .array(z.string().regex(/^[a-z]{2,3}$/))
      .min(1)
      .max(100),
  }),
  z.strictObject({ leaf: z.literal('premium'), value: z.boolean() }),
  /** Of the first link they came by, or (`last`) of the latest one. */
  z.strictObject({ leaf: z.literal('source'), values: texts, last: z.exactOptional(z.literal(true)) }),
  z.strictObject({
    leaf: z.literal('known'),
    fact: z.enum(['language', 'source', 'phone', 'place']),
    value: z.boolean(),
  }),
  z.strictObject({
    leaf: z.literal('status'),
    values: z.array(z.enum(['active', 'paused', 'unsubscribed', 'blocked', 'deactivated'])).min(1),
  }),
  z.strictObject({ leaf: z.literal('subscribed'), window: windowSchema }),
  z.strictObject({ leaf: z.literal('field'), field: id, test: fieldTestSchema }),
  /** Whole years since the birthday field. */
  z.strictObject({ leaf: z.literal('age'), years: compareSchema }),

  z.strictObject({ leaf: z.literal('received'), ...event, offer: id.nullable() }),
  z.strictObject({ leaf: z.literal('seen'), ...event, offer: id.nullable(), grade: z.enum(['certain', 'any']) }),
  z
    .strictObject({
      leaf: z.literal('clicked'),
      ...event,
      offer: id.nullable(),
      link: z.int().min(0).nullable(),
      topic: z.exactOptional(id),
    })
    .refine(({ offer, link }) => link === null || offer !== null, 'a link needs its offer')
    .refine(({ offer, topic }) => topic === undefined || offer === null, 'a topic or an offer, not both'),
  z.strictObject({ leaf: z.literal('stopped'), ...event }),
  /** `total` (minor units, net of refunds) and the product bind the same order. */
  z.strictObject({
    leaf: z.literal('ordered'),
    ...event,
    ...bought,
    total: z.strictObject({ compare: compareSchema, ...money }).nullable(),
  }),

  /** Net of refunds, minor units; over nothing the sum is 0 and the average unknown. */
  z.strictObject({
    leaf: z.literal('spent'),
    measure: z.enum(['sum', 'average']),
    compare: compareSchema,
    ...money,
    window: windowSchema.nullable(),
    ...bought,
  }),
  z.strictObject({ leaf: z.literal('orderTime'), which: z.enum(['first', 'last']), window: windowSchema }),
  z.strictObject({ leaf: z.literal('linked'), value: z.boolean() }),
  z.strictObject({ leaf: z.literal('rfm'), cells: z.array(z.enum([...CELLS, ...CELLS_WITHOUT_SCORE])).min(1) }),
  z.strictObject({
    leaf: z.literal('rfmScore'),
    measure: z.enum(['r', 'f', 'm']),
    from: z.int().min(1).max(5),
    to: z.int().min(1).max(5),
  }),
  /** 0 is unknown. */
  z.strictObject({ leaf: z.literal('ladder'), rungs: z.array(z.int().min(0).max(5)).min(1) }),
  z.strictObject({
    leaf: z.literal('engagement'),
    groups: z.array(z.enum(['new', 'engaged', 'cooling', 'asleep', 'long_asleep', 'never'])).min(1),
  }),

  z.strictObject({ leaf: z.literal('segment'), segment: id }),
  /** In the rows of a fixed list. */
  z.strictObject({ leaf: z.literal('listed'), segment: id }),
  z.strictObject({
    leaf: z.literal('near'),
    km: z.number().positive().max(20_000),
    place: z.strictObject({ name: text, lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }),
  }),
  /** `share` in hundredths of a percent. */
  z.strictObject({ leaf: z.literal('random'), share: z.int().min(1).max(10_000), sample: text }),
])

/** One condition. `window: null` is ever; `offer`, `link`, `product`, `category: null` any. */
export type Leaf = z.infer<typeof leafSchema>

/** A condition on what a person received, saw or clicked. */
export type EventLeaf = Extract<Leaf, { leaf: 'received' | 'seen' | 'clicked' }>

/** Groups of people by how long ago they last showed a sign. */
export type Engagement = Extract<Leaf, { leaf: 'engagement' }>['groups'][number]
