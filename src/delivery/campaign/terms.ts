import { z } from 'zod'

/** Minutes of a day by a clock, 0 is midnight. */
const minute = z.int().min(0).max(1_439)
/** Days of the week, 1 is Monday. */
const weekday = z.int().min(1).max(7)

/** A series has at most so many messages. */
export const MOST_MESSAGES = 10
/** A message of a series waits at most so many days for its turn. */
export const LONGEST_WAIT_DAYS = 400

/**
 * What brings somebody into a series: they subscribed (`sources`: through one of these, null: from anywhere; `movedIn`: also
 * those whom a move from another bot brought), they ordered, they entered or left a saved segment, a date of theirs (a field's;
 * `attributeId` null: the birthday) is so many `days` ago (before it: negative), each year anew or once, at `minute` by their
 * clock, or a shop reported an event of this name.
 */
const startSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('subscribed'), sources: z.array(z.int()).min(1).nullable(), movedIn: z.boolean() }),
  z.object({ kind: z.literal('ordered'), which: z.enum(['first', 'any']) }),
  z.object({ kind: z.literal('enters'), segmentId: z.int() }),
  z.object({ kind: z.literal('leaves'), segmentId: z.int() }),
  z.object({
    kind: z.literal('date'),
    attributeId: z.int().nullable(),
    days: z.int().min(-365).max(365),
    yearly: z.boolean(),
    minute,
  }),
  z.object({ kind: z.literal('event'), nameId: z.int() }),
])
/** What brings somebody into a series. */
export type Start = z.infer<typeof startSchema>

/** Whether whoever was in a series comes in again: never, each time, or when they entered last so many days ago or more. Nobody is in one twice at once. */
const againSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('once') }),
  z.object({ kind: z.literal('each') }),
  z.object({ kind: z.literal('after'), days: z.int().min(1).max(LONGEST_WAIT_DAYS) }),
])

/** Whether whoever was in a series comes in again. */
export type Again = z.infer<typeof againSchema>

/** How a series begins for people; `lastDays`: whoever it happened to so many days before it was started comes in as well. */
export const entrySchema = z.object({ on: startSchema, again: againSchema, lastDays: z.int().min(0).max(30) })
/** How a series begins for people. */
export type Entry = z.infer<typeof entrySchema>

/** What takes somebody out of a series before its end, after they came in; who stopped offers is always out. `left`: the segment that brought them in. */
export const exitSchema = z.object({
  ordered: z.boolean(),
  clicked: z.boolean(),
  replied: z.boolean(),
  left: z.boolean(),
})
/** What takes somebody out of a series before its end. */
export type Exit = z.infer<typeof exitSchema>

/**
 * How long after what brought them in a message of a series is due: at once, so many ms later, or so many days later (0: the
 * same day), at `minute` by their own clock, null: at the same hour.
 */
export const waitSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('at_once') }),
  z.object({ kind: z.literal('after'), ms: z.int().min(1) }),
  z.object({ kind: z.literal('days'), days: z.int().min(0).max(LONGEST_WAIT_DAYS), minute: minute.nullable() }),
])
/** How long after what brought them in a message of a series is due. */
export type Wait = z.infer<typeof waitSchema>

/**
 * When a repeat runs: each day, on days of the week, or on a day of the month (31: its last day, also of shorter months), at
 * `minute` by the clock of its zone, or with `own` by everybody's own clock.
 */
const rhythmSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('daily'), minute, own: z.boolean() }),
  z.object({ kind: z.literal('weekly'), days: z.array(weekday).min(1), minute, own: z.boolean() }),
  z.object({ kind: z.literal('monthly'), day: z.int().min(1).max(31), minute, own: z.boolean() }),
])
/** When a repeat runs. */
export type Rhythm = z.infer<typeof rhythmSchema>

/** To whom a run goes: everybody in it, those who never had one, or whoever had none for so many days. */
const againstSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('everybody') }),
  z.object({ kind: z.literal('new') }),
  z.object({ kind: z.literal('every'), days: z.int().min(1).max(LONGEST_WAIT_DAYS) }),
])

/** How a repeat goes. */
export const courseSchema = z.object({ rhythm: rhythmSchema, to: againstSchema })
/** How a repeat goes. */
export type Course = z.infer<typeof courseSchema>

/** When a repeat is over: never, after so many runs, or after a moment, ms UTC. */
export const endSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('never') }),
  z.object({ kind: z.literal('after'), runs: z.int().min(1).max(10_000) }),
  z.object({ kind: z.literal('on'), at: z.int() }),
])
/** When a repeat is over. */
export type End = z.infer<typeof endSchema>
