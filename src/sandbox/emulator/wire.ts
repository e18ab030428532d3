/** What goes over the wire, as the Bot API names it. Only what this emulator fills is declared. */

export type User = {
  id: number
  is_bot: boolean
  first_name: string
  last_name?: string | undefined
  username?: string | undefined
  language_code?: string | undefined
  is_premium?: true | undefined
}

export type PrivateChat = {
  id: number
  type: 'private'
  first_name: string
  last_name?: string | undefined
  username?: string | undefined
}

export type GroupChat = { id: number; type: 'group' | 'supergroup'; title: string; is_forum?: true | undefined }

export type Chat = PrivateChat | GroupChat

export type MessageEntity = {
  type: string
  offset: number
  length: number
  url?: string | undefined
  language?: string | undefined
  custom_emoji_id?: string | undefined
  user?: { id: number } | undefined
}

export type InlineButton = {
  text: string
  url?: string | undefined
  callback_data?: string | undefined
  copy_text?: { text: string } | undefined
  [other: string]: unknown
}

export type InlineKeyboard = { inline_keyboard: InlineButton[][]; force_reply?: boolean | undefined }

export type ReplyKeyboard = { keyboard: { text: string }[][] }

export type PhotoSize = {
  file_id: string
  file_unique_id: string
  width: number
  height: number
  file_size: number
}

/** A file as it stands in a message; which fields are there depends on its kind. */
export type FileInfo = {
  file_id: string
  file_unique_id: string
  file_size: number
  file_name?: string
  mime_type?: string
  width?: number
  height?: number
  duration?: number
  length?: number
  type?: string
  emoji?: string
  is_animated?: boolean
  is_video?: boolean
}

export type Media = {
  photo?: PhotoSize[]
  video?: FileInfo
  animation?: FileInfo
  document?: FileInfo
  sticker?: FileInfo
  voice?: FileInfo
  video_note?: FileInfo
  audio?: FileInfo
}

export type LinkPreview = {
  is_disabled?: boolean | undefined
  url?: string | undefined
  prefer_small_media?: boolean | undefined
  prefer_large_media?: boolean | undefined
  show_above_text?: boolean | undefined
}

export type Message = Media & {
  message_id: number
  date: number
  chat: Chat
  from: User
  edit_date?: number
  text?: string
  entities?: MessageEntity[]
  caption?: string
  caption_entities?: MessageEntity[]
  contact?: { phone_number: string; first_name: string; user_id?: number }
  location?: { latitude: number; longitude: number }
  venue?: { location: { latitude: number; longitude: number }; title: string; address: string }
  media_group_id?: string
  reply_to_message?: Message
  quote?: { text: string; position: number }
  forward_origin?: { type: 'user'; sender_user: User; date: number }
  via_bot?: User
  link_preview_options?: LinkPreview
  reply_markup?: InlineKeyboard
  poll?: Poll
  has_media_spoiler?: true
  show_caption_above_media?: true
  has_protected_content?: true
  effect_id?: string
  message_thread_id?: number
  is_topic_message?: true
  forum_topic_created?: { name: string; icon_color: number }
}

export type PollOption = {
  persistent_id: string
  text: string
  text_entities?: MessageEntity[]
  voter_count: number
}

export type Poll = {
  id: string
  question: string
  question_entities?: MessageEntity[]
  options: PollOption[]
  total_voter_count: number
  is_closed: boolean
  is_anonymous: boolean
  type: 'regular' | 'quiz'
  allows_multiple_answers: boolean
  allows_revoting: boolean
  members_only: false
  correct_option_ids?: number[]
  explanation?: string
  explanation_entities?: MessageEntity[]
  description?: string
  description_entities?: MessageEntity[]
  open_period?: number
  close_date?: number
}

export type PollAnswer = { poll_id: string; user: User; option_ids: number[]; option_persistent_ids: string[] }

export type Reaction = { type: 'emoji'; emoji: string }

export type CallbackQuery = { id: string; from: User; message: Message; chat_instance: string; data: string }

export type Member = { user: User } & (
  | { status: 'member' | 'left' }
  | { status: 'kicked'; until_date: 0 }
  | ({ status: 'administrator'; can_be_edited: boolean } & Rights)
)

/** What an administrator of a group may do. */
export type Rights = {
  is_anonymous: boolean
  can_manage_chat: boolean
  can_delete_messages: boolean
  can_manage_video_chats: boolean
  can_restrict_members: boolean
  can_promote_members: boolean
  can_change_info: boolean
  can_invite_users: boolean
  can_post_stories: boolean
  can_edit_stories: boolean
  can_delete_stories: boolean
  can_pin_messages: boolean
  can_manage_topics: boolean
}

export type ChatMemberUpdated = {
  chat: Chat
  from: User
  date: number
  old_chat_member: Member
  new_chat_member: Member
}

export type MessageReactionUpdated = {
  chat: Chat
  message_id: number
  user: User
  date: number
  old_reaction: Reaction[]
  new_reaction: Reaction[]
}

/** What may happen to a bot here, by the update's field. */
export type Happening =
  | { message: Message }
  | { edited_message: Message }
  | { callback_query: CallbackQuery }
  | { my_chat_member: ChatMemberUpdated }
  | { message_reaction: MessageReactionUpdated }
  | { poll_answer: PollAnswer }

export type Update = { update_id: number } & Happening
