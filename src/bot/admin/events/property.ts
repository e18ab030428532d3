import { checkUnused } from '../../../segments/reference.js'
import { shorten } from '../../../text/format.js'
import { declareProperty, findEventName, PROPERTY_TYPES } from '../../../tracking/event-name.js'
import { key, pairs } from '../../card.js'
import { deed, type Entry, go, screen } from '../../screen.js'
import { marked } from '../words/mark.js'
import { events } from './addresses.js'

const NAME_LENGTH = 64

/** The types by their numbers in buttons; null: it cannot be asked for. */
const TYPES = [null, ...PROPERTY_TYPES] as const

/** How a property of an event is compared, so that people can be chosen by it. */
export const propertyPlaces: Entry[] = [
  screen(events.property, (here, { id, place }) => {
    const { admin, eventCards: t } = here.t
    const event = findEventName(here.db, id)
    const property = event?.properties[place]
    if (event === null || property === undefined) return go(events.list, { page: 0 })
    return {
      text: t.asked(shorten(property.name, NAME_LENGTH), shorten(event.name, NAME_LENGTH)),
      keyboard: [
        ...pairs(
          TYPES.map((type, number) =>
            key(marked(type === null ? t.keys.none : t.keys[type], type === property.type), events.declare, {
              ...{ id, place, type: number },
            }),
          ),
        ),
        [key(admin.back, events.open, { id })],
      ],
    }
  }),

  deed(events.declare, ({ db, t }, { id, place, type: number }) => {
    const type = TYPES[number]
    const property = findEventName(db, id)?.properties[place]
    if (type === undefined || property === undefined) return go(events.list, { page: 0 })
    // A segment that asks it as it was could no longer be counted.
    if (property.type !== null && property.type !== type)
      checkUnused(db, { kind: 'property', event: id, name: property.name })
    declareProperty(db, id, place, type)
    const { eventCards: words } = t
    return go(
      events.open,
      { id },
      type === null ? words.taken(property.name) : words.declared(property.name, words.types[type]),
    )
  }),
]
