import { type FoundBuyer, listFound } from '../../../crm/import/found.js'
import { smallTable } from '../../../reports/export/table.js'
import { shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { ALONE, key } from '../../card.js'
import type { Here } from '../../here.js'
import { type Entry, go, screen } from '../../screen.js'
import { fileKey, tablesWay } from '../cards/file.js'
import { pageRow, pageWithin } from '../page.js'
import { people } from '../people/addresses.js'
import { personName } from '../words/person.js'
import { imports } from './addresses.js'

const SIZE = 6
/** So many people are in the file of who was found. */
const MOST = 200_000

/** Who of a file is in the bot, and by what: looked at before it comes in. */
export const foundPlaces: Entry[] = [
  screen(imports.found, (here, { id, page: wanted }) => {
    const { orderFiles: words, admin } = here.t
    const { total } = listFound(here.db, id, { offset: 0, limit: 1 })
    if (total === 0) return go(imports.open, { id })
    const page = pageWithin(wanted, { size: SIZE, total })
    const { found } = listFound(here.db, id, { offset: page * SIZE, limit: SIZE })
    const rows = found.map((buyer, i) => ({ ...buyer, number: page * SIZE + i + 1, name: nameOf(here, buyer) }))
    return {
      text: lines([
        words.found(total),
        '',
        ...rows.map(({ number, name, called, by }) =>
          words.foundRow(number, name, called ?? '—', words.foundBy[by] ?? by),
        ),
      ]),
      keyboard: [
        ...rows.map(({ number, name, subscriberId }) => [
          key(shorten(`${number}. ${name}`, ALONE), people.below, { id: subscriberId }),
        ]),
        ...pageRow(page => imports.found.data({ id, page }), { page, size: SIZE, total }),
        [fileKey(here, imports.foundFile, { id }), key(admin.back, imports.open, { id })],
      ],
    }
  }),

  tablesWay(imports.foundFile, (here, { id }) => {
    const { orderFiles: words } = here.t
    const rows = () =>
      listFound(here.db, id, { offset: 0, limit: MOST }).found.map(buyer => [
        nameOf(here, buyer),
        buyer.called,
        words.foundBy[buyer.by] ?? buyer.by,
      ])
    return [smallTable(words.foundFile, words.foundHeader, rows)]
  }),
]

function nameOf(here: Here, { subscriberId }: FoundBuyer): string {
  const person = here.db
    .sql<{ id: number; firstName: string; lastName: string | null }>(
      'select id, first_name as firstName, last_name as lastName from subscribers where id = ?',
    )
    .get(subscriberId)
  return person === undefined ? '—' : personName(here, person)
}
