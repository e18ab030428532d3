import { readMarkup } from '../keyboard.js'
import { badRequest } from '../refusal.js'
import type { AnyMarkup } from '../schema/markup.js'
import type { Room } from '../store.js'
import type { Message } from '../wire.js'
import { findReachable, unix, type World } from '../world.js'
import { readThread } from './topic.js'

/** What a new message of the bot is made of besides its content. */
export type Placing = {
  chat_id: number | string
  business_connection_id?: string | undefined
  message_thread_id?: number | undefined
  protect_content?: boolean | undefined
  message_effect_id?: string | undefined
  reply_parameters?:
    | {
        message_id: number
        chat_id?: number | string | undefined
        allow_sending_without_reply?: boolean | undefined
        quote?: string | undefined
        quote_position?: number | undefined
      }
    | undefined
  reply_markup?: AnyMarkup | undefined
}

/** The content of a message. */
export type Content = Omit<Message, 'message_id' | 'date' | 'chat' | 'from'>

/**
 * Puts a message of the bot into a chat.
 * @param content made once the chat is known to be reachable, so that refusals come in Telegram's order
 * Throws `Refusal` 400 or 403.
 */
export function place(world: World, method: string, params: Placing, content: () => Content): Message {
  if (params.business_connection_id !== undefined) throw badRequest('business connection not found')
  const room = findReachable(world, params.chat_id)
  const made = content()
  const reply = readReply(room, params.reply_parameters)
  const thread = readThread(room, params.message_thread_id ?? reply.reply_to_message?.message_thread_id)
  const markup = readMarkup(params.reply_markup)
  const chat = room.chat()
  const message: Message = {
    message_id: room.nextId(),
    from: world.bot,
    chat,
    date: unix(world),
    ...thread,
    ...reply,
    ...(world.customEmoji ? made : flattened(made)),
  }
  if (params.protect_content === true) message.has_protected_content = true
  if (params.message_effect_id !== undefined) message.effect_id = params.message_effect_id
  if (markup.kind === 'inline') message.reply_markup = markup.keyboard
  if (markup.kind === 'reply') room.keyboard = markup.keyboard
  if (markup.kind === 'remove') room.keyboard = null
  room.messages.set(message.message_id, message)
  const entry = { at: world.clock.now(), method, chat: chat.id, message: message.message_id, payload: params }
  world.truth.recordAccepted(entry, message)
  return message
}

function flattened(content: Content): Content {
  const { entities, caption_entities, ...rest } = content
  const plain = (all: Content['entities']) => all?.filter(({ type }) => type !== 'custom_emoji')
  return {
    ...rest,
    ...(entities !== undefined && { entities: plain(entities) ?? [] }),
    ...(caption_entities !== undefined && { caption_entities: plain(caption_entities) ?? [] }),
  }
}

/** The message without what it answers and without its keyboard, as it stands inside another one. */
export function quoted(message: Message): Message {
  const { reply_to_message: _nested, quote: _quote, ...rest } = message
  return rest
}

function readReply(room: Room, reply: Placing['reply_parameters']): Pick<Message, 'reply_to_message' | 'quote'> {
  if (reply === undefined) return {}
  const elsewhere = reply.chat_id !== undefined && Number(reply.chat_id) !== room.chat().id
  const message = elsewhere ? undefined : room.messages.get(reply.message_id)
  if (message === undefined) {
    if (reply.allow_sending_without_reply === true) return {}
    throw badRequest('message to be replied not found')
  }
  if (reply.quote === undefined) return { reply_to_message: quoted(message) }
  const position = (message.text ?? message.caption ?? '').indexOf(reply.quote)
  if (position < 0 || reply.quote === '') throw badRequest('QUOTE_TEXT_INVALID')
  return { reply_to_message: quoted(message), quote: { text: reply.quote, position } }
}
