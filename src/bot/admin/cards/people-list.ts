import type { Criterion } from '../../../segments/criterion.js'
import { countOrEstimate } from '../../../segments/estimate.js'
import { listPeople } from '../../../segments/people.js'
import { lines } from '../../../text/rich.js'
import type { Key } from '../../card.js'
import type { Here } from '../../here.js'
import type { Shown } from '../../screen.js'
import { evaluationOf, exactly } from '../figures.js'
import { pageRow } from '../page.js'
import { people } from '../people/addresses.js'
import { personLines, personRows } from '../words/person.js'

const SIZE = 8

/**
 * Whose people are listed: what they are called (null: nothing of its own), callback data of a page, and the rows under
 * the pages.
 */
export type Listed = { name: string | null; criterion: Criterion; pageData: (page: number) => string; rows: Key[][] }

/**
 * Who the people of a criterion are, a page at a time, the newest first. Each opens below, so that the list stays.
 * @throws AppError `query_timeout` after 5 s
 */
export async function peopleCard(
  here: Here,
  { name, criterion, pageData, rows }: Listed,
  wanted: number,
): Promise<Shown> {
  const { segmentCards: words } = here.t
  const context = evaluationOf(here)
  const counted = exactly(await countOrEstimate(here.db, criterion, context))
  const last = counted === null ? wanted : Math.ceil(counted / SIZE) - 1
  const page = Math.max(0, Math.min(wanted, last))
  const first = page * SIZE
  const found = await listPeople(here.db, criterion, context, { offset: first, limit: SIZE })
  const there = first + found.people.length + (found.more ? 1 : 0)
  return {
    text: lines([
      words.peopleOf(name, counted),
      '',
      ...(found.people.length === 0 ? [words.nobody] : personLines(here, found.people, first + 1)),
    ]),
    keyboard: [
      ...personRows(here, found.people, first + 1, people.below),
      ...pageRow(pageData, { page, size: SIZE, total: Math.max(counted ?? 0, there) }),
      ...rows,
    ],
  }
}
