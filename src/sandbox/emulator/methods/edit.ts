import { readCaption, readMedia, readPreview, readText } from '../content.js'
import { readInline } from '../keyboard.js'
import { stop } from '../poll.js'
import { badRequest } from '../refusal.js'
import * as schema from '../schema/editing.js'
import type { InlineMarkup } from '../schema/markup.js'
import type { Room } from '../store.js'
import type { InlineKeyboard, Media, Message } from '../wire.js'
import { findReachable, findRoom, unix, type World } from '../world.js'
import { type Method, method } from './method.js'
import { looks } from './send.js'

type Editing = {
  business_connection_id?: string | undefined
  chat_id?: number | string | undefined
  message_id?: number | undefined
  inline_message_id?: string | undefined
  reply_markup?: InlineMarkup | undefined
}

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'

const DELETABLE = 48 * 3_600

function findMessage(world: World, params: Editing): { room: Room; message: Message } {
  if (params.business_connection_id !== undefined) throw badRequest('business connection not found')
  if (params.inline_message_id !== undefined) throw badRequest('MESSAGE_ID_INVALID')
  if (params.chat_id === undefined) throw badRequest('chat_id is empty')
  if (params.message_id === undefined) throw badRequest('message identifier is not specified')
  const room = findReachable(world, params.chat_id)
  const message = room.messages.get(params.message_id)
  if (message === undefined) throw badRequest('message to edit not found')
  if (!message.from.is_bot || message.forward_origin !== undefined) throw badRequest("message can't be edited")
  return { room, message }
}

/** Puts the changed message in place of the old one. Throws `Refusal` 400 when nothing is different. */
function replace(world: World, name: string, room: Room, old: Message, changed: Message): Message {
  const { edit_date: _edited, ...before } = old
  const { edit_date: _again, ...after } = changed
  if (canonical(before) === canonical(after)) throw badRequest(NOT_MODIFIED)
  const message = { ...changed, edit_date: unix(world) }
  room.messages.set(message.message_id, message)
  noteChange(world, name, room, message.message_id)
  return message
}

function noteChange(world: World, method: string, room: Room, message: number): void {
  world.truth.recordChange({ at: world.clock.now(), method, chat: room.chat().id, message })
}

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

/** An edit that names no keyboard takes the old one away, as Telegram does. */
function withKeyboard(message: Message, keyboard: InlineKeyboard | undefined): Message {
  const { reply_markup: _old, ...rest } = message
  return keyboard === undefined ? rest : { ...rest, reply_markup: keyboard }
}

type MediaField = keyof Media
const MEDIA: readonly MediaField[] = [
  'photo',
  'video',
  'animation',
  'document',
  'sticker',
  'voice',
  'video_note',
  'audio',
]

/** The message without text, caption and file. */
function emptied(message: Message): Message {
  const {
    text: _text,
    entities: _entities,
    caption: _caption,
    caption_entities: _captionEntities,
    link_preview_options: _preview,
    has_media_spoiler: _spoiler,
    show_caption_above_media: _above,
    ...rest
  } = message
  for (const field of MEDIA) delete rest[field]
  return rest
}

/** What a message of an album may become. */
function companyOf(message: Message): readonly string[] {
  if (message.audio !== undefined) return ['audio']
  return message.document === undefined ? ['photo', 'video'] : ['document']
}

