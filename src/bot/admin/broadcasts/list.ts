import type { Db } from '../../../db/open.js'
import { type Broadcast, findBroadcast, LISTED, listBroadcasts } from '../../../delivery/broadcast.js'
import { unreachable } from '../../../errors.js'
import { broadcastsTable } from '../../../reports/export/broadcasts.js'
import { findGlances, type Glance } from '../../../reports/glance.js'
import { honestShare } from '../../../reports/share.js'
import { judgedBy } from '../../../reports/summary/figure.js'
import { dateTime, shortenName } from '../../../text/format.js'
import { concat } from '../../../text/rich.js'
import { ALONE, type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { command, type Entry, go, screen } from '../../screen.js'
import { calendar } from '../calendar/addresses.js'
import { campaigns } from '../campaigns/addresses.js'
import { fileKey, tablesWay } from '../cards/file.js'
import { home } from '../home/addresses.js'
import { library } from '../library/addresses.js'
import { pageRow, pageWithin } from '../page.js'
import { searchPlaces } from '../search.js'
import { broadcasts } from './addresses.js'

const SIZE = 8
/** Of a name this much is shown at least, however long its figure. */
const SHORTEST_NAME = 10

/** `/broadcasts`: all of them, newest first, a page at a time, and the search for a name. */
export const listPlaces: Entry[] = [
  command('broadcasts', go(broadcasts.list, { page: 0 })),

  screen(broadcasts.list, async (here, { page: wanted }) => {
    const { admin, delivery } = here.t
    const back = key(admin.back, home.home, {})
    const { total } = listBroadcasts(here.db, { offset: 0, limit: 1 })
    const dates = key(here.t.calendarCards.door, calendar.week, { week: 0 })
    const written = here.may(library.list) ? [key(here.t.libraryCards.door, library.list, { page: 0 })] : []
    if (total === 0) return { text: concat([delivery.listEmpty]), keyboard: pairs([dates, ...written, back]) }
    const page = pageWithin(wanted, { size: SIZE, total })
    const { broadcasts: shown } = listBroadcasts(here.db, { offset: page * SIZE, limit: SIZE })
    return {
      text: delivery.list(total),
      keyboard: [
        ...(await rowsOf(here, shown)),
        ...pageRow(broadcasts.list, { page, size: SIZE, total }),
        ...pairs([
          dates,
          fileKey(here, broadcasts.listFile, {}),
          ...written,
          ...(total > SIZE ? [key(admin.find, broadcasts.find, {})] : []),
          back,
        ]),
      ],
    }
  }),

  tablesWay(broadcasts.listFile, here => [{ ...broadcastsTable(here.db), name: here.t.exportCards.names.broadcasts }]),

  screen(broadcasts.back, ({ db }, { id }) => {
    const broadcast = findBroadcast(db, id)
    // A message of a series stands with it.
    if (broadcast?.standing === true && broadcast.campaignId !== null)
      return go(campaigns.open, { id: broadcast.campaignId })
    return go(broadcasts.list, { page: pageOf(db, id) })
  }),

  ...searchPlaces({
    list: 'broadcasts',
    find: broadcasts.find,
    found: broadcasts.found,
    all: broadcasts.list,
    size: SIZE,
    rows: (here, ids) =>
      rowsOf(
        here,
        ids.map(id => findBroadcast(here.db, id)).filter(broadcast => broadcast !== null),
      ),
  }),
]

async function rowsOf(here: Here, shown: Broadcast[]): Promise<Key[][]> {
  const glances = await findGlances(
    here.db,
    shown.map(broadcast => broadcast.id),
  )
  return shown.map(broadcast => {
    const { id, state, offerName, nudges } = broadcast
    const glance = glances.get(id)
    const figure = glance === undefined ? null : figureOf(here, broadcast, glance)
    // It is called as what it reminds of, and of a name a button shows only the beginning.
    const mark = `${here.t.delivery.marks[state]}${nudges === null ? '' : here.t.delivery.remindsMark} `
    const behind = figure === null ? '' : ` · ${figure}`
    const name = shortenName(offerName, Math.max(SHORTEST_NAME, ALONE - mark.length - behind.length))
    return [key(`${mark}${name}${behind}`, broadcasts.open, { id })]
  })
}

/** The one figure that matters in this state; null while there is none. */
function figureOf({ t, language, at }: Here, broadcast: Broadcast, glance: Glance): string | null {
  const { delivery, reports } = t
  const { toSend, done, delivered, judged, goal, ordersKnown } = glance
  switch (broadcast.state) {
    case 'scheduled':
      return dateTime(broadcast.startsAt, broadcast.zone, language, at)
    case 'planning':
      return null
    case 'paused':
    case 'running':
      if (broadcast.startedAt === null) return delivery.onHold
      return toSend === 0 ? null : `${Math.floor((done * 100) / toSend)} %`
    case 'finished': {
      const figure = judgedBy(goal, ordersKnown)
      return reports.glance[figure](honestShare(judged, delivered, language, figure === 'seen' ? 'down' : 'nearest'))
    }
    case 'cancelled':
      return reports.glance.delivered(delivered)
    default:
      return unreachable(broadcast.state)
  }
}

/** The page that a broadcast stands on. */
function pageOf(db: Db, id: number): number {
  const row = db
    .sql<{ newer: number }>(
      `select count(*) as newer from broadcasts b
       where (created_at, id) > (select created_at, id from broadcasts where id = ?) and ${LISTED}`,
    )
    .get(id)
  return Math.floor((row?.newer ?? 0) / SIZE)
}
