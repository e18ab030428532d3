import { z } from 'zod'
import { captioned, chatId, entities, input, linkPreview } from './content.js'
import { inlineKeyboard } from './markup.js'

const edited = {
  business_connection_id: z.string().optional(),
  chat_id: chatId.optional(),
  message_id: z.int().optional(),
  inline_message_id: z.string().optional(),
  reply_markup: inlineKeyboard.optional(),
}

export const editMessageText = z.strictObject({
  ...edited,
  text: z.string(),
  parse_mode: z.string().optional(),
  entities: entities.optional(),
  link_preview_options: linkPreview.optional(),
})

export const editMessageCaption = z.strictObject({
  ...edited,
  ...captioned,
  show_caption_above_media: z.boolean().optional(),
})

export const editMessageReplyMarkup = z.strictObject(edited)

const anyMedia = z.discriminatedUnion('type', [input.photo, input.video, input.animation, input.document, input.audio])

export const editMessageMedia = z.strictObject({ ...edited, media: anyMedia })

export const pinChatMessage = z.strictObject({
  business_connection_id: z.string().optional(),
  chat_id: chatId,
  message_id: z.int(),
  disable_notification: z.boolean().optional(),
})

export const unpinChatMessage = z.strictObject({
  business_connection_id: z.string().optional(),
  chat_id: chatId,
  message_id: z.int().optional(),
})

export const stopPoll = z.strictObject({
  business_connection_id: z.string().optional(),
  chat_id: chatId,
  message_id: z.int(),
  reply_markup: inlineKeyboard.optional(),
})

export const deleteMessage = z.strictObject({ chat_id: chatId, message_id: z.int() })

export const deleteMessages = z.strictObject({ chat_id: chatId, message_ids: z.array(z.int()).min(1).max(100) })
