import { z } from 'zod'
import { chatId } from './content.js'

/** Every kind of update the Bot API knows; this emulator makes six of them. */
export const UPDATE_KINDS = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'business_connection',
  'business_message',
  'edited_business_message',
  'deleted_business_messages',
  'guest_message',
  'message_reaction',
  'message_reaction_count',
  'inline_query',
  'chosen_inline_result',
  'callback_query',
  'shipping_query',
  'pre_checkout_query',
  'purchased_paid_media',
  'poll',
  'poll_answer',
  'my_chat_member',
  'chat_member',
  'chat_join_request',
  'chat_boost',
  'removed_chat_boost',
  'managed_bot',
  'subscription',
  'stopped_message_generation',
] as const

const allowedUpdates = z.array(z.enum(UPDATE_KINDS))

export const nothing = z.strictObject({})

export const getUpdates = z.strictObject({
  offset: z.int().optional(),
  limit: z.int().min(1).max(100).optional(),
  timeout: z.int().min(0).optional(),
  allowed_updates: allowedUpdates.optional(),
})

export const setWebhook = z.strictObject({
  url: z.string(),
  certificate: z.string().optional(),
  ip_address: z.string().optional(),
  max_connections: z.int().min(1).max(100).optional(),
  allowed_updates: allowedUpdates.optional(),
  drop_pending_updates: z.boolean().optional(),
  secret_token: z.string().optional(),
})

export const deleteWebhook = z.strictObject({ drop_pending_updates: z.boolean().optional() })

export const answerCallbackQuery = z.strictObject({
  callback_query_id: z.string(),
  text: z.string().optional(),
  show_alert: z.boolean().optional(),
  url: z.string().optional(),
  cache_time: z.int().min(0).optional(),
})

export const scopeSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('default') }),
  z.strictObject({ type: z.literal('all_private_chats') }),
  z.strictObject({ type: z.literal('all_group_chats') }),
  z.strictObject({ type: z.literal('all_chat_administrators') }),
  z.strictObject({ type: z.literal('chat'), chat_id: chatId }),
  z.strictObject({ type: z.literal('chat_administrators'), chat_id: chatId }),
  z.strictObject({ type: z.literal('chat_member'), chat_id: chatId, user_id: z.int() }),
])

export type Scope = z.infer<typeof scopeSchema>

const scoped = { scope: scopeSchema.optional(), language_code: z.string().optional() }

export const setMyCommands = z.strictObject({
  ...scoped,
  commands: z.array(z.strictObject({ command: z.string(), description: z.string() })),
})

export const someCommands = z.strictObject(scoped)

export const setMyDescription = z.strictObject({
  description: z.string().max(512).optional(),
  language_code: z.string().optional(),
})

export const setMyShortDescription = z.strictObject({
  short_description: z.string().max(120).optional(),
  language_code: z.string().optional(),
})

export const getChat = z.strictObject({ chat_id: chatId })

export const getFile = z.strictObject({ file_id: z.string() })
