import { onOneLine } from '../../../text/edges.js'
import { dateTime, shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import type { Values } from '../../address.js'
import type { Here } from '../../here.js'
import { type Entry, type Shown, screen } from '../../screen.js'
import { personName, seesNames } from '../words/person.js'
import { people } from './addresses.js'
import { listMeant, listOpenings } from './facts.js'
import { back, getPerson, pagesOfPerson } from './person.js'

const SIZE = 10

/** What was sent to them, and what they opened. */
export const messagePlaces: Entry[] = [screen(people.messages, messagesOfPerson), screen(people.clicks, clicksOfPerson)]

/** The last messages meant for them, each with what it says, what became of it, and what they did. */
async function messagesOfPerson(here: Here, { id, page }: Values<'id' | 'page'>): Promise<Shown> {
  const { personCards: t, reports, serviceCards, offerCards } = here.t
  const reasons: Record<string, string> = { ...serviceCards.reasons, ...reports.failures, ...reports.exclusions }
  const name = personName(here, getPerson(here, id))
  const rows = await listMeant(here.db, id, { limit: SIZE, offset: Math.max(0, page) * SIZE })
  const shown = rows.map(({ offer, words, state, reason, at, takenBackAt, grade, clicks }) => {
    const why = state === 'sent' || reason === null ? undefined : (reasons[reason] ?? reports.failures.other)
    const what = takenBackAt === null ? t.states[state] : t.takenBack
    // What an offer says is said to many; what a person was told of their order is their own.
    const said = offer === null && !seesNames(here) ? '' : onOneLine(words ?? '')
    return t.message(shorten(offer ?? offerCards.kinds.service, 60), shorten(said, 70), [
      dateTime(at, here.zone(), here.language, here.at),
      why === undefined ? what : `${what}: ${why}`,
      ...(grade === null ? [] : [t.seen[grade]]),
      ...(clicks === 0 ? [] : [t.clicked(clicks)]),
    ])
  })
  return {
    text: lines([t.messages(name), ...(shown.length === 0 ? [t.noMessages] : shown).flatMap(one => ['', one])]),
    keyboard: [...pagesOfPerson(people.messages, id, { page, size: SIZE, total: rows[0]?.total ?? 0 }), back(here, id)],
  }
}

/** Which links they opened, and what opened them where it was no person. */
async function clicksOfPerson(here: Here, { id, page }: Values<'id' | 'page'>): Promise<Shown> {
  const { personCards: t } = here.t
  const name = personName(here, getPerson(here, id))
  const rows = await listOpenings(here.db, id, { limit: SIZE, offset: Math.max(0, page) * SIZE })
  const shown = rows.map(({ offer, label, verdict, at }) =>
    t.opening(shorten(label ?? t.lostLink, 60), shorten(offer, 60), [
      dateTime(at, here.zone(), here.language, here.at),
      ...(verdict === 'human' ? [] : [t.verdicts[verdict]]),
    ]),
  )
  return {
    text: lines([t.clicks(name), ...(shown.length === 0 ? [t.noClicks] : shown).flatMap(one => ['', one])]),
    keyboard: [...pagesOfPerson(people.clicks, id, { page, size: SIZE, total: rows[0]?.total ?? 0 }), back(here, id)],
  }
}
