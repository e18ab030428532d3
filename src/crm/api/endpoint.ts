import type { z } from 'zod'
import type { Db } from '../../db/open.js'
import type { ApiKey, Scope } from '../api-key.js'
import type { MessageState, MessageTaken, ToldMessage } from './message-told.js'
import { problemOfShape, Refused } from './problem.js'

/** What taking an item may need. */
export type Intake = {
  db: Db
  /** The time zone of the shop, an IANA name. */
  zone: () => string
  /** Telegram ids of the team. */
  team: () => readonly number[]
  /** The delivery whose click id this is; null for what is none of ours. */
  openClick: (clickId: string) => number | null
  /** Takes a message to one person, within a transaction of the caller's. */
  message: (told: ToldMessage, keyId: number, at: number) => MessageTaken
}

/**
 * What an item came to. `linked`: whether its customer is known to be a subscriber; `state`: where a message stands; both
 * left out where they say nothing.
 */
export type Taken = { outcome: 'new' | 'changed' | 'same'; linked?: boolean; state?: MessageState }

/** An example of the documentation, which is tried against a real server. */
export type Example = { summary: string; value: unknown }

/** A path to which items of one kind are sent. */
export type Endpoint = {
  path: `/crm/${string}`
  /** What a key must be allowed. */
  scope: Scope
  /** What is sent there, and what comes of it, in sentences. */
  about: { one: string; summary: string; description: string }
  /** The field in which a customer of an item stands; null where the item is one, or has none. */
  within: string | null
  /** The shape of an item as it is sent. */
  shape: z.ZodType
  examples: Readonly<Record<string, Example>>
  /** What the other system calls an item, so that the answer names it; null where it does not say. */
  idOf(told: unknown): string | null
  /** Reads one item. @throws Refused where it has another shape */
  read(told: unknown): Take
  /** Reads a long one in steps, to the same end. @throws Refused likewise */
  readInSteps(told: unknown): Generator<void, Take>
}

/** What takes an item that was read, within a transaction of the caller's. `at` is ms UTC. */
export type Take = {
  /** Takes it by a single statement, which leaves nothing to be undone. @returns null where that is not enough @throws Refused */
  atOnce(intake: Intake, at: number): Taken | null
  /** Takes it whatever it needs. @param by the key that told of it @throws Refused, AppError: then what was written is to be undone */
  fully(intake: Intake, by: ApiKey, at: number): Taken
}

/**
 * Makes an endpoint of its parts: what was told is read by its shape, so that `take` gets what is right.
 * @param parts.named the field by which the answer names an item
 * @param parts.inSteps reads a long item as its shape does, step by step; null where it has another shape
 * @param parts.takeAtOnce what takes most items faster; see `Take`
 */
export function endpoint<Shape extends z.ZodType>(
  parts: Omit<Endpoint, 'shape' | 'read' | 'readInSteps' | 'idOf'> & {
    shape: Shape
    named: string
    inSteps?(told: unknown): Generator<void, z.output<Shape> | null>
    takeAtOnce?(intake: Intake, told: z.output<Shape>, at: number): Taken | null
    take(intake: Intake, told: z.output<Shape>, by: ApiKey, at: number): Taken
  },
): Endpoint {
  const { named, take, takeAtOnce, inSteps, ...rest } = parts
  const takeOf = (told: z.output<Shape>): Take => ({
    atOnce: (intake, at) => takeAtOnce?.(intake, told, at) ?? null,
    fully: (intake, by, at) => take(intake, told, by, at),
  })
  const read = (told: unknown): Take => {
    const found = parts.shape.safeParse(told)
    if (!found.success) throw new Refused(problemOfShape(found.error.issues, told))
    return takeOf(found.data)
  }
  return {
    ...rest,
    idOf(told) {
      const id =
        typeof told === 'object' && told !== null && Object.hasOwn(told, named) ? Reflect.get(told, named) : null
      return typeof id === 'string' || typeof id === 'number' ? String(id).slice(0, 256) : null
    },
    read,
    *readInSteps(told) {
      const found = inSteps === undefined ? null : yield* inSteps(told)
      return found === null ? read(told) : takeOf(found)
    },
  }
}
