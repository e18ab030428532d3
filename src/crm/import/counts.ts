import { z } from 'zod'

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
})
export type MatchResult = z.infer<typeof matchResult>

/**
 * What a file would change, and has. `rows` of it could be read or were left out; of its people `new` come in, `changed`
 * are here and something of them changes, `same` stay as they are. `here`: customers who are in the bot. `leftOut` by
 * reason. `fields`: what its columns are called as fields, `attributes` their ids once they are made. `size`: rows to
 * merge. `erasures`: how many had asked to be forgotten when the file was matched.
 */
export const countsSchema = matchResult.extend({
  attributes: z.array(z.int().nullable()).default([]),
  kept: z.int().default(0),
})
export type ImportCounts = z.infer<typeof countsSchema>
