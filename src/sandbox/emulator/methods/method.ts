import type { z } from 'zod'
import type { Cost } from '../bucket.js'
import type { Call } from '../request.js'
import { checkParams } from '../schema/check.js'
import { spend, type World } from '../world.js'

/** A method that is served: checks a call and does it. Throws `Refusal`. */
export type Method = { name: string; run(world: World, call: Call): unknown }

/**
 * Ties a method's name to its schema and to what it does.
 * @param cost what it takes from the buckets once its parameters are in order; null: nothing
 */
export function method<S extends z.ZodObject>(
  name: string,
  schema: S,
  cost: Cost | null,
  run: (world: World, params: z.output<S>, call: Call) => unknown,
): Method {
  return {
    name,
    run(world, call) {
      const params = checkParams(schema, call)
      if (cost !== null) spend(world, cost, chatOfCall(call.params))
      return run(world, params, call)
    },
  }
}

/** The chat a call speaks of, as far as it can be told before it is checked. */
export function chatOfCall(params: Readonly<Record<string, unknown>>): number | null {
  const { chat_id: chat } = params
  if (typeof chat === 'number') return chat
  return typeof chat === 'string' && /^-?\d{1,16}$/.test(chat) ? Number(chat) : null
}
