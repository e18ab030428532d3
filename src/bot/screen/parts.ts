import type { Message, User } from 'grammy/types'
import type { Here } from '../here.js'
import type { Parcel, Posted } from '../lanes/outbox.js'
import type { Outcome } from './outcome.js'

/** What was written or sent to a screen. `text`: its words in NFC, without what is around them; '' for what has none. */
export type Said = { message: Message; text: string; memo: string | null }

/** What a deed has beside what screens have. */
export type Doing = Here & {
  /** Who asked for it, as Telegram tells. */
  readonly user: User
  /** The update that asked for it. */
  readonly update: number
  /** The message whose button was pressed; null for what was typed. */
  readonly pressed: Message | null
  /** The message that came; null for a press. */
  readonly message: Message | null
  /** Puts out what leaves for somebody else: it is sent once, after the deed is on disk. Called in `do`. */
  send(chat: number, parcel: Parcel): void
}

/**
 * A deed in its parts. `look` asks the reader or the network and may be repeated; it may find that there is nothing to do
 * and lead somewhere. `do` decides from what is stored now and writes: SQL only, once for an update, together with the
 * line of the audit log. `after`: what takes many writes, once it is on disk; done again it comes to the same. `came`: what
 * became of what it sent. `hint`: tells to others, after it is on disk. `about`: what is done, where many places take the
 * same and theirs would not say. `takesOut`: it writes nothing and leaves a line all the same, for what is held of somebody
 * leaves by it.
 */
export type Parts<Arg, Look, Result = Outcome> = {
  look(doing: Doing, arg: Arg): Look | Result | Promise<Look | Result>
  do(doing: Doing, arg: Arg, look: Look): Outcome
  after?(here: Here, arg: Arg): Promise<void>
  came?(here: Here, arg: Arg, posted: Posted[], outcome: Outcome): Outcome
  hint?(here: Here, arg: Arg): void
  about?(arg: Arg): Done
  takesOut?: true
}

/** What `look` made ready: the deed itself (`about`: what it is about, where the place does not say), or where to go without one. */
export type Ready<Result = Outcome> = { kind: 'ready'; do(): Outcome; about?: Done; takesOut?: true } | Result

/** What is done: the address of the press (its callback data), the screen that was answered, or the command. */
export type Done = { address: string; subject: string | null }

/** The deed of a press or of an answer, as the router runs it. */
export type Act<Arg, Result = Outcome> = {
  ready(doing: Doing, arg: Arg): Promise<Ready<Result>>
  after: ((here: Here, arg: Arg) => Promise<void>) | null
  came: ((here: Here, arg: Arg, posted: Posted[], outcome: Outcome) => Outcome) | null
  hint: ((here: Here, arg: Arg) => void) | null
}

/** The deed that needs no look. */
export function plain<Arg>(write: (doing: Doing, arg: Arg) => Outcome): Act<Arg> {
  return {
    async ready(doing, arg) {
      return { kind: 'ready', do: () => write(doing, arg) }
    },
    after: null,
    came: null,
    hint: null,
  }
}

/** The deed of its parts. @param isResult tells what `look` may find instead of something to do */
export function actOf<Arg, Look, Result>(
  parts: Parts<Arg, Look, Result>,
  isResult: (value: unknown) => value is Result,
): Act<Arg, Result> {
  return {
    async ready(doing, arg) {
      const look = await parts.look(doing, arg)
      if (isResult(look)) return look
      const about = parts.about?.(arg)
      return {
        kind: 'ready',
        do: () => parts.do(doing, arg, look),
        ...(about !== undefined && { about }),
        ...(parts.takesOut && { takesOut: true }),
      }
    },
    after: parts.after?.bind(parts) ?? null,
    came: parts.came?.bind(parts) ?? null,
    hint: parts.hint?.bind(parts) ?? null,
  }
}
