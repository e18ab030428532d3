import type { FileDetails } from './files.js'
import type { Account } from './store.js'
import type { Answer } from './truth.js'
import type { Message, MessageEntity, Poll, ReplyKeyboard, User } from './wire.js'

/** How a person appears to Telegram. `language` is that of their app. */
export type Profile = {
  id: number
  firstName: string
  lastName?: string | null | undefined
  username?: string | null | undefined
  language?: string | null | undefined
  premium?: boolean | undefined
}

/** What may go with anything a person writes. `replyTo`: a message id in this chat. */
export type Extra = { replyTo?: number; quote?: string; entities?: MessageEntity[] }

/** `viaBot`: the id of the inline bot by whose means something was sent. */
export type Inline = { viaBot?: number }

/** A file a person sends; bytes of a plausible size when left out. `above`: its caption stands above it. */
export type Sent = Extra &
  FileDetails & {
    caption?: string
    bytes?: Buffer
    name?: string
    type?: string
    album?: string
    spoiler?: true
    above?: true
  }

/** A poll as somebody makes it. `right`: it is a quiz, with these options right. */
export type Asked = {
  question: string
  options: readonly string[]
  right?: number[]
  explanation?: string
  description?: string
  many?: true
  elsewhere?: true
  more?: Partial<Poll>
}

/**
 * A person with Telegram in hand. Everything happens at once: when a function returns, the update is queued for the
 * bot. Functions throw an `Error` where an app would not let the person do it.
 */
export type Person = {
  readonly id: number
  profile(): User
  state(): Account['state']
  /** Presses Start, or Restart after a block; `payload` comes from a deep link. */
  start(payload?: string): Message
  send(text: string, extra?: Extra): Message
  sendPhoto(sent?: Sent): Message
  sendVideo(sent?: Sent): Message
  sendAnimation(sent?: Sent): Message
  sendDocument(sent?: Sent): Message
  sendSticker(sent?: Sent): Message
  sendVoice(sent?: Sent): Message
  sendVideoNote(sent?: Omit<Sent, 'caption'>): Message
  /** A poll of their own making; `elsewhere`: it was made in another chat, and is forwarded. */
  sendPoll(poll: Asked): Message
  /** Answers the poll in a message: options by their number from 0; none takes the answer back. */
  vote(messageId: number, options: readonly number[]): void
  /** Sends an answer to a poll that need not be there, as of one that somebody passed on. */
  answer(pollId: string, options: readonly number[]): void
  sendAudio(sent?: Sent): Message
  /** Several at once: as many messages with one media group id. */
  sendAlbum(items: readonly (Sent & { kind: 'photo' | 'video' | 'document' | 'audio' })[]): Message[]
  /** The name of an album that is sent message by message (`album` of each). */
  beginAlbum(): string
  /** Their own contact, or that of another account; `viaBot`: written by an inline bot, which chooses what the card says. */
  sendContact(phone: string, owner?: number, extra?: Inline): Message
  sendLocation(latitude: number, longitude: number, extra?: Inline): Message
  sendVenue(latitude: number, longitude: number, title: string): Message
  /** Passes a message of this chat on to the bot. */
  forward(messageId: number): Message
  /** Forwards a channel's post, with the preview that its author chose and the buttons under it. */
  forwardPost(post: Pick<Message, 'text' | 'entities' | 'link_preview_options' | 'reply_markup'>): Message
  /** Changes the text or caption of a message of their own. */
  edit(messageId: number, text: string, extra?: Pick<Extra, 'entities'>): Message
  /**
   * Presses a button that calls the bot back: named by its callback data, its label, or a part of its label.
   * Resolves to the bot's answer; to null when none came within `limitMs` (real ms; two minutes).
   */
  press(messageId: number, button: string, limitMs?: number): Promise<Answer | null>
  /** Sends callback data that need not stand under the message, as a forged app could. */
  forge(messageId: number, data: string, limitMs?: number): Promise<Answer | null>
  /** Where a button or a link in the text leads; named by its label or a part of it. */
  addressOf(messageId: number, label: string): string
  /** Puts a reaction on a message, or takes it off with null. */
  react(messageId: number, emoji: string | null): void
  /** Deletes a message in this person's chat for both. */
  remove(messageId: number): void
  block(): void
  unblock(): void
  /** The account is deleted; the bot is not told. */
  deactivate(): void
  /** Changes name, username, language or premium; the bot sees it with the next update. */
  change(profile: Partial<Omit<Profile, 'id'>>): void
  /** What stands in the chat, oldest first. */
  messages(): Message[]
  /** The newest message of the bot; throws when there is none. */
  lastMessage(): Message
  message(messageId: number): Message
  keyboard(): ReplyKeyboard | null
  /** Messages that stand at the top of the chat, the newest last. */
  pinned(): number[]
}

/** The user object of a profile. */
export function userOf(profile: Profile): User {
  const { id, firstName, lastName, username, language, premium } = profile
  return {
    id,
    is_bot: false,
    first_name: firstName,
    ...(lastName ? { last_name: lastName } : {}),
    ...(username ? { username } : {}),
    ...(language ? { language_code: language } : {}),
    ...(premium ? { is_premium: true as const } : {}),
  }
}
