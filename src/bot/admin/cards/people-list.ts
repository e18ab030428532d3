import { exportPeople } from '../../../reports/export/audience.js'
import { delimiterOf } from '../../../reports/export/everything.js'
import type { Criterion } from '../../../segments/criterion.js'
import { countOrEstimate } from '../../../segments/people/estimate.js'
import { listPeople } from '../../../segments/people.js'
import { lines } from '../../../text/rich.js'
import type { Address, Values } from '../../address.js'
import type { Key } from '../../card.js'
import type { Here } from '../../here.js'
import { type Entry, type Go, type Shown, screen } from '../../screen.js'
import { evaluationOf, exactly } from '../figures.js'
import { pageRow } from '../page.js'
import { people } from '../people/addresses.js'
import { stemOf } from '../words/file-name.js'
import { personLines, personRows, seesNames } from '../words/person.js'
import { readersFor } from '../words/readers.js'
import { fileKey, fileWay } from './file.js'

const SIZE = 8

/** Whose people are listed: what they are called (null: nothing of its own), and the rows under the pages. */
export type Listed = { name: string | null; criterion: Criterion; rows: Key[][] }

/**
 * A list of people, in two places that carry the same numbers: its pages, and all of it as a file.
 * @param of whose people they are; it may lead elsewhere, where there is nobody to list (any more)
 */
export function peopleList<Field extends string>(
  { list, file }: { list: Address<Field | 'page'>; file: Address<Field | 'page'> },
  of: (here: Here, values: Values<Field | 'page'>) => Listed | Go | Promise<Listed | Go>,
): Entry[] {
  return [
    screen(
      list,
      async (here, values) => {
        const listed = await of(here, values)
        if (!('criterion' in listed)) return listed
        const pageData = (page: number) => list.data({ ...values, page })
        return peopleCard(here, listed, { pageData, file: fileKey(here, file, { ...values, page: 0 }) }, values.page)
      },
      { costly: true },
    ),
    fileWay(file, async (here, values, { folder, signal }) => {
      const listed = await of(here, values)
      if (!('criterion' in listed)) return { paths: [], caption: null }
      const name = listed.name ?? here.t.exportCards.names.people
      const { paths, people } = await exportPeople(
        here.db,
        { name, criterion: listed.criterion, context: evaluationOf(here) },
        await readersFor(here),
        { folder, signal, stem: stemOf(here, name), delimiter: delimiterOf(here.language) },
      )
      const { sent, sentNumbers } = here.t.exportCards
      return { paths, caption: seesNames(here) ? sent(people) : sentNumbers(people) }
    }),
  ]
}

/**
 * Who the people of a criterion are, a page at a time, the newest first. Each opens below, so that the list stays.
 * @throws AppError `query_timeout` after 5 s
 */
async function peopleCard(
  here: Here,
  { name, criterion, rows }: Listed,
  { pageData, file }: { pageData: (page: number) => string; file: Key },
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
      ...(found.people.length === 0 ? [] : [[file]]),
      ...rows,
    ],
  }
}
