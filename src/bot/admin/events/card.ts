import { DAY } from '../../../clock.js'
import { fold } from '../../../text/fold.js'
import { dateTime, shorten } from '../../../text/format.js'
import { lines, type Rich } from '../../../text/rich.js'
import { findEventFigures, latestProperties } from '../../../tracking/event-figures.js'
import { type EventName, findEventName } from '../../../tracking/event-name.js'
import { BESIDE, type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { type Entry, go, screen } from '../../screen.js'
import { peopleList } from '../cards/people-list.js'
import { seesNames } from '../words/person.js'
import { events } from './addresses.js'

const NAME_LENGTH = 64
const EXAMPLE_LENGTH = 40
const DAYS = 7
/** So many properties have a line and a button of their own; there are seldom more. */
const MOST_SHOWN = 20

/** One event: how often it is reported, what comes with it, and of whom it was reported. */
export const cardPlaces: Entry[] = [
  screen(
    events.open,
    async (here, { id }) => {
      const { admin, eventCards: t } = here.t
      const event = findEventName(here.db, id)
      if (event === null) return go(events.list, { page: 0 })
      const figures = await findEventFigures(here.db, id, here.at - DAYS * DAY)
      const moment = (at: number) => dateTime(at, here.zone(), here.language, here.at)
      const may = here.may(events.property)
      return {
        text: lines([
          t.one(shorten(event.name, NAME_LENGTH)),
          t.last(moment(event.lastAt)),
          t.figures(DAYS, figures),
          '',
          ...propertyLines(here, event),
        ]),
        keyboard: [
          ...pairs(may ? propertyKeys(event) : []),
          [key(t.keys.who, events.people, { id, page: 0 }), key(admin.back, events.list, { page: 0 })],
        ],
      }
    },
    { costly: true },
  ),

  ...peopleList({ list: events.people, file: events.peopleFile }, (here, { id }) => {
    const event = findEventName(here.db, id)
    if (event === null) return go(events.list, { page: 0 })
    const window = { in: DAYS, unit: 'days' as const }
    return {
      name: here.t.eventCards.peopleOf(event.name, DAYS),
      criterion: { leaf: 'reported', count: { atLeast: 1 }, window, event: id, having: [] },
      rows: [[key(here.t.admin.back, events.open, { id })]],
    }
  }),
]

function propertyLines(here: Here, event: EventName): (Rich | string)[] {
  const { eventCards: t } = here.t
  if (event.properties.length === 0) return [t.nothing]
  // What comes with an event may say who somebody is.
  const latest = seesNames(here) ? latestProperties(here.db, event.id) : null
  return [
    t.withIt,
    ...event.properties.slice(0, MOST_SHOWN).map(({ name, type }, i) => {
      const value = latest?.get(fold(name)) ?? null
      return t.property(
        i + 1,
        name,
        type === null ? t.undeclared : t.types[type],
        value === null ? null : shorten(value.replace(/\s+/gu, ' '), EXAMPLE_LENGTH),
      )
    }),
    '',
    here.may(events.property) ? t.declareHow : t.declareWho,
  ]
}

function propertyKeys({ id, properties }: EventName): Key[] {
  return properties
    .slice(0, MOST_SHOWN)
    .map(({ name }, place) => key(shorten(`${place + 1} ${name}`, BESIDE), events.property, { id, place }))
}
