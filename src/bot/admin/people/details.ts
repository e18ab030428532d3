import { segmentsOf } from '../../../segments/people/belonging.js'
import { lines } from '../../../text/rich.js'
import type { Values } from '../../address.js'
import type { Here } from '../../here.js'
import { type Entry, type Shown, screen } from '../../screen.js'
import { personName } from '../words/person.js'
import { people } from './addresses.js'
import { back, getPerson, pagesOfPerson } from './person.js'

const SEGMENTS = 20

/** Which saved segments hold them. */
export const detailPlaces: Entry[] = [screen(people.segments, segmentsOfPerson, { costly: true })]

/** The saved segments that hold them now, and how many could not be asked. */
async function segmentsOfPerson(here: Here, { id, page }: Values<'id' | 'page'>): Promise<Shown> {
  const t = here.t.personCards
  const name = personName(here, getPerson(here, id))
  const { segments, unasked } = await segmentsOf(here.db, id, { at: here.at, zone: here.zone() })
  const shown = segments.slice(Math.max(0, page) * SEGMENTS, (Math.max(0, page) + 1) * SEGMENTS)
  return {
    text: lines([
      t.segments(name, segments.length),
      '',
      ...shown.map(({ name }) => `• ${name}`),
      ...(unasked === 0 ? [] : ['', t.unasked(unasked)]),
    ]),
    keyboard: [...pagesOfPerson(people.segments, id, { page, size: SEGMENTS, total: segments.length }), back(here, id)],
  }
}
