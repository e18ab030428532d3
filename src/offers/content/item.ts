import { z } from 'zod'
import { entitySchema } from './entity.js'

/** What may stand in an album: pictures and videos together, files and pieces of music each among their own. */
export const itemKinds = ['photo', 'video', 'document', 'audio'] as const

/** One of an album. `text` is its own caption; '' where it has none, and for the one that the album's caption stands under. */
export const itemSchema = z.object({
  kind: z.enum(itemKinds),
  fileId: z.string(),
  text: z.string(),
  entities: z.array(entitySchema),
  spoiler: z.exactOptional(z.literal(true)),
})

export type Item = z.infer<typeof itemSchema>

/** Among whom an item may stand: pictures and videos beside each other, anything else among its own. */
export function companyOf({ kind }: Pick<Item, 'kind'>): string {
  return kind === 'photo' || kind === 'video' ? 'seen' : kind
}
