import { z } from 'zod'

const look = {
  text: z.string(),
  icon_custom_emoji_id: z.string().optional(),
  style: z.enum(['danger', 'success', 'primary']).optional(),
}

const webApp = z.strictObject({ url: z.string() })
const nothing = z.strictObject({})

const loginUrl = z.strictObject({
  url: z.string(),
  forward_text: z.string().optional(),
  bot_username: z.string().optional(),
  request_write_access: z.boolean().optional(),
})

const chosenChat = z.strictObject({
  query: z.string().optional(),
  allow_user_chats: z.boolean().optional(),
  allow_bot_chats: z.boolean().optional(),
  allow_group_chats: z.boolean().optional(),
  allow_channel_chats: z.boolean().optional(),
})

const actions = {
  url: z.string().optional(),
  callback_data: z.string().optional(),
  web_app: webApp.optional(),
  login_url: loginUrl.optional(),
  switch_inline_query: z.string().optional(),
  switch_inline_query_current_chat: z.string().optional(),
  switch_inline_query_chosen_chat: chosenChat.optional(),
  copy_text: z.strictObject({ text: z.string() }).optional(),
  callback_game: nothing.optional(),
  pay: z.boolean().optional(),
  disabled: nothing.optional(),
}

/** Everything an inline button may do; it must do exactly one of them. */
export const ACTIONS: readonly string[] = Object.keys(actions)

export const inlineKeyboard = z.strictObject({
  inline_keyboard: z.array(z.array(z.strictObject({ ...look, ...actions }))),
  force_reply: z.boolean().optional(),
})

const requestUsers = z.strictObject({
  request_id: z.int(),
  user_is_bot: z.boolean().optional(),
  user_is_premium: z.boolean().optional(),
  max_quantity: z.int().min(1).max(10).optional(),
  request_name: z.boolean().optional(),
  request_username: z.boolean().optional(),
  request_photo: z.boolean().optional(),
})

const rights = z.strictObject({
  is_anonymous: z.boolean(),
  can_manage_chat: z.boolean(),
  can_delete_messages: z.boolean(),
  can_manage_video_chats: z.boolean(),
  can_restrict_members: z.boolean(),
  can_promote_members: z.boolean(),
  can_change_info: z.boolean(),
  can_invite_users: z.boolean(),
  can_post_stories: z.boolean(),
  can_edit_stories: z.boolean(),
  can_delete_stories: z.boolean(),
  can_post_messages: z.boolean().optional(),
  can_edit_messages: z.boolean().optional(),
  can_pin_messages: z.boolean().optional(),
  can_manage_topics: z.boolean().optional(),
  can_manage_direct_messages: z.boolean().optional(),
  can_manage_tags: z.boolean().optional(),
})

const requestChat = z.strictObject({
  request_id: z.int(),
  chat_is_channel: z.boolean(),
  chat_is_forum: z.boolean().optional(),
  chat_has_username: z.boolean().optional(),
  chat_is_created: z.boolean().optional(),
  user_administrator_rights: rights.optional(),
  bot_administrator_rights: rights.optional(),
  bot_is_member: z.boolean().optional(),
  request_title: z.boolean().optional(),
  request_username: z.boolean().optional(),
  request_photo: z.boolean().optional(),
})

const requestManagedBot = z.strictObject({
  request_id: z.int(),
  suggested_name: z.string().optional(),
  suggested_username: z.string().optional(),
})

const requests = {
  request_users: requestUsers.optional(),
  request_chat: requestChat.optional(),
  request_managed_bot: requestManagedBot.optional(),
  request_contact: z.boolean().optional(),
  request_location: z.boolean().optional(),
  request_poll: z.strictObject({ type: z.enum(['quiz', 'regular']).optional() }).optional(),
  web_app: webApp.optional(),
}

/** Everything a button of a reply keyboard may ask for; at most one of them. */
export const REQUESTS: readonly string[] = Object.keys(requests)

const placeholder = z.string().min(1).max(64)

const replyKeyboard = z.strictObject({
  // A plain string is a button that sends itself, as the Bot API has always taken it.
  keyboard: z.array(z.array(z.union([z.strictObject({ ...look, ...requests }), z.string()]))),
  is_persistent: z.boolean().optional(),
  resize_keyboard: z.boolean().optional(),
  one_time_keyboard: z.boolean().optional(),
  input_field_placeholder: placeholder.optional(),
  selective: z.boolean().optional(),
  force_reply: z.boolean().optional(),
})

const removeKeyboard = z.strictObject({
  remove_keyboard: z.literal(true),
  selective: z.boolean().optional(),
})

const forceReply = z.strictObject({
  force_reply: z.literal(true),
  input_field_placeholder: placeholder.optional(),
  selective: z.boolean().optional(),
})

export const anyMarkup = z.union([inlineKeyboard, replyKeyboard, removeKeyboard, forceReply])

export type InlineMarkup = z.infer<typeof inlineKeyboard>
export type AnyMarkup = z.infer<typeof anyMarkup>
