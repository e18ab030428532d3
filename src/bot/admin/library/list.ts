import { countWritten, findWritten, listWritten, type Written } from '../../../delivery/library.js'
import { shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { type Entry, screen } from '../../screen.js'
import { broadcasts } from '../broadcasts/addresses.js'
import { pageRow, pageWithin } from '../page.js'
import { searchPlaces } from '../search.js'
import { library } from './addresses.js'

/** How many stand on a page. */
export const LIBRARY_PAGE = 8
const NAME = 40

/** The list, newest first, that of what was put away, and the search for a name. */
export const listPlaces: Entry[] = [
  screen(library.list, (here, { page }) => {
    const { admin, libraryCards: t } = here.t
    const { rows, total } = pageOf(here, false, page)
    const away = countWritten(here.db, true)
    return {
      text: lines(total === 0 ? [t.title(0), t.empty] : [t.title(total), t.about]),
      keyboard: [
        ...rows,
        ...pairs([
          ...(total > LIBRARY_PAGE ? [key(admin.find, library.find, {})] : []),
          ...(away > 0 ? [key(t.keys.archived(away), library.archived, { page: 0 })] : []),
          key(admin.back, broadcasts.list, { page: 0 }),
        ]),
      ],
    }
  }),

  screen(library.archived, (here, { page }) => {
    const { admin, libraryCards: t } = here.t
    const { rows, total } = pageOf(here, true, page)
    return {
      text: lines(total === 0 ? [t.archiveTitle(0), t.archiveEmpty] : [t.archiveTitle(total), t.archiveAbout]),
      keyboard: [...rows, [key(admin.all, library.list, { page: 0 })]],
    }
  }),

  ...searchPlaces({
    list: 'offers',
    find: library.find,
    found: library.found,
    all: library.list,
    size: LIBRARY_PAGE,
    rows: (here, ids) =>
      ids
        .map(id => findWritten(here.db, id))
        .filter(written => written !== null)
        .map(written => rowOf(here, written)),
  }),
]

/** The rows of a page, as near to the wanted one as there is, with the way to the others, and how many there are. */
function pageOf(here: Here, archived: boolean, wanted: number): { rows: Key[][]; total: number } {
  const total = countWritten(here.db, archived)
  const page = pageWithin(wanted, { size: LIBRARY_PAGE, total })
  const { offers } = listWritten(here.db, { offset: page * LIBRARY_PAGE, limit: LIBRARY_PAGE, archived })
  const to = archived ? library.archived : library.list
  return {
    rows: [...offers.map(written => rowOf(here, written)), ...pageRow(to, { page, size: LIBRARY_PAGE, total })],
    total,
  }
}

function rowOf({ t }: Here, { id, name, sending }: Written): Key[] {
  const mark = sending === null ? t.libraryCards.draftMark : t.delivery.marks[sending.state]
  return [key(`${mark} ${shorten(name, NAME)}`, library.one, { offer: id })]
}
