import { z } from 'zod'

/** A formatting entity as Telegram gives it; fields that we do not know are dropped. */
export const entitySchema = z.object({
  type: z.string(),
  offset: z.int(),
  length: z.int(),
  url: z.exactOptional(z.string()),
  language: z.exactOptional(z.string()),
  custom_emoji_id: z.exactOptional(z.string()),
  user: z.exactOptional(z.object({ id: z.int(), is_bot: z.boolean(), first_name: z.string() })),
  unix_time: z.exactOptional(z.int()),
  date_time_format: z.exactOptional(z.string()),
})

export type ContentEntity = z.infer<typeof entitySchema>
