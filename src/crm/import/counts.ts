import { z } from 'zod'

const moneyOf = z.object({
  ...{ currency: z.string(), orders: z.int(), total: z.int(), refunded: z.int(), comes: z.int(), counted: z.int() },
})

/** What a file of orders would change beside its customers: `OrderCounts` of the audience. */
const orderCounts = z.object({
  ...{ all: z.int(), new: z.int(), changed: z.int(), same: z.int(), forgotten: z.int() },
  ...{ from: z.int().nullable(), to: z.int().nullable(), totals: z.array(moneyOf) },
  states: z.array(z.object({ status: z.string(), currency: z.string(), orders: z.int(), total: z.int() })),
  ...{ twice: z.int().default(0), moved: z.int().default(0) },
  ...{ buyers: z.int(), newBuyers: z.int(), changedBuyers: z.int() },
  found: z.object({ telegramId: z.int(), phone: z.int(), filePhone: z.int(), otherwise: z.int() }),
})

/** What a file would change, as it was worked out. */
export const matchResult = z.object({
  people: z.int(),
  new: z.int(),
  changed: z.int(),
  same: z.int(),
  stopped: z.int().default(0),
  blocked: z.int().default(0),
  phones: z.int().default(0),
  values: z.int().default(0),
  here: z.int().default(0),
  leftOut: z.record(z.string(), z.int()),
  fields: z.array(z.string()),
  size: z.int(),
  erasures: z.int(),
  orders: orderCounts.nullable().default(null),
})
export type MatchResult = z.infer<typeof matchResult>

/**
 * What a file would change, and has. `rows` of it could be read or were left out; of its people `new` come in, `changed`
 * are here and something of them changes, `same` stay as they are. `here`: customers who are in the bot. `leftOut` by
 * reason. `fields`: what its columns are called as fields, `attributes` their ids once they are made. `size`: rows to
 * merge. `erasures`: when somebody had last asked to be forgotten as the file was matched. `orders` of a file of orders (`twice`: how many
 * of them stand in it with two contents);
 * `filePhones`: its customers may be found by a phone that nobody confirmed. `begunAt`: when it began to come in, ms UTC.
 */
export const countsSchema = matchResult.extend({
  attributes: z.array(z.int().nullable()).default([]),
  kept: z.int().default(0),
  filePhones: z.boolean().default(false),
  begunAt: z.int().nullable().default(null),
})
export type ImportCounts = z.infer<typeof countsSchema>
