import { z } from 'zod'
import { type Piece, type Rich, rich } from '../../text/rich.js'
import type { Address, Values } from '../address.js'
import type { Key } from '../card.js'

/**
 * Where somebody is led; `data` is the callback data of a button that leads there. `below`: under what stands there
 * already. `memo`: words that the screen needs and numbers cannot say. `popUp`: words that are said beside the card.
 * `ahead`: messages of their own that come before it.
 */
export type Go = {
  kind: 'go'
  data: string
  note: Rich | null
  below: boolean
  memo?: string
  popUp?: string
  ahead?: Rich[]
}

/**
 * Words in a pop-up (after a press) or below (after a message); everything stands as it was. `brief`: they pass by
 * themselves. `keys`: the pressed message, which need not be a screen, has these buttons from now on.
 */
export type Say = { kind: 'say'; words: string; brief?: true; keys?: Key[][] }

/** Nothing is said, and everything stands as it was. */
export type Stay = { kind: 'stay' }

/** What was pressed goes away, and nothing comes in its place. */
export type Gone = { kind: 'gone' }

/** What a deed comes to. It is stored with the update, so it holds nothing that JSON cannot. */
export type Outcome = Go | Say

/** Words with their formatting, as they are stored. */
export const richSchema: z.ZodType<Rich> = z.object({
  text: z.string(),
  entities: z.array(z.looseObject({ type: z.string(), offset: z.int(), length: z.int() })),
})
const keySchema = z.union([
  z.object({ label: z.string(), data: z.string() }),
  z.object({ label: z.string(), url: z.string() }),
  z.object({ label: z.string(), copy: z.string() }),
])
export const saySchema = z.object({
  kind: z.literal('say'),
  words: z.string(),
  brief: z.exactOptional(z.literal(true)),
  keys: z.exactOptional(z.array(z.array(keySchema))),
})
export const outcomeSchema: z.ZodType<Outcome> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('go'),
    data: z.string(),
    note: richSchema.nullable(),
    below: z.boolean(),
    memo: z.exactOptional(z.string()),
    popUp: z.exactOptional(z.string()),
    ahead: z.exactOptional(z.array(richSchema)),
  }),
  saySchema,
])

/** Leads to a screen. @param note what was just done; it stands above the card */
export function go<Field extends string>(to: Address<Field>, values: Values<Field>, note: Piece | null = null): Go {
  return { kind: 'go', data: to.data(values), note: note === null ? null : rich`${note}`, below: false }
}

/**
 * The same as a message of its own, wherever the press stands. After an answer the card that asked stays, and goes on
 * asking unless this one asks.
 */
export function below(led: Go): Go {
  return { ...led, below: true }
}

/** The same with words that the screen needs. */
export function withMemo(led: Go, memo: string): Go {
  return { ...led, memo }
}

/** The same, with words in a pop-up beside the card. */
export function saying(led: Go, words: string): Go {
  return { ...led, popUp: words }
}

/** The same, after messages of their own. */
export function after(words: Rich[], led: Go): Go {
  return { ...led, ahead: words }
}

export const gone: Gone = { kind: 'gone' }
export const stay: Stay = { kind: 'stay' }

/** Says something and leaves everything as it stands. */
export function say(words: string): Say {
  return { kind: 'say', words }
}

/** Says something in passing. @param keys what stands under the pressed message from now on */
export function inPassing(words: string, keys?: Key[][]): Say {
  return { kind: 'say', words, brief: true, ...(keys !== undefined && { keys }) }
}

/** It cannot be taken so; the question stays open. */
export type Again = { kind: 'again'; words: Rich }

/** It was no answer at all, and is handled as if none had been waited for; the question stays open, or is over. */
export type NotForMe = { kind: 'leave' | 'pass' }

/** Asks once more, with what is wrong. */
export function again(words: Piece): Again {
  return { kind: 'again', words: rich`${words}` }
}

export const leave: NotForMe = { kind: 'leave' }
export const pass: NotForMe = { kind: 'pass' }

/** True for what a deed comes to. */
export function isOutcome(value: unknown): value is Outcome {
  return hasKind(value, ['go', 'say'])
}

/** True for what an answer comes to. */
export function isAnswer(value: unknown): value is Outcome | Again | NotForMe {
  return hasKind(value, ['go', 'say', 'again', 'leave', 'pass'])
}

function hasKind(value: unknown, kinds: readonly string[]): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && kinds.includes(String(value.kind))
}
