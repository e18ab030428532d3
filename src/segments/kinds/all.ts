import { z } from 'zod'
import { fold } from '../../text/fold.js'
import { texts } from '../../text/index.js'
import { beginningsOf } from '../read/lexicon.js'
import type { AnyLeaf } from '../rule.js'
import { age } from './age.js'
import { channel } from './channel.js'
import { channelPart } from './channel-part.js'
import { clicked } from './clicked.js'
import { delivery } from './delivery.js'
import { discount } from './discount.js'
import { engagement } from './engagement.js'
import { everyone } from './everyone.js'
import { field } from './field.js'
import { followed } from './followed.js'
import { gotCode } from './got-code.js'
import type { Kind } from './kind.js'
import { known } from './known.js'
import { ladder } from './ladder.js'
import { ladderMove } from './ladder-move.js'
import { language } from './language.js'
import { learned } from './learned.js'
import { linked } from './linked.js'
import { listed } from './listed.js'
import { missed } from './missed.js'
import { movedIn } from './moved-in.js'
import { name } from './name.js'
import { near } from './near.js'
import { nthOrder } from './nth-order.js'
import { orderGap } from './order-gap.js'
import { orderStatus } from './order-status.js'
import { orderTime } from './order-time.js'
import { ordered } from './ordered.js'
import { orderedAfter } from './ordered-after.js'
import { pieces } from './pieces.js'
import { premium } from './premium.js'
import { promoCode } from './promo-code.js'
import { random } from './random.js'
import { reacted } from './reacted.js'
import { received } from './received.js'
import { replied } from './replied.js'
import { reported } from './reported.js'
import { rfm } from './rfm.js'
import { rfmMove } from './rfm-move.js'
import { rfmScore } from './rfm-score.js'
import { seen } from './seen.js'
import { segment } from './segment.js'
import { segmentChange } from './segment-change.js'
import { series } from './series.js'
import { source } from './source.js'
import { sourcePart } from './source-part.js'
import { spent } from './spent.js'
import { status } from './status.js'
import { stopped } from './stopped.js'
import { subscribed } from './subscribed.js'
import { surveyed } from './surveyed.js'
import { timeZone } from './time-zone.js'
import { top } from './top.js'
import { usedCode } from './used-code.js'
import { username } from './username.js'
import { voted } from './voted.js'
import { wish } from './wish.js'

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
