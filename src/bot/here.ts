import type { UserFromGetMe } from 'grammy/types'
import { findSubscriber } from '../audience/subscriber.js'
import type { Clock } from '../clock.js'
import type { Addressee } from '../offers/personal.js'
import type { Visit } from '../offers/visit.js'
import type { Language } from '../text/format.js'
import { type Texts, texts } from '../text/index.js'
import type { Access, Address } from './address.js'
import type { Speeds } from './admin/broadcasts/speed.js'
import type { AdminDeps } from './admin/deps.js'
import type { Card } from './card.js'
import { type BotContext, personOf } from './context.js'
import type { Room } from './disk.js'
import { languageFor } from './language.js'
import type { LinksState } from './links.js'
import type { Postman } from './replies/postman.js'
import { nameOf, type Role, roleOf } from './team.js'

/** What screens and deeds work with. */
export type Works = AdminDeps & {
  clock: Clock
  /** The bot itself, as Telegram names it. */
  bot: () => UserFromGetMe
  /** Opens an address once, to see that it works and what the page is called. */
  visit: (address: string) => Promise<Visit>
  speeds: Speeds
  /** Whether links open from outside, as the web door last saw it. */
  links: () => LinksState
  /** Looks now. @returns true when they do */
  look: () => Promise<boolean>
  /** How that look calls itself. */
  agent: string
  /** What stands behind `/r/` in a link that proves by being opened that links open, for this owner. */
  proof: (ownerId: number) => string
  /** Brings what people wrote before those who answer. */
  postman: Pick<Postman, 'bring' | 'bringKept'>
  /** How much room the disk has. */
  room: () => Promise<Room>
}

/** Whoever looks at a screen, when, in which language, and what it is made of. The same here shows the same card. */
export type Here = Works & {
  /** Telegram id of whoever looks; their chat with the bot has the same. */
  readonly me: number
  /** First name of whoever looks; null when the bot does not know it. */
  readonly name: string | null
  /** The same person as one who reads an offer. */
  readonly self: Addressee
  readonly role: Role
  readonly language: Language
  /** ms UTC */
  readonly at: number
  readonly t: Texts
  /** Shows that making a card takes longer than expected; missing where nobody waits for it. */
  meanwhile?(card: Card): Promise<void>
  /** True when whoever looks may go there. */
  may(place: Pick<Address, 'access'>): boolean
}

/** As somebody of the team finds it whose press or message is handled; null for everybody else. */
export function hereOf(works: Works, ctx: BotContext): Here | null {
  const { from, language, at } = ctx
  return from === undefined
    ? null
    : make(works, { me: from.id, name: from.first_name, self: personOf(from), language, at })
}

/** As somebody of the team would find it now, who did nothing; null when they are of the team no more. */
export function hereFor(works: Works, me: number, at: number): Here | null {
  const language = languageFor(works.db, me, works.preferences.language())
  const name = nameOf(works.db, me)
  const self = findSubscriber(works.db, me) ?? { firstName: name ?? '', lastName: null, username: null }
  return make(works, { me, name, self, language, at })
}

function make(works: Works, who: Pick<Here, 'me' | 'name' | 'self' | 'language' | 'at'>): Here | null {
  const role = roleOf(works.db, works, who.me)
  if (role === null) return null
  return { ...works, ...who, role, t: texts(who.language), may: place => mayGo(role, place.access) }
}

/** True when this role may go to a place of this kind. */
export function mayGo(role: Role, access: Access): boolean {
  return role === 'owner' || access === 'looks' || (role === 'marketer' && access === 'works')
}
