import type { Message, User } from 'grammy/types'
import { z } from 'zod'
import type { Picture } from '../reports/picture/picture.js'
import { type Piece, type Rich, rich } from '../text/rich.js'
import type { Address, Values } from './address.js'
import type { Card, Key } from './card.js'
import type { Here } from './here.js'
import type { Parcel, Posted } from './outbox.js'

/**
 * Where somebody is led; `data` is the callback data of a button that leads there. `below`: under what stands there
 * already. `memo`: words that the screen needs and numbers cannot say. `popUp`: words that are said beside the card.
 * `ahead`: messages of their own that come before it.
 */
export type Go = {
  kind: 'go'
  data: string
  note: Rich | null
  below: boolean
  memo?: string
  popUp?: string
  ahead?: Rich[]
}

/**
 * Words in a pop-up (after a press) or below (after a message); everything stands as it was. `brief`: they pass by
 * themselves. `keys`: the pressed message, which need not be a screen, has these buttons from now on.
 */
export type Say = { kind: 'say'; words: string; brief?: true; keys?: Key[][] }

/** Nothing is said, and everything stands as it was. */
export type Stay = { kind: 'stay' }

/** What was pressed goes away, and nothing comes in its place. */
export type Gone = { kind: 'gone' }

/** What a deed comes to. It is stored with the update, so it holds nothing that JSON cannot. */
export type Outcome = Go | Say

/** Words with their formatting, as they are stored. */
export const richSchema: z.ZodType<Rich> = z.object({
  text: z.string(),
  entities: z.array(z.looseObject({ type: z.string(), offset: z.int(), length: z.int() })),
})
const keySchema = z.union([
  z.object({ label: z.string(), data: z.string() }),
  z.object({ label: z.string(), url: z.string() }),
])
export const saySchema = z.object({
  kind: z.literal('say'),
  words: z.string(),
  brief: z.exactOptional(z.literal(true)),
  keys: z.exactOptional(z.array(z.array(keySchema))),
})
export const outcomeSchema: z.ZodType<Outcome> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('go'),
    data: z.string(),
    note: richSchema.nullable(),
    below: z.boolean(),
    memo: z.exactOptional(z.string()),
    popUp: z.exactOptional(z.string()),
    ahead: z.exactOptional(z.array(richSchema)),
  }),
  saySchema,
])

/** Leads to a screen. @param note what was just done; it stands above the card */
export function go<Field extends string>(to: Address<Field>, values: Values<Field>, note: Piece | null = null): Go {
  return { kind: 'go', data: to.data(values), note: note === null ? null : rich`${note}`, below: false }
}

/**
 * The same as a message of its own, wherever the press stands. After an answer the card that asked stays, and goes on
 * asking unless this one asks.
 */
export function below(led: Go): Go {
  return { ...led, below: true }
}

/** The same with words that the screen needs. */
export function withMemo(led: Go, memo: string): Go {
  return { ...led, memo }
}

/** The same, with words in a pop-up beside the card. */
export function saying(led: Go, words: string): Go {
  return { ...led, popUp: words }
}

/** The same, after messages of their own. */
export function after(words: Rich[], led: Go): Go {
  return { ...led, ahead: words }
}

export const gone: Gone = { kind: 'gone' }
export const stay: Stay = { kind: 'stay' }

/** Says something and leaves everything as it stands. */
export function say(words: string): Say {
  return { kind: 'say', words }
}

/** Says something in passing. @param keys what stands under the pressed message from now on */
export function inPassing(words: string, keys?: Key[][]): Say {
  return { kind: 'say', words, brief: true, ...(keys !== undefined && { keys }) }
}

/**
 * A card as a screen shows it. `picture`: it is a picture, and the words its caption. `memo`: what the screen has to know
 * when it is answered and its numbers may not say by then; what it was led to with, unless given. `replyTo`: the message under which it comes as a reply.
 * `again`: look again after so many ms, although nothing touched it. `seen`: keeps that somebody was shown it (not when it
 * is drawn again by itself); SQL only, and may be repeated.
 */
export type Shown = Card & {
  picture?: Picture
  memo?: string
  replyTo?: number
  again?: number
  seen?: () => void
}

/** What was written or sent to a screen. `text`: its words in NFC, without what is around them; '' for what has none. */
export type Said = { message: Message; text: string; memo: string | null }

/** It cannot be taken so; the question stays open. */
export type Again = { kind: 'again'; words: Rich }

/** It was no answer at all, and is handled as if none had been waited for; the question stays open, or is over. */
export type NotForMe = { kind: 'leave' | 'pass' }

/** Asks once more, with what is wrong. */
export function again(words: Piece): Again {
  return { kind: 'again', words: rich`${words}` }
}

export const leave: NotForMe = { kind: 'leave' }
export const pass: NotForMe = { kind: 'pass' }

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
 * became of what it sent. `hint`: tells to others, after it is on disk.
 */
