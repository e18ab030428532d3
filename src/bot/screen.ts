import type { Message } from 'grammy/types'
import type { Picture } from '../reports/picture/picture.js'
import type { Piece, Rich } from '../text/rich.js'
import type { Address, Values } from './address.js'
import type { Card } from './card.js'
import type { Here } from './here.js'
import {
  type Again,
  again,
  type Go,
  type Gone,
  isAnswer,
  isOutcome,
  type NotForMe,
  type Outcome,
  type Say,
  type Stay,
} from './screen/outcome.js'
import { type Act, actOf, type Doing, type Parts, plain, type Said } from './screen/parts.js'

export {
  type Again,
  after,
  again,
  below,
  type Go,
  type Gone,
  go,
  gone,
  inPassing,
  isOutcome,
  leave,
  type NotForMe,
  type Outcome,
  outcomeSchema,
  pass,
  richSchema,
  type Say,
  type Stay,
  say,
  saying,
  saySchema,
  stay,
  withMemo,
} from './screen/outcome.js'

export type { Act, Doing, Done, Parts, Ready, Said } from './screen/parts.js'

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
 * button is stopped at once, and what it says comes below. `file`: what it leads to is a file.
 */
export type Way<Field extends string = string> = {
  kind: 'way'
  to: Address<Field>
  lead(here: Here, values: Values<Field>, pressed: Message | null): Led | Promise<Led>
  slow: boolean
  file: boolean
}

/** A command of the team, without its slash. */
export type Command = { kind: 'command'; name: string; act: Act<string> }

/**
 * What comes without having been asked for: a message that nothing waited for (`unasked`; the first place of the map that
 * takes it has it), or one that its author edited.
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
  { slow = false, file = false }: { slow?: boolean; file?: boolean } = {},
): Way<Field> {
  return { kind: 'way', to, lead, slow, file }
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

/**
 * Takes the messages that nothing waited for.
 * @param after what takes many writes, once the deed is on disk; done again it comes to the same
 */
export function unasked(ready: Arriving['ready'], after: Arriving['after'] = null): Arrival {
  return { kind: 'unasked', act: { ready, after, came: null, hint: null } }
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
