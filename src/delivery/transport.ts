import type { Edit } from '../offers/render/edit.js'
import type { Outgoing } from '../offers/render.js'
import type { SendResult } from './outcome.js'

/** How messages leave, and how sent ones are changed; the bot door gives it. Nothing is repeated below it. */
export type Transport = {
  send(chatId: number, message: Outgoing): Promise<SendResult>
  /** Changes a message already sent; `accepted` when it shows the new one now. */
  edit(chatId: number, messageId: number, edit: Edit): Promise<SendResult>
  /** Puts a message at the top of its chat, without a sound; or takes it down. */
  pin(chatId: number, messageId: number): Promise<SendResult>
  unpin(chatId: number, messageId: number): Promise<SendResult>
  /** Deletes a message from its chat, with the others of its album, if it is one. */
  remove(chatId: number, messageId: number, others?: readonly number[]): Promise<SendResult>
  /**
   * Asks whether somebody can be written to, and they see nothing: it ends a typing that nobody began, which Telegram
   * refuses as it would a message. `accepted` when they can; its message id says nothing.
   */
  touch(chatId: number): Promise<SendResult>
  /** True when Telegram answers at all. */
  probe(): Promise<boolean>
}
