import { unreachable } from '../errors.js'

/** What came back from Telegram for one request, before anybody judges it. */
export type SendResult =
  /** `others`: the further messages of an album, in their order; `pollId`: it is a poll, whose answers come with this id. */
  | { kind: 'accepted'; messageId: number; others?: readonly number[]; pollId?: string }
  | { kind: 'answered'; code: number; description: string; retryAfter: number | null }
  /** Proof that nothing left: refused, no such host, TLS. */
  | { kind: 'unreached'; why: string }
  /** The request left and no answer can be trusted: timeout, reset, bad JSON. */
  | { kind: 'unknown'; why: string }

/** Why Telegram did not take a message for good; `no_voice`: they let nobody send them voice messages and round videos; `limited`: it answers 429 for this chat however long one waits. */
export type RefusalReason = 'blocked' | 'deactivated' | 'unknown_chat' | 'no_voice' | 'content' | 'limited'

/** What a send came to; `settle` turns each into one write. */
export type Outcome =
  | { kind: 'sent'; messageId: number; others?: readonly number[]; pollId?: string }
  | { kind: 'refused'; reason: RefusalReason; error: string }
  /** Not sent, no attempt spent: the chat, or the lane, rests for `retryAfter` seconds. */
  | { kind: 'limited'; retryAfter: number }
  /** Not sent, no attempt spent: Telegram was not reached. */
  | { kind: 'unreached'; error: string }
  /** Nobody knows; never sent again by itself. */
  | { kind: 'unknown'; error: string }
  /** The token was revoked; everything stops. */
  | { kind: 'unauthorized'; error: string }

/** Judges an answer by its code and its words: Telegram promises neither, so both are looked at. */
export function classify(result: SendResult): Outcome {
  switch (result.kind) {
    case 'accepted':
      return { ...result, kind: 'sent' }
    case 'unreached':
      return { kind: 'unreached', error: result.why }
    case 'unknown':
      return { kind: 'unknown', error: result.why }
    case 'answered':
      return classifyAnswer(result.code, result.description, result.retryAfter)
    default:
      return unreachable(result)
  }
}

function classifyAnswer(code: number, description: string, retryAfter: number | null): Outcome {
  const error = `${code} ${description}`
  if (code === 429) {
    const seconds = retryAfter !== null && Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : 1
    return { kind: 'limited', retryAfter: seconds }
  }
  if (code === 401) return { kind: 'unauthorized', error }
  if (isNoProof(code)) return { kind: 'unknown', error }
  return { kind: 'refused', reason: refusalReason(description.toLowerCase()), error }
}

/** True of codes that a server or a gateway also gives when it does not know what became of a request. */
export function isNoProof(code: number): boolean {
  return code < 400 || code === 408 || code === 499 || code >= 500
}

const refusals: readonly (readonly [RefusalReason, string])[] = [
  ['blocked', 'bot was blocked by the user'],
  ['blocked', 'user_is_blocked'],
  ['deactivated', 'user is deactivated'],
  ['deactivated', 'input_user_deactivated'],
  ['unknown_chat', 'chat not found'],
  ['unknown_chat', "bot can't initiate conversation with a user"],
  ['unknown_chat', "can't send messages to the bot"],
  ['unknown_chat', "bot can't send messages to bots"],
  ['unknown_chat', 'peer_id_invalid'],
  ['unknown_chat', 'user not found'],
  ['unknown_chat', 'bot was kicked'],
  ['unknown_chat', 'bot is not a member'],
  ['unknown_chat', 'have no rights to send'],
  ['unknown_chat', 'chat_write_forbidden'],
  ['unknown_chat', 'chat_restricted'],
  ['unknown_chat', 'user_restricted'],
  ['unknown_chat', 'upgraded to a supergroup'],
  ['no_voice', 'voice_messages_forbidden'],
]

/** Whatever is not about the person counts as content, so that five in a row stop the broadcast. */
function refusalReason(description: string): RefusalReason {
  return refusals.find(([, words]) => description.includes(words))?.[0] ?? 'content'
}
