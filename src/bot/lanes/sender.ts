import { GrammyError, HttpError } from 'grammy'
import { z } from 'zod'
import { SECOND } from '../../clock.js'
import type { SendResult } from '../../delivery/outcome.js'
import type { Transport } from '../../delivery/transport.js'
import { redact } from '../../log.js'
import type { Edit } from '../../offers/render/edit.js'
import type { Outgoing } from '../../offers/render.js'
import type { Signal } from './fetch.js'
import type { Parcel, Post } from './outbox.js'

const PROBE_MS = 10 * SECOND

// The renderer vouches for payloads; that grammY has these methods is still checked by the compiler.
type Sends = {
  sendMessage(payload: Record<string, unknown>): Promise<{ message_id: number }>
  sendPhoto(payload: Record<string, unknown>): Promise<{ message_id: number }>
  sendVideo(payload: Record<string, unknown>): Promise<{ message_id: number }>
  sendAnimation(payload: Record<string, unknown>): Promise<{ message_id: number }>
  sendDocument(payload: Record<string, unknown>): Promise<{ message_id: number }>
  sendVoice(payload: Record<string, unknown>): Promise<{ message_id: number }>
  sendVideoNote(payload: Record<string, unknown>): Promise<{ message_id: number }>
  sendPoll(payload: Record<string, unknown>): Promise<{ message_id: number }>
  sendAudio(payload: Record<string, unknown>): Promise<{ message_id: number }>
  sendMediaGroup(payload: Record<string, unknown>): Promise<{ message_id: number }[]>
  editMessageText(payload: Record<string, unknown>): Promise<unknown>
  editMessageCaption(payload: Record<string, unknown>): Promise<unknown>
  editMessageMedia(payload: Record<string, unknown>): Promise<unknown>
  editMessageReplyMarkup(payload: Record<string, unknown>): Promise<unknown>
  stopPoll(payload: Record<string, unknown>): Promise<unknown>
  pinChatMessage(payload: Record<string, unknown>): Promise<unknown>
  unpinChatMessage(payload: Record<string, unknown>): Promise<unknown>
  deleteMessage(payload: { chat_id: number; message_id: number }): Promise<unknown>
  deleteMessages(payload: { chat_id: number; message_ids: number[] }): Promise<unknown>
  sendChatAction(payload: Record<string, unknown>): Promise<unknown>
}

type Posts = Pick<Sends, Exclude<Parcel['method'], 'copyMessage'>> & {
  copyMessage(payload: Record<string, unknown>): Promise<{ message_id: number }>
}
// What says that it was sent without saying what was sent cannot be trusted.
const messageSchema = z.object({ message_id: z.int(), poll: z.object({ id: z.string() }).optional().catch(undefined) })
const sentSchema = z.union([
  messageSchema.transform(message => [message] as const),
  z.tuple([messageSchema], messageSchema),
])

/** What Telegram's answer names: one message, or those of an album. */
function acceptedBy(answer: unknown): SendResult {
  const { success, data } = sentSchema.safeParse(answer)
  if (!success) return { kind: 'unknown', why: 'no message' }
  const [{ message_id: messageId, poll }, ...others] = data
  return {
    kind: 'accepted',
    messageId,
    ...(poll !== undefined && { pollId: poll.id }),
    ...(others.length > 0 && { others: others.map(one => one.message_id) }),
  }
}

/** The part of grammY's Api that sending needs. */
export type SendingApi = { raw: Sends; getMe(signal?: Signal): Promise<unknown> }

/**
 * How broadcasts leave. It repeats nothing and waits for nothing; the fetch below it gives a request 30 s.
 * @param api an Api of the engine's own, whose fetch has no pace
 */
export function createTransport(api: SendingApi): Transport {
  return {
    async send(chatId, { method, payload }: Outgoing) {
      try {
        return acceptedBy(await api.raw[method]({ chat_id: chatId, ...payload }))
      } catch (error) {
        return resultOf(error)
      }
    },
    async edit(chatId, messageId, { method, payload }: Edit) {
      return outcomeOf(messageId, api.raw[method]({ chat_id: chatId, message_id: messageId, ...payload }))
    },
    async remove(chatId, messageId, others = []) {
      if (others.length > 0)
        return outcomeOf(messageId, api.raw.deleteMessages({ chat_id: chatId, message_ids: [messageId, ...others] }))
      return outcomeOf(messageId, api.raw.deleteMessage({ chat_id: chatId, message_id: messageId }))
    },
    async pin(chatId, messageId) {
      const silent = { chat_id: chatId, message_id: messageId, disable_notification: true }
      return outcomeOf(messageId, api.raw.pinChatMessage(silent))
    },
    async unpin(chatId, messageId) {
      return outcomeOf(messageId, api.raw.unpinChatMessage({ chat_id: chatId, message_id: messageId }))
    },
    async touch(chatId) {
      return outcomeOf(0, api.raw.sendChatAction({ chat_id: chatId, action: 'cancel' }))
    },
    async probe() {
      try {
        await api.getMe(AbortSignal.timeout(PROBE_MS))
        return true
      } catch (error) {
        // Any answer of its own will do: Telegram is there.
        return error instanceof GrammyError && error.error_code < 500
      }
    },
  }
}

/** How parcels of the outbox leave. @param api an Api in the lane of replies */
export function createPost(api: { raw: Posts }): Post {
  return async (chatId, { method, payload }) => {
    try {
      return acceptedBy(await api.raw[method]({ chat_id: chatId, ...payload }))
    } catch (error) {
      return resultOf(error)
    }
  }
}

async function outcomeOf(messageId: number, request: Promise<unknown>): Promise<SendResult> {
  try {
    await request
    return { kind: 'accepted', messageId }
  } catch (error) {
    return resultOf(error)
  }
}

/** What a failed request tells about the message. @throws what is neither Telegram's answer nor the network's fault */
export function resultOf(error: unknown): SendResult {
  if (error instanceof GrammyError) {
    const { error_code: code, description, parameters } = error
    return { kind: 'answered', code, description: redact(description), retryAfter: parameters.retry_after ?? null }
  }
  if (!(error instanceof HttpError)) throw error
  const cause = error.error
  const why = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'no answer'
  const before = cause instanceof Error && 'reached' in cause && cause.reached === 'before'
  return { kind: before ? 'unreached' : 'unknown', why }
}
