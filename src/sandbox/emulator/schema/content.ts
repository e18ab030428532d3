import { z } from 'zod'

/** Where a message goes: a numeric id or `@username`. */
export const chatId = z.union([z.int(), z.string()])

const entityType = z.enum([
  'mention',
  'hashtag',
  'cashtag',
  'bot_command',
  'url',
  'email',
  'phone_number',
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
  'code',
  'pre',
  'text_link',
  'text_mention',
  'custom_emoji',
  'date_time',
])

const mentioned = z.looseObject({ id: z.int() })

const entitySchema = z.strictObject({
  type: entityType,
  offset: z.int(),
  length: z.int(),
  url: z.string().optional(),
  user: mentioned.optional(),
  language: z.string().optional(),
  custom_emoji_id: z.string().optional(),
  unix_time: z.int().optional(),
  date_time_format: z.string().optional(),
})

export const entities = z.array(entitySchema)

export const linkPreview = z.strictObject({
  is_disabled: z.boolean().optional(),
  url: z.string().optional(),
  prefer_small_media: z.boolean().optional(),
  prefer_large_media: z.boolean().optional(),
  show_above_text: z.boolean().optional(),
})

export const replyParameters = z.strictObject({
  message_id: z.int(),
  chat_id: chatId.optional(),
  allow_sending_without_reply: z.boolean().optional(),
  quote: z.string().optional(),
  quote_parse_mode: z.string().optional(),
  quote_entities: entities.optional(),
  quote_position: z.int().optional(),
  checklist_task_id: z.int().optional(),
  poll_option_id: z.string().optional(),
})

const suggestedPost = z.strictObject({
  price: z.strictObject({ currency: z.string(), amount: z.int() }).optional(),
  send_date: z.int().optional(),
})

/** Parameters that every method has which puts a new message into a chat. */
export const placing = {
  chat_id: chatId,
  message_thread_id: z.int().optional(),
  direct_messages_topic_id: z.int().optional(),
  disable_notification: z.boolean().optional(),
  protect_content: z.boolean().optional(),
  message_effect_id: z.string().optional(),
  suggested_post_parameters: suggestedPost.optional(),
}

/** Parameters of a caption. */
export const captioned = {
  caption: z.string().optional(),
  parse_mode: z.string().optional(),
  caption_entities: entities.optional(),
}

/** What a medium shows, and where its caption stands. */
const shown = { show_caption_above_media: z.boolean().optional(), has_spoiler: z.boolean().optional() }

const inputMedia = { ...captioned, media: z.string() }

/** An uploaded thumbnail or cover: a file id, an address or `attach://name`. */
export const media = {
  width: z.int().min(0).optional(),
  height: z.int().min(0).optional(),
  duration: z.int().min(0).optional(),
  thumbnail: z.string().optional(),
}

/** Media as they are named inside a request, by their kind. */
export const input = {
  photo: z.strictObject({ type: z.literal('photo'), ...inputMedia, ...shown }),
  video: z.strictObject({
    type: z.literal('video'),
    ...inputMedia,
    ...shown,
    ...media,
    cover: z.string().optional(),
    start_timestamp: z.int().optional(),
    supports_streaming: z.boolean().optional(),
  }),
  animation: z.strictObject({ type: z.literal('animation'), ...inputMedia, ...shown, ...media }),
  document: z.strictObject({
    type: z.literal('document'),
    ...inputMedia,
    thumbnail: z.string().optional(),
    disable_content_type_detection: z.boolean().optional(),
  }),
  audio: z.strictObject({
    type: z.literal('audio'),
    ...inputMedia,
    thumbnail: z.string().optional(),
    duration: z.int().min(0).optional(),
    performer: z.string().optional(),
    title: z.string().optional(),
  }),
}
