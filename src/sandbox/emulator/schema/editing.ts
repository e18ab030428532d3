import { z } from 'zod'
import { captioned, chatId, entities, linkPreview, media } from './content.js'
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

const inputMedia = { ...captioned, media: z.string() }
const shown = { show_caption_above_media: z.boolean().optional(), has_spoiler: z.boolean().optional() }

const anyMedia = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('photo'), ...inputMedia, ...shown }),
  z.strictObject({
    type: z.literal('video'),
    ...inputMedia,
    ...shown,
    ...media,
    cover: z.string().optional(),
    start_timestamp: z.int().optional(),
    supports_streaming: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('animation'), ...inputMedia, ...shown, ...media }),
  z.strictObject({
    type: z.literal('document'),
    ...inputMedia,
    thumbnail: z.string().optional(),
    disable_content_type_detection: z.boolean().optional(),
  }),
])

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
