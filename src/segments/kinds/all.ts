import { z } from 'zod'
import { fold } from '../../text/fold.js'
import { texts } from '../../text/index.js'
import { beginningsOf } from '../read/lexicon.js'
import type { AnyLeaf } from '../rule.js'
import { engagement } from './groups/engagement.js'
import { ladder } from './groups/ladder.js'
import { ladderMove } from './groups/ladder-move.js'
import { listed } from './groups/listed.js'
import { rfm } from './groups/rfm.js'
import { rfmMove } from './groups/rfm-move.js'
import { rfmScore } from './groups/rfm-score.js'
import { segment } from './groups/segment.js'
import { segmentChange } from './groups/segment-change.js'
import { top } from './groups/top.js'
import type { Kind } from './kind.js'
import { clicked } from './messages/clicked.js'
import { delivery } from './messages/delivery.js'
import { followed } from './messages/followed.js'
import { gotCode } from './messages/got-code.js'
import { missed } from './messages/missed.js'
import { reacted } from './messages/reacted.js'
import { received } from './messages/received.js'
import { replied } from './messages/replied.js'
import { seen } from './messages/seen.js'
import { series } from './messages/series.js'
import { stopped } from './messages/stopped.js'
import { surveyed } from './messages/surveyed.js'
import { voted } from './messages/voted.js'
import { everyone } from './more/everyone.js'
import { near } from './more/near.js'
import { random } from './more/random.js'
import { discount } from './orders/discount.js'
import { linked } from './orders/linked.js'
import { nthOrder } from './orders/nth-order.js'
import { orderGap } from './orders/order-gap.js'
import { orderStatus } from './orders/order-status.js'
import { orderTime } from './orders/order-time.js'
import { ordered } from './orders/ordered.js'
import { orderedAfter } from './orders/ordered-after.js'
import { pieces } from './orders/pieces.js'
import { promoCode } from './orders/promo-code.js'
import { reported } from './orders/reported.js'
import { spent } from './orders/spent.js'
import { usedCode } from './orders/used-code.js'
import { channel } from './origin/channel.js'
import { channelPart } from './origin/channel-part.js'
import { movedIn } from './origin/moved-in.js'
import { source } from './origin/source.js'
import { sourcePart } from './origin/source-part.js'
import { age } from './person/age.js'
import { field } from './person/field.js'
import { known } from './person/known.js'
import { language } from './person/language.js'
import { learned } from './person/learned.js'
import { name } from './person/name.js'
import { premium } from './person/premium.js'
import { status } from './person/status.js'
import { subscribed } from './person/subscribed.js'
import { timeZone } from './person/time-zone.js'
import { username } from './person/username.js'
import { wish } from './person/wish.js'

/** Every kind of condition, in the order of the builder's buttons: the one list of them. */
const ALL = [
  everyone,
  name,
  username,
  field,
  learned,
  age,
  language,
  premium,
  timeZone,
  subscribed,
  status,
  source,
  sourcePart,
  channel,
  channelPart,
  movedIn,
  known,
  received,
  seen,
  clicked,
  reacted,
  gotCode,
  replied,
  voted,
  surveyed,
  stopped,
  wish,
  delivery,
  missed,
  series,
  followed,
  ordered,
  spent,
  orderTime,
  nthOrder,
  orderGap,
  pieces,
  orderStatus,
  promoCode,
  usedCode,
  discount,
  orderedAfter,
  reported,
  linked,
  rfm,
  rfmScore,
  rfmMove,
  ladder,
  ladderMove,
  engagement,
  top,
  near,
  random,
  segment,
  segmentChange,
  listed,
] as const

/** One condition, as it is stored. */
export type Leaf = z.infer<(typeof ALL)[number]['schema']>

/** The kinds, as what is common to all of them. */
export const KINDS: readonly Kind[] = ALL

const [first, ...others] = ALL

/** Stored form of a condition. */
export const leafSchema = z.discriminatedUnion('leaf', [first.schema, ...others.map(kind => kind.schema)])

/** What the language itself calls people, in one word. */
const STATES = Object.values(texts('ru').labels.engagement)
  .concat(Object.values(texts('ru').labels.cells))
  .map(fold)
  .filter(state => !state.includes(' '))

/** Words that begin conditions. */
export const BEGINS = beginningsOf(
  KINDS.flatMap(kind => Object.entries(kind.begins)),
  STATES,
)

const byName = new Map(KINDS.map(kind => [kind.name, kind]))

/** The kind of that name; null when there is none. */
export function findKind(name: string): Kind | null {
  return byName.get(name) ?? null
}

/** The kind of a condition. */
export function kindOf({ leaf }: Pick<AnyLeaf, 'leaf'>): Kind {
  const kind = findKind(leaf)
  if (kind === null) throw new Error(`no such kind of condition: ${leaf}`)
  return kind
}
