import { readCaption, readMedia, readPreview, readText } from '../content.js'
import type { FileDetails, FileKind } from '../files.js'
import { copiedPoll, readPoll } from '../poll.js'
import { badRequest } from '../refusal.js'
import type { Call } from '../request.js'
import * as schema from '../schema/sending.js'
import type { Message, MessageEntity } from '../wire.js'
import { findReachable, findRoom, spendMore, type World } from '../world.js'
import { type Method, method } from './method.js'
import { type Content, type Placing, place } from './place.js'

type MediaParams = Placing &
  FileDetails & {
    caption?: string | undefined
    parse_mode?: string | undefined
    caption_entities?: MessageEntity[] | undefined
    has_spoiler?: boolean | undefined
    show_caption_above_media?: boolean | undefined
  }

function sendMedia(
  world: World,
  kind: FileKind,
  name: string,
  value: string,
  params: MediaParams,
  call: Call,
): Message {
  return place(world, name, params, () => ({
    ...readCaption(params),
    ...looks(params),
    ...readMedia(world, call, kind, value, params),
  }))
}

/** How media is shown. */
export function looks(params: {
  has_spoiler?: boolean | undefined
  show_caption_above_media?: boolean | undefined
}): Pick<Message, 'has_media_spoiler' | 'show_caption_above_media'> {
  const look: Pick<Message, 'has_media_spoiler' | 'show_caption_above_media'> = {}
  if (params.has_spoiler === true) look.has_media_spoiler = true
  if (params.show_caption_above_media === true) look.show_caption_above_media = true
  return look
}

/** The message to be copied or forwarded. Throws `Refusal` 400. */
function findSource(world: World, chat: number | string, id: number, verb: 'copy' | 'forward'): Message {
  const message = findRoom(world, chat).messages.get(id)
  if (message === undefined) throw badRequest(`message to ${verb} not found`)
  if (message.forum_topic_created !== undefined)
    throw badRequest(`the message can't be ${verb === 'copy' ? 'copied' : 'forwarded'}`)
  return message
}

/** The content of a message without anything that belongs to its place in a chat. */
function contentOf(message: Message): Content {
  const {
    message_id: _id,
    date: _date,
    chat: _chat,
    from: _from,
    edit_date: _edited,
    reply_to_message: _reply,
    quote: _quote,
    reply_markup: _markup,
    forward_origin: _origin,
    media_group_id: _group,
    has_protected_content: _protected,
    effect_id: _effect,
    message_thread_id: _thread,
    is_topic_message: _topic,
    ...content
  } = message
  return content
}

function copied(world: World, params: { from_chat_id: number | string; message_id: number } & MediaParams) {
  return (): Content => {
    const found = findSource(world, params.from_chat_id, params.message_id, 'copy')
    const source = { ...contentOf(found), ...copiedPoll(world, found) }
    if (params.caption === undefined || source.text !== undefined) return source
    const { caption: _caption, caption_entities: _entities, ...media } = source
    return { ...media, ...readCaption(params) }
  }
}

export const sending: readonly Method[] = [
  method('sendMessage', schema.sendMessage, 'message', (world, params) =>
    place(world, 'sendMessage', params, () => ({
      ...readText(params),
      ...readPreview(params.link_preview_options),
    })),
  ),
  method('sendPhoto', schema.sendPhoto, 'message', (world, params, call) =>
    sendMedia(world, 'photo', 'sendPhoto', params.photo, params, call),
  ),
  method('sendVideo', schema.sendVideo, 'message', (world, params, call) =>
    sendMedia(world, 'video', 'sendVideo', params.video, params, call),
  ),
  method('sendAnimation', schema.sendAnimation, 'message', (world, params, call) =>
    sendMedia(world, 'animation', 'sendAnimation', params.animation, params, call),
  ),
  method('sendDocument', schema.sendDocument, 'message', (world, params, call) =>
    sendMedia(world, 'document', 'sendDocument', params.document, params, call),
  ),
  method('sendVoice', schema.sendVoice, 'message', (world, params, call) =>
    sendMedia(world, 'voice', 'sendVoice', params.voice, params, call),
  ),
  method('sendVideoNote', schema.sendVideoNote, 'message', (world, params, call) =>
    sendMedia(world, 'video_note', 'sendVideoNote', params.video_note, params, call),
  ),
  method('sendPoll', schema.sendPoll, 'message', (world, params) =>
    place(world, 'sendPoll', params, () => readPoll(world, params)),
  ),
  method('sendAudio', schema.sendAudio, 'message', (world, params, call) =>
    sendMedia(world, 'audio', 'sendAudio', params.audio, params, call),
  ),
  method('sendMediaGroup', schema.sendMediaGroup, 'message', (world, params, call) => {
    const { media, ...placing } = params
    findReachable(world, params.chat_id)
    if (media.length < 2) throw badRequest('there must be at least 2 messages to send as an album')
    if (media.length > 10) throw badRequest('too many messages to send as an album')
    const alone = media.find(({ type }) => type === 'document' || type === 'audio')
    if (alone !== undefined && media.some(({ type }) => type !== alone.type))
      throw badRequest(`${alone.type === 'audio' ? 'Audio' : 'Document'} can't be mixed with other media types`)
    // All of it is looked at before any of it stands in the chat: an album is sent whole or not at all.
    const contents = media.map((one): Content => {
      const look = one.type === 'photo' || one.type === 'video' ? looks(one) : {}
      const details = one.type === 'video' ? one : {}
      return { ...readCaption(one), ...look, ...readMedia(world, call, one.type, one.media, details) }
    })
    spendMore(world, media.length - 1)
    const messages = contents.map(content => place(world, 'sendMediaGroup', placing, () => content))
    const album = `${messages[0]?.chat.id}${messages[0]?.message_id}`
    for (const message of messages) message.media_group_id = album
    return messages
  }),
  method('copyMessage', schema.copyMessage, 'message', (world, params) => {
    const message = place(world, 'copyMessage', params, copied(world, params))
    return { message_id: message.message_id }
  }),
  method('copyMessages', schema.copyMessages, 'message', (world, params) => {
    const { message_ids: ids, from_chat_id: from, ...placing } = params
    if (ids.some((id, i) => i > 0 && id <= (ids[i - 1] ?? 0))) throw badRequest('MESSAGE_IDS_INVALID')
    findReachable(world, params.chat_id)
    const sources = ids.flatMap(id => findRoom(world, from).messages.get(id) ?? [])
    if (sources.length === 0) throw badRequest('there are no messages to copy')
    const albums = new Map<string, string>()
    return sources.map(source => {
      const album = source.media_group_id
      const content = { ...contentOf(source), ...(album !== undefined && { media_group_id: albums.get(album) ?? '' }) }
      const message = place(world, 'copyMessages', placing, () => content)
      if (album === undefined) return { message_id: message.message_id }
      if (!albums.has(album)) albums.set(album, `${message.chat.id}${message.message_id}`)
      message.media_group_id = albums.get(album) ?? ''
      return { message_id: message.message_id }
    })
  }),
  method('forwardMessage', schema.forwardMessage, 'message', (world, params) =>
    place(world, 'forwardMessage', params, () => {
      const source = findSource(world, params.from_chat_id, params.message_id, 'forward')
      if (source.has_protected_content === true) throw badRequest("the message can't be forwarded")
      const origin = source.forward_origin ?? { type: 'user', sender_user: source.from, date: source.date }
      return { ...contentOf(source), forward_origin: origin }
    }),
  ),
  method('sendChatAction', schema.sendChatAction, null, (world, params) => {
    findReachable(world, params.chat_id)
    return true
  }),
]