export type Parts<Arg, Look, Result = Outcome> = {
  look(doing: Doing, arg: Arg): Look | Result | Promise<Look | Result>
  do(doing: Doing, arg: Arg, look: Look): Outcome
  after?(here: Here, arg: Arg): Promise<void>
  came?(here: Here, arg: Arg, posted: Posted[], outcome: Outcome): Outcome
  hint?(here: Here, arg: Arg): void
}

/** What `look` made ready: the deed itself (`about`: what it is about, where the place does not say), or where to go without one. */
export type Ready<Result = Outcome> = { kind: 'ready'; do(): Outcome; about?: Done } | Result

/** What is done: the address of the press (its callback data), the screen that was answered, or the command. */
export type Done = { address: string; subject: string | null }

/** The deed of a press or of an answer, as the router runs it. */
export type Act<Arg, Result = Outcome> = {
  ready(doing: Doing, arg: Arg): Promise<Ready<Result>>
  after: ((here: Here, arg: Arg) => Promise<void>) | null
  came: ((here: Here, arg: Arg, posted: Posted[], outcome: Outcome) => Outcome) | null
  hint: ((here: Here, arg: Arg) => void) | null
}

type Ask<Field extends string> = { values: Values<Field>; said: Said }

/** How a screen takes what is typed or sent while it stands. `only`: what is said to anything without words; null: anything may come. */
export type Words<Field extends string = string> = {
  act: Act<Ask<Field>, Outcome | Again | NotForMe>
  only: ((here: Here, values: Values<Field>, memo: string | null) => Piece) | null
}

/** One card for each address. See `screen`. */
export type Screen<Field extends string = string> = {
  kind: 'screen'
  to: Address<Field>
  show(here: Here, values: Values<Field>, note: Rich | null, memo: string | null): Shown | Go | Promise<Shown | Go>
  words: Words<Field> | null
  options: ScreenOptions<Field>
}

/**
 * `note`: the screen puts what was just done where it belongs by itself; else it stands above. `sole`: this screen
 * stands once in a chat about the same thing (`chat`); or whatever is about it stands once in all chats: then what stands
 * in the others becomes this card.
 * `aside`: what it becomes when another card asks something; missing: its words hold, but for the question. `asks`: false
 * where it takes what is sent but does not ask for it. `costly`: it is made once, and never anew by itself. `lasts`: after
 * so many ms nobody looks at it any more. `picture`: it is a picture, unless there is nothing to show. It comes under the
 * card that leads to it; one stands in a chat at a time, and where it shows the very same already, no other is sent. `kept`: false
 * where what it shows must not be remembered (a code). `anew`: it comes below what was sent just before it, and the pressed
 * card goes.
 */
export type ScreenOptions<Field extends string = string> = {
  note?: 'own'
  sole?: 'chat' | ((there: Here, values: Values<Field>, by: Here) => Card)
  aside?: (here: Here, values: Values<Field>) => Go
  asks?: false
  costly?: true
  lasts?: number
  kept?: false
  picture?: true
  anew?: true
}

export type Deed<Field extends string = string> = { kind: 'deed'; to: Address<Field>; act: Act<Values<Field>> }

type Led = Go | Say | Gone | Stay

/**
 * An address that is no card itself: it leads on, and changes nothing. `slow`: it takes seconds, so the clock on its
 * button is stopped at once, and what it says comes below.
 */
export type Way<Field extends string = string> = {
  kind: 'way'
  to: Address<Field>
  lead(here: Here, values: Values<Field>, pressed: Message | null): Led | Promise<Led>
  slow: boolean
}

/** A command of the team, without its slash. */
export type Command = { kind: 'command'; name: string; act: Act<string> }

/**
 * What comes without having been asked for: a message that nothing waited for (`unasked`; the map has one such place),
 * or one that its author edited.
 */
export type Arrival = { kind: 'unasked'; act: Arriving } | { kind: 'edited'; act: Arriving }

type Arriving = Act<Said, Outcome | Again | NotForMe>

/**
 * Stands before a place: where it leads somebody instead, or what it says (a question behind it is over then); null lets
 * them through.
 */
export type Guard<Field extends string = string> = (here: Here, values: Values<Field>) => Go | Say | null

/** An entry of the site map. */
export type Entry = ((Screen | Way | Deed | Command) & { guards?: readonly Guard[] }) | Arrival

/**
 * A screen: what stands at an address. It is a pure question to what is stored: the same address shows the same card,
 * whoever leads there, and it may be shown again at any moment. It may lead on instead (what it was about is gone).
 * @param more `words`: takes what is typed while it stands
 */
export function screen<Field extends string>(
  to: Address<Field>,
  show: Screen<Field>['show'],
  more: ScreenOptions<Field> & { words?: Words<Field> } = {},
): Screen<Field> {
  const { words, ...options } = more
  return { kind: 'screen', to, show, words: words ?? null, options }
}

