import { lastServiceTable } from '../../../reports/export/service.js'
import { listService, type ServiceLine } from '../../../reports/service.js'
import { onOneLine } from '../../../text/edges.js'
import { dateTime, shorten } from '../../../text/format.js'
import { lines, type Rich } from '../../../text/rich.js'
import { BESIDE, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { type Entry, go, screen } from '../../screen.js'
import { fileKey, tablesWay } from '../cards/file.js'
import { pageRow, pageWithin } from '../page.js'
import { people } from '../people/addresses.js'
import { personName, seesNames } from '../words/person.js'
import { service } from './addresses.js'

const SIZE = 6
const WORDS = 60

/** The latest order messages, one a line. To an analyst people are numbers, and what they were told is their own. */
export const lastPlaces: Entry[] = [
  screen(
    service.last,
    async (here, { page: wanted }) => {
      const { admin, serviceCards: t } = here.t
      const { total } = await listService(here.db, { offset: 0, limit: 0 }, here.at)
      if (total === 0) return go(service.home, {})
      const page = pageWithin(wanted, { size: SIZE, total })
      const { messages } = await listService(here.db, { offset: page * SIZE, limit: SIZE }, here.at)
      const number = (i: number) => page * SIZE + i + 1
      return {
        text: lines([t.last(total), '', ...messages.map((message, i) => lineOf(here, message, number(i)))]),
        keyboard: [
          ...pairs(
            messages.map((message, i) =>
              key(shorten(`${number(i)} ${nameOf(here, message)}`, BESIDE), people.open, { id: message.subscriberId }),
            ),
          ),
          ...pageRow(service.last, { page, size: SIZE, total }),
          [fileKey(here, service.lastFile, {}), key(admin.back, service.home, {})],
        ],
      }
    },
    { costly: true },
  ),

  tablesWay(service.lastFile, here => {
    const known = seesNames(here)
    return [
      lastServiceTable(here.db, here.t.exportCards.names.service, here.at, known ? null : here.t.personCards.number),
    ]
  }),
]

function nameOf(here: Here, { subscriberId: id, firstName, lastName }: ServiceLine): string {
  // Of whom was forgotten a number is left.
  return firstName === '' ? here.t.personCards.number(id) : personName(here, { id, firstName, lastName })
}

function lineOf(here: Here, message: ServiceLine, number: number): Rich {
  const { serviceCards: t } = here.t
  const { text, state, reason, grade, createdAt } = message
  const words = text === null || !seesNames(here) ? null : shorten(onOneLine(text), WORDS)
  const ended = state === 'failed' || state === 'skipped'
  const why = ended && reason !== null && reason !== 'evidence' ? `, ${t.reasons[reason]}` : ''
  const stands = state === 'sent' && grade !== null ? t.seenState[grade] : `${t.states[state]}${why}`
  return t.line(number, nameOf(here, message), words, stands, dateTime(createdAt, here.zone(), here.language, here.at))
}
