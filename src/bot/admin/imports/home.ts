import { type Import, listImports } from '../../../crm/import/record.js'
import { unreachable } from '../../../errors.js'
import { date, shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { ALONE, key } from '../../card.js'
import type { Here } from '../../here.js'
import { again, command, type Entry, go, screen, takes } from '../../screen.js'
import { home } from '../home/addresses.js'
import { pageRow, pageWithin } from '../page.js'
import { imports } from './addresses.js'
import { receiveMessage } from './receive.js'

const SIZE = 6

/** /import: what was brought in, and where the next file is dropped. */
export const homePlaces: Entry[] = [
  command('import', go(imports.home, { page: 0 })),

  screen(
    imports.home,
    (here, { page: wanted }) => {
      const { importCards: t, admin } = here.t
      const { total } = listImports(here.db, { offset: 0, limit: 1 })
      const page = pageWithin(wanted, { size: SIZE, total })
      const shown = listImports(here.db, { offset: page * SIZE, limit: SIZE }).imports
      return {
        text: lines([t.home, ...(total === 0 ? [] : ['', t.homeDone(total)])]),
        keyboard: [
          ...shown.map(one => [key(labelOf(here, one), imports.open, { id: one.id })]),
          ...pageRow(imports.home, { page, size: SIZE, total }),
          [key(admin.back, home.home, {})],
        ],
      }
    },
    {
      words: takes(
        {
          look: (doing, { said: { message } }) => receiveMessage(doing, message) ?? again(doing.t.asked.table),
          do: (_, __, led) => led,
        },
        null,
      ),
    },
  ),
]

function labelOf(here: Here, { file, at, state }: Import): string {
  const day = date(at, here.zone(), here.language)
  return shorten(`${markOf(state)} ${day} · ${file}`, ALONE)
}

function markOf(state: Import['state']): string {
  switch (state) {
    case 'looked':
    case 'ready':
      return '📄'
    case 'merging':
      return '⏳'
    case 'done':
      return '✅'
    case 'undone':
      return '↩️'
    case 'cancelled':
      return '✖️'
    default:
      return unreachable(state)
  }
}
