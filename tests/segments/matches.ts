import type { Criterion, Leaf } from '../../src/segments/criterion.js'
import type { EvaluationContext } from '../../src/segments/window.js'
import { byId } from './fill.js'
import type { Human, World } from './fixture.js'
import { enough, eventsOf, groupOf } from './reading/event.js'
import { customerOf, holdsOrdered, holdsOrderTime, holdsRfm, holdsScore, holdsSpent } from './reading/order.js'
import { holdsAge, holdsField, isDrawn, isKnown, isNear, statusOf } from './reading/person.js'
import { inside } from './reading/time.js'

/** A second reading of the language, over plain data: no SQL, no luxon, nothing shared with the product. */
export function matches(criterion: Criterion, person: Human, world: World, context: EvaluationContext): boolean {
  if ('all' in criterion) return criterion.all.every(child => matches(child, person, world, context))
  if ('any' in criterion) return criterion.any.some(child => matches(child, person, world, context))
  if ('not' in criterion) return !matches(criterion.not, person, world, context)
  return holds(criterion, person, world, context)
}

function holds(leaf: Leaf, person: Human, world: World, context: EvaluationContext): boolean {
  switch (leaf.leaf) {
    case 'everyone':
      return true
    case 'language': {
      const code = person.chosenLanguage ?? person.telegramLanguage
      return code !== null && leaf.values.includes(code.toLowerCase().replace(/-.*/, ''))
    }
    case 'premium':
      return person.premium === leaf.value
    case 'source':
      return leaf.values.some(
        value => value.toLowerCase() === (leaf.last === true ? person.lastSource : person.source)?.toLowerCase(),
      )
    case 'known':
      return isKnown(person, leaf.fact) === leaf.value
    case 'status':
      return leaf.values.some(value => value === statusOf(person, context.at))
    case 'subscribed':
      return inside(person.subscribedAt, leaf.window, context)
    case 'field':
      return holdsField(leaf, person, world, context)
    case 'age':
      return holdsAge(leaf, person, world, context)
    case 'received':
    case 'seen':
    case 'clicked':
      return enough(eventsOf(leaf, person, world, context).size, leaf.count)
    case 'stopped': {
      const stops = world.stops.filter(s => s.person === person.id && inside(s.at, leaf.window, context))
      return enough(stops.length, leaf.count)
    }
    case 'ordered':
      return holdsOrdered(leaf, person, world, context)
    case 'spent':
      return holdsSpent(leaf, person, world, context)
    case 'orderTime':
      return holdsOrderTime(leaf, person, world, context)
    case 'linked':
      return (customerOf(person, world) !== undefined) === leaf.value
    case 'rfm':
      return holdsRfm(leaf, person, world, context)
    case 'rfmScore':
      return holdsScore(leaf, person, world)
    case 'ladder':
      return leaf.rungs.includes(world.rungs.find(rung => rung.person === person.id)?.rung ?? 0)
    case 'engagement':
      return leaf.groups.includes(groupOf(person, world, context))
    case 'segment':
      return matches(byId(world.segments, leaf.segment).criterion, person, world, context)
    case 'listed':
      return byId(world.segments, leaf.segment).people?.includes(person.id) === true
    case 'near':
      return isNear(leaf, person)
    case 'random':
      return isDrawn(leaf, person)
    default:
      throw new Error(`no such condition: ${JSON.stringify(leaf satisfies never)}`)
  }
}
