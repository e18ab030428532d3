import { z } from 'zod'
import { captioned, chatId, entities, input, linkPreview, media, placing, replyParameters } from './content.js'
import { anyMarkup } from './markup.js'

const sent = {
  ...placing,
  business_connection_id: z.string().optional(),
  allow_paid_broadcast: z.boolean().optional(),
  reply_parameters: replyParameters.optional(),
  reply_markup: anyMarkup.optional(),
}

const sentMedia = { ...sent, ...captioned }

export const sendMessage = z.strictObject({
  ...sent,
  text: z.string(),
  parse_mode: z.string().optional(),
  entities: entities.optional(),
  link_preview_options: linkPreview.optional(),
})

export const sendPhoto = z.strictObject({
  ...sentMedia,
  photo: z.string(),
  show_caption_above_media: z.boolean().optional(),
  has_spoiler: z.boolean().optional(),
})

export const sendVideo = z.strictObject({
  ...sentMedia,
  ...media,
  video: z.string(),
  cover: z.string().optional(),
  start_timestamp: z.int().optional(),
  show_caption_above_media: z.boolean().optional(),
  has_spoiler: z.boolean().optional(),
  supports_streaming: z.boolean().optional(),
})

export const sendAnimation = z.strictObject({
  ...sentMedia,
  ...media,
  animation: z.string(),
  show_caption_above_media: z.boolean().optional(),
  has_spoiler: z.boolean().optional(),
})

export const sendDocument = z.strictObject({
  ...sentMedia,
  document: z.string(),
  thumbnail: z.string().optional(),
  disable_content_type_detection: z.boolean().optional(),
})

export const sendVoice = z.strictObject({
  ...sentMedia,
  voice: z.string(),
  duration: z.int().min(0).optional(),
})

export const sendVideoNote = z.strictObject({
  ...sent,
  video_note: z.string(),
  duration: z.int().min(0).optional(),
  length: z.int().min(1).optional(),
  thumbnail: z.string().optional(),
})

const pollOption = z.strictObject({
  text: z.string(),
  text_parse_mode: z.string().optional(),
  text_entities: entities.optional(),
})

export const sendPoll = z.strictObject({
  ...sent,
  question: z.string(),
  question_parse_mode: z.string().optional(),
  question_entities: entities.optional(),
  options: z.array(pollOption),
  is_anonymous: z.boolean().optional(),
  type: z.enum(['regular', 'quiz']).optional(),
  allows_multiple_answers: z.boolean().optional(),
  allows_revoting: z.boolean().optional(),
  shuffle_options: z.boolean().optional(),
  hide_results_until_closes: z.boolean().optional(),
  correct_option_ids: z.array(z.int()).optional(),
  explanation: z.string().optional(),
  explanation_parse_mode: z.string().optional(),
  explanation_entities: entities.optional(),
  open_period: z.int().optional(),
  close_date: z.int().optional(),
  is_closed: z.boolean().optional(),
  description: z.string().optional(),
  description_parse_mode: z.string().optional(),
  description_entities: entities.optional(),
})

export const sendAudio = z.strictObject({
  ...sentMedia,
  audio: z.string(),
  duration: z.int().min(0).optional(),
  performer: z.string().optional(),
  title: z.string().optional(),
  thumbnail: z.string().optional(),
})

export const sendMediaGroup = z.strictObject({
  chat_id: chatId,
  business_connection_id: z.string().optional(),
  message_thread_id: z.int().optional(),
  direct_messages_topic_id: z.int().optional(),
  media: z.array(z.discriminatedUnion('type', [input.photo, input.video, input.document, input.audio])),
  disable_notification: z.boolean().optional(),
  protect_content: z.boolean().optional(),
  allow_paid_broadcast: z.boolean().optional(),
  message_effect_id: z.string().optional(),
  reply_parameters: replyParameters.optional(),
})

export const copyMessage = z.strictObject({
  ...placing,
  ...captioned,
  from_chat_id: chatId,
  message_id: z.int(),
  video_start_timestamp: z.int().optional(),
  show_caption_above_media: z.boolean().optional(),
  allow_paid_broadcast: z.boolean().optional(),
  reply_parameters: replyParameters.optional(),
  reply_markup: anyMarkup.optional(),
})

export const copyMessages = z.strictObject({
  chat_id: chatId,
  message_thread_id: z.int().optional(),
  from_chat_id: chatId,
  message_ids: z.array(z.int()).min(1).max(100),
  disable_notification: z.boolean().optional(),
  protect_content: z.boolean().optional(),
  remove_caption: z.boolean().optional(),
})

export const forwardMessage = z.strictObject({
  ...placing,
  from_chat_id: chatId,
  message_id: z.int(),
  video_start_timestamp: z.int().optional(),
})

export const sendChatAction = z.strictObject({
  business_connection_id: z.string().optional(),
  chat_id: chatId,
  message_thread_id: z.int().optional(),
  action: z.enum([
    // Not in the documentation, but in the server: whoever types stops, and where nobody types nothing is seen.
    'cancel',
    'typing',
    'upload_photo',
    'record_video',
    'upload_video',
    'record_voice',
    'upload_voice',
    'upload_document',
    'choose_sticker',
    'find_location',
    'record_video_note',
    'upload_video_note',
  ]),
})
