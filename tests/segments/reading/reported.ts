import type { Having } from '../../../src/segments/property.js'
import type { EvaluationContext } from '../../../src/segments/window.js'
import { fold } from '../../../src/text/fold.js'
import type { Human, World } from '../fixture.js'
import { compares } from './person.js'
import { dayInside } from './time.js'

/** When the shop reported an event of somebody that had all this with it, as far as that is known at the evaluation; ms UTC. */
export function eventTimes(
  person: Human,
  world: World,
  context: EvaluationContext,
  { event, having }: { event: number; having: readonly Having[] },
): number[] {
  return world.events
    .filter(
      one =>
        one.person === person.id &&
        one.event === event &&
        one.at <= context.at &&
        having.every(({ property, test }) => {
          const told = Object.entries(one.properties ?? {}).find(([name]) => fold(name) === fold(property))?.[1]
          const values = told === undefined ? [] : [told].flat().map(String)
          const same = (all: readonly string[], value: string) => all.some(other => fold(other) === fold(value))
          if ('known' in test) return test.known === values.length > 0
          if ('is' in test) return values.some(value => same(test.is, value))
          if ('isNot' in test) return values.length > 0 && !values.some(value => same(test.isNot, value))
          if ('number' in test) return values.some(value => value !== '' && compares(Number(value), test.number))
          if ('day' in test) return values.some(value => dayInside(value.slice(0, 10), test.day, context))
          const part = fold(test.contains)
          if (part === '') return false
          return values.some(value =>
            test.at === undefined
              ? fold(value).includes(part)
              : test.at === 'start'
                ? fold(value).startsWith(part)
                : fold(value).endsWith(part),
          )
        }),
    )
    .map(({ at }) => at)
}
