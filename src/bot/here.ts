import { findSubscriber } from '../audience/subscriber.js'
import type { Addressee } from '../offers/personal.js'
import type { Language } from '../text/format.js'
import { type Texts, texts } from '../text/index.js'
import type { Access, Address } from './address.js'
import type { Card } from './card.js'
import { type BotContext, personOf } from './context.js'
import { languageFor } from './language.js'
import { nameOf, type Role, roleOf } from './team.js'
import type { Works } from './works.js'

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

/** The view of the team member whose press or message is handled; null for everybody else. */
export function hereOf(works: Works, ctx: BotContext): Here | null {
  const { from, language, at } = ctx
  return from === undefined
    ? null
    : make(works, { me: from.id, name: from.first_name, self: personOf(from), language, at })
}

/** The view of a team member who did nothing just now; null when they are no longer in the team. */
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
  return role === 'owner' || access === 'looks' || (role === 'marketer' && access !== 'owners')
}
