import { findNames } from '../../../../../segments/describe.js'
import { answerOf } from '../../../../../segments/kinds/buttons.js'
import type { EventProperty, Having } from '../../../../../segments/property.js'
import { propertiesOf } from '../../../../../segments/vocabulary.js'
import { fold } from '../../../../../text/fold.js'
import { shorten } from '../../../../../text/format.js'
import { eventNames } from '../../../../../tracking/event-name.js'
import { ALONE } from '../../../../card.js'
import { again } from '../../../../screen.js'
import { isGroup } from '../tree.js'
import { readRest } from './rest.js'
import { type At, SIZE, type Slot, said } from './slot.js'

const ANY = 0

/** Which event the shop reported. */
export const eventSlot: Slot = {
  show({ here }, page) {
    const { segmentCards: words } = here.t
    const all = eventNames(here.db)
    return {
      asked: all.length === 0 ? words.noEvents : words.askEvent,
      options: all
        .slice(page * SIZE, (page + 1) * SIZE)
        .map(({ id, name }) => ({ label: shorten(name, ALONE), value: id })),
      total: all.length,
    }
  },
  choose: (at, value) => (findNames(at.here.db).events.name(value) === null ? null : said(at, 'event', value)),
}

/** What must have come with it: typed, as in a sentence. A property that is asked already is asked anew. */
export const havingSlot: Slot = {
  show(at) {
    const { segmentCards: words } = at.here.t
    const { event, having } = askedOf(at)
    const declared = declaredOf(at, event)
    const [first] = declared
    const asked =
      first === undefined
        ? words.noProperties(findNames(at.here.db).events.name(event) ?? '')
        : words.askHaving(
            declared.map(({ name }) => name),
            words.havingExamples[first.type](first.name),
          )
    return { asked, options: having.length === 0 ? [] : [{ label: words.anyHaving, value: ANY }] }
  },
  choose: (at, value) => (value === ANY ? said(at, 'having', []) : null),
  typed(at, { text }) {
    const { event, having } = askedOf(at)
    if (declaredOf(at, event).length === 0) return again(at.here.t.segmentCards.notUnderstood)
    return readRest(at, `event #${event} property `, text, leaf => {
      if (leaf.leaf !== 'reported') return null
      const asked = (one: Having) => leaf.having.some(({ property }) => fold(property) === fold(one.property))
      return said(at, 'having', [...having.filter(one => !asked(one)), ...leaf.having])
    })
  },
}

function askedOf({ part: { body } }: At): { event: number; having: Having[] } {
  return isGroup(body)
    ? { event: 0, having: [] }
    : { event: answerOf(body, 'event') ?? 0, having: answerOf(body, 'having') ?? [] }
}

function declaredOf({ here }: At, event: number): { name: string; type: NonNullable<EventProperty['type']> }[] {
  return propertiesOf(here.db, event).flatMap(({ name, type }) => (type === null ? [] : [{ name, type }]))
}