export const editing: readonly Method[] = [
  method('editMessageText', schema.editMessageText, 'edit', (world, params) => {
    const { room, message } = findMessage(world, params)
    const content = { ...readText(params), ...readPreview(params.link_preview_options) }
    const keyboard = readInline(params.reply_markup)
    if (message.poll !== undefined) throw badRequest("message can't be edited")
    if (message.text === undefined) throw badRequest('there is no text in the message to edit')
    const changed = withKeyboard({ ...emptied(message), ...content }, keyboard)
    return replace(world, 'editMessageText', room, message, changed)
  }),
  method('editMessageCaption', schema.editMessageCaption, 'edit', (world, params) => {
    const { room, message } = findMessage(world, params)
    const caption = readCaption(params)
    const keyboard = readInline(params.reply_markup)
    if (!MEDIA.some(field => field !== 'video_note' && message[field] !== undefined)) {
      throw badRequest('there is no caption in the message to edit')
    }
    const { caption: _old, caption_entities: _entities, show_caption_above_media: _above, ...rest } = message
    const changed = withKeyboard({ ...rest, ...caption, ...looks(params) }, keyboard)
    return replace(world, 'editMessageCaption', room, message, changed)
  }),
  method('editMessageReplyMarkup', schema.editMessageReplyMarkup, 'edit', (world, params) => {
    const { room, message } = findMessage(world, params)
    const changed = withKeyboard(message, readInline(params.reply_markup))
    return replace(world, 'editMessageReplyMarkup', room, message, changed)
  }),
  method('editMessageMedia', schema.editMessageMedia, 'edit', (world, params, call) => {
    const { room, message } = findMessage(world, params)
    const { media } = params
    const company = message.media_group_id === undefined ? null : companyOf(message)
    if (company !== null && !company.includes(media.type)) throw badRequest("message can't be edited")
    if (message.voice !== undefined || message.video_note !== undefined || message.poll !== undefined)
      throw badRequest("message can't be edited")
    const caption = readCaption(media)
    const look = media.type === 'document' || media.type === 'audio' ? {} : looks(media)
    const details = media.type === 'photo' || media.type === 'document' ? {} : media
    const file = readMedia(world, call, media.type, media.media, details)
    const changed = { ...emptied(message), ...caption, ...look, ...file }
    const keyboard = readInline(params.reply_markup)
    return replace(world, 'editMessageMedia', room, message, withKeyboard(changed, keyboard))
  }),
  method('stopPoll', schema.stopPoll, 'edit', (world, params) => {
    if (params.business_connection_id !== undefined) throw badRequest('business connection not found')
    const room = findReachable(world, params.chat_id)
    const message = room.messages.get(params.message_id)
    if (message === undefined) throw badRequest('message with poll to stop not found')
    const ballot = message.poll === undefined ? undefined : world.store.polls.get(message.poll.id)
    if (ballot === undefined) throw badRequest('message is not a poll')
    if (!message.from.is_bot || message.forward_origin !== undefined) throw badRequest("poll can't be stopped")
    stop(world, ballot)
    const keyboard = readInline(params.reply_markup)
    room.messages.set(message.message_id, withKeyboard({ ...message, poll: ballot.poll }, keyboard))
    noteChange(world, 'stopPoll', room, message.message_id)
    return ballot.poll
  }),
  method('pinChatMessage', schema.pinChatMessage, 'edit', (world, params) => {
    const room = findReachable(world, params.chat_id)
    if (!room.messages.has(params.message_id)) throw badRequest('message to pin not found')
    room.pinned.add(params.message_id)
    noteChange(world, 'pinChatMessage', room, params.message_id)
    return true
  }),
  method('unpinChatMessage', schema.unpinChatMessage, 'edit', (world, params) => {
    const room = findReachable(world, params.chat_id)
    const message = params.message_id ?? [...room.pinned].at(-1)
    if (message === undefined || !room.messages.has(message)) throw badRequest('message to unpin not found')
    room.pinned.delete(message)
    noteChange(world, 'unpinChatMessage', room, message)
    return true
  }),
  method('deleteMessage', schema.deleteMessage, null, (world, params) => {
    const room = findRoom(world, params.chat_id)
    const message = room.messages.get(params.message_id)
    if (message === undefined) throw badRequest('message to delete not found')
    if (unix(world) - message.date >= DELETABLE) throw badRequest("message can't be deleted for everyone")
    room.messages.delete(message.message_id)
    room.reactions.delete(message.message_id)
    room.pinned.delete(message.message_id)
    noteChange(world, 'deleteMessage', room, message.message_id)
    return true
  }),
  method('deleteMessages', schema.deleteMessages, null, (world, params) => {
    const room = findRoom(world, params.chat_id)
    const found = params.message_ids.flatMap(id => room.messages.get(id) ?? [])
    if (found.some(({ date }) => unix(world) - date >= DELETABLE))
      throw badRequest("message can't be deleted for everyone")
    for (const { message_id } of found) {
      room.messages.delete(message_id)
      room.reactions.delete(message_id)
      room.pinned.delete(message_id)
      noteChange(world, 'deleteMessages', room, message_id)
    }
    return true
  }),
]
