import { z } from 'zod'
import { chatId } from './content.js'

const COLOURS = [7322096, 16766590, 13338331, 9367192, 16749490, 16478047]

export const createForumTopic = z.strictObject({
  chat_id: chatId,
  name: z.string(),
  icon_color: z
    .int()
    .refine(colour => COLOURS.includes(colour))
    .optional(),
  icon_custom_emoji_id: z.string().optional(),
})

export const editForumTopic = z.strictObject({
  chat_id: chatId,
  message_thread_id: z.int(),
  name: z.string().optional(),
  icon_custom_emoji_id: z.string().optional(),
})

export const deleteForumTopic = z.strictObject({ chat_id: chatId, message_thread_id: z.int() })

export const leaveChat = z.strictObject({ chat_id: chatId })

export const getChatMember = z.strictObject({ chat_id: chatId, user_id: z.int() })

const reactionType = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('emoji'), emoji: z.string() }),
  z.strictObject({ type: z.literal('custom_emoji'), custom_emoji_id: z.string() }),
  z.strictObject({ type: z.literal('paid') }),
])

export const setMessageReaction = z.strictObject({
  chat_id: chatId,
  message_id: z.int(),
  reaction: z.array(reactionType).optional(),
  is_big: z.boolean().optional(),
})
