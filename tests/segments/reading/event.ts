import type { Count, Engagement, Leaf } from '../../../src/segments/criterion.js'
import type { EvaluationContext } from '../../../src/segments/window.js'
import { byId } from '../fill.js'
import type { Delivered, Human, World } from '../fixture.js'
import { inside } from './time.js'

type EventLeaf = Extract<Leaf, { leaf: 'received' | 'seen' | 'clicked' }>

export function enough(n: number, count: Count): boolean {
  if (count === 'none') return n === 0
  if ('from' in count) return n >= count.from && n <= count.to
  return 'atLeast' in count ? n >= count.atLeast : 'atMost' in count ? n <= count.atMost : n === count.exactly
}

/** What counts, by identity: messages for received and seen, openings for clicked. */
export function eventsOf(leaf: EventLeaf, person: Human, world: World, context: EvaluationContext): Set<unknown> {
  const offerOf = (delivery: Delivered) => byId(world.broadcasts, delivery.broadcast).offer
  const mine = world.deliveries.filter(
    d => d.person === person.id && (leaf.offer === null || offerOf(d) === leaf.offer),
  )
  const ids = new Set(mine.map(d => d.id))
  if (leaf.leaf === 'received') {
    const gone = (d: Delivered) => d.takenBackAt !== undefined && d.takenBackAt <= context.at
    const got = mine.filter(
      d => (d.state === 'sent' || d.state === 'uncertain') && !gone(d) && inside(d.at, leaf.window, context),
    )
    return new Set(got)
  }
  if (leaf.leaf === 'seen') {
    const signs = world.reads.filter(r => ids.has(r.delivery) && inside(r.at, leaf.window, context))
    const sure = signs.filter(r => leaf.grade === 'any' || r.evidence !== 'activity')
    return new Set(sure.map(r => r.delivery))
  }
  const about = (delivery: number, link: number) =>
    world.linkTopics.some(
      t => t.topic === leaf.topic && t.link === link && t.offer === offerOf(byId(world.deliveries, delivery)),
    )
  const openings = world.clicks.filter(c => ids.has(c.delivery) && c.verdict === 'human')
  return new Set(
    openings.filter(
      c =>
        (leaf.link === null || c.link === leaf.link) &&
        (leaf.topic === undefined || about(c.delivery, c.link)) &&
        inside(c.at, leaf.window, context),
    ),
  )
}

/** The group that somebody is in: the new ones first, the others by their newest sign. */
export function groupOf(person: Human, world: World, context: EvaluationContext): Engagement {
  const mine = new Set(world.deliveries.filter(d => d.person === person.id).map(d => d.id))
  const signs = [
    ...world.reads.filter(r => mine.has(r.delivery)).map(r => r.at),
    ...world.clicks.filter(c => mine.has(c.delivery) && c.verdict === 'human').map(c => c.at),
    ...world.replies.filter(r => r.person === person.id).map(r => r.at),
    ...world.answers.filter(a => a.person === person.id && a.at !== null).map(a => a.at ?? 0),
  ].filter(at => at <= context.at)
  if (signs.length === 0) return inside(person.subscribedAt, { in: 7, unit: 'days' }, context) ? 'new' : 'never'
  const days = (context.at - Math.max(...signs)) / 86_400_000
  return days <= 30 ? 'engaged' : days <= 60 ? 'cooling' : days <= 180 ? 'asleep' : 'long_asleep'
}