/** An address that leads on, by what is stored. */
export function way<Field extends string>(
  to: Address<Field>,
  lead: Way<Field>['lead'],
  { slow = false }: { slow?: boolean } = {},
): Way<Field> {
  return { kind: 'way', to, lead, slow }
}

/** A deed at an address: changes something once, and answers with where to go. */
export function deed<Field extends string>(
  to: Address<Field>,
  write: (doing: Doing, values: Values<Field>) => Outcome,
): Deed<Field>
export function deed<Field extends string, Look>(to: Address<Field>, parts: Parts<Values<Field>, Look>): Deed<Field>
export function deed<Field extends string, Look>(
  to: Address<Field>,
  how: ((doing: Doing, values: Values<Field>) => Outcome) | Parts<Values<Field>, Look>,
): Deed<Field> {
  return { kind: 'deed', to, act: typeof how === 'function' ? plain(how) : actOf(how, isOutcome) }
}

/** Takes words that are typed to a screen; a sticker or a photo is asked again with `asked`, this question's own words. */
export function words<Field extends string>(
  write: (doing: Doing, values: Values<Field>, said: Said) => Outcome,
  asked: Words<Field>['only'],
): Words<Field> {
  const act: Words<Field>['act'] = {
    async ready(doing, { values, said }) {
      return { kind: 'ready', do: () => write(doing, values, said) }
    },
    after: null,
    came: null,
    hint: null,
  }
  return { act, only: asked }
}

/** Takes whatever is sent to a screen, in the parts of a deed. @param only as for `words`; null: anything may come */
export function takes<Field extends string, Look>(
  parts: Parts<Ask<Field>, Look, Outcome | Again | NotForMe>,
  only: Words<Field>['only'] = null,
): Words<Field> {
  return { act: actOf(parts, isAnswer), only }
}

/** A command: one that only leads somewhere, or a deed. @param lead is given what stands behind the command, and may write */
export function command(name: string, to: Go): Command
export function command(name: string, lead: (doing: Doing, rest: string) => Outcome): Command
export function command<Look>(name: string, parts: Parts<string, Look>): Command
export function command<Look>(
  name: string,
  how: Go | ((doing: Doing, rest: string) => Outcome) | Parts<string, Look>,
): Command {
  if (isOutcome(how))
    return { kind: 'command', name, act: { ready: async () => how, came: null, after: null, hint: null } }
  return { kind: 'command', name, act: typeof how === 'function' ? plain(how) : actOf(how, isOutcome) }
}

/** Asks for words where none came and only words will do; null where what came can be taken. */
export function inWords<Field extends string>(
  { only }: Words<Field>,
  here: Here,
  values: Values<Field>,
  { text, memo }: Said,
): Again | null {
  if (only === null || text !== '') return null
  return again(only(here, values, memo))
}

/** Takes the messages that nothing waited for. */
export function unasked(ready: Arriving['ready']): Arrival {
  return { kind: 'unasked', act: { ready, after: null, came: null, hint: null } }
}

/** Takes messages that their author edited. @param ready finds what was made of it, and makes that anew */
export function edited(ready: Arriving['ready']): Arrival {
  return { kind: 'edited', act: { ready, after: null, came: null, hint: null } }
}

/** The same entries behind a guard: it is asked before what stands at their addresses. */
export function guarded<Field extends string>(guard: Guard<Field>, entries: readonly Entry[]): Entry[] {
  return entries.map(entry =>
    entry.kind === 'unasked' || entry.kind === 'edited'
      ? entry
      : { ...entry, guards: [guard, ...(entry.guards ?? [])] },
  )
}

/** True for what a deed comes to. */
export function isOutcome(value: unknown): value is Outcome {
  return hasKind(value, ['go', 'say'])
}

function isAnswer(value: unknown): value is Outcome | Again | NotForMe {
  return hasKind(value, ['go', 'say', 'again', 'leave', 'pass'])
}

function hasKind(value: unknown, kinds: readonly string[]): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && kinds.includes(String(value.kind))
}

function plain<Arg>(write: (doing: Doing, arg: Arg) => Outcome): Act<Arg> {
  return {
    async ready(doing, arg) {
      return { kind: 'ready', do: () => write(doing, arg) }
    },
    after: null,
    came: null,
    hint: null,
  }
}

function actOf<Arg, Look, Result>(
  parts: Parts<Arg, Look, Result>,
  isResult: (value: unknown) => value is Result,
): Act<Arg, Result> {
  return {
    async ready(doing, arg) {
      const look = await parts.look(doing, arg)
      return isResult(look) ? look : { kind: 'ready', do: () => parts.do(doing, arg, look) }
    },
    after: parts.after?.bind(parts) ?? null,
    came: parts.came?.bind(parts) ?? null,
    hint: parts.hint?.bind(parts) ?? null,
  }
}
