import { findSubscriberById } from '../../../audience/subscriber.js'
import { listMessages } from '../../../delivery/campaign/message.js'
import { type Enrolled, listEnrolled } from '../../../delivery/campaign/series/counts.js'
import { placeOf } from '../../../delivery/campaign/series/place.js'
import { getSeries } from '../../../delivery/campaign/series.js'
import { moment } from '../../../reports/export/csv.js'
import { bigTable } from '../../../reports/export/table.js'
import { dateTime, shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { ALONE, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { type Entry, screen } from '../../screen.js'
import { fileKey, tablesWay } from '../cards/file.js'
import { pageRow, pageWithin } from '../page.js'
import { people } from '../people/addresses.js'
import { shownName } from '../words/name.js'
import { personName } from '../words/person.js'
import { campaigns } from './addresses.js'
import { begunPlaces } from './running.js'

const SIZE = 6

/** Somebody on their way, as far as what comes next for them goes. */
type Walker = Pick<Enrolled, 'edition' | 'position' | 'nextAt'>

/** Who is on their way in a series, and what comes next for them; all of them as a file. */
export const whoPlaces: Entry[] = begunPlaces([
  screen(
    campaigns.who,
    async (here, { id, page: wanted }) => {
      const { campaigns: t } = here.t
      const { total } = await listEnrolled(here.db, id, { offset: 0, limit: 0 })
      const page = pageWithin(wanted, { size: SIZE, total })
      const { people: found } = await listEnrolled(here.db, id, { offset: page * SIZE, limit: SIZE })
      const first = page * SIZE + 1
      const shown = found.map((walker, i) => {
        const { subscriberId } = walker
        const person = findSubscriberById(here.db, subscriberId)
        return { id: subscriberId, n: first + i, name: person === null ? '…' : personName(here, person), walker }
      })
      return {
        text: lines([
          t.whoTitle(shownName(getSeries(here.db, id).name), total),
          shown.length === 0 ? t.nobodyIn : null,
          ...shown.map(({ n, name, walker }) => t.whoRow(n, shownName(name), nextWords(here, id, walker))),
        ]),
        keyboard: [
          ...shown.map(one => [key(shorten(`${one.n}. ${one.name}`, ALONE), people.below, { id: one.id })]),
          ...pageRow(page => campaigns.who.data({ id, page }), { page, size: SIZE, total }),
          ...pairs([
            ...(shown.length === 0 ? [] : [fileKey(here, campaigns.whoFile, { id, page: 0 })]),
            key(t.keys.toSeries, campaigns.open, { id }),
          ]),
        ],
      }
    },
    { costly: true },
  ),

  tablesWay(campaigns.whoFile, (here, { id }) => {
    const { columns } = here.t.campaigns
    const { name } = getSeries(here.db, id)
    return [
      bigTable(
        here.db,
        name,
        [columns.number, columns.person, columns.message, columns.at],
        { table: 'enrolments', key: 'id', where: `campaign_id = ${id} and state = 'on_way'` },
        async span => {
          const rows = await here.db.jobs.rows<Walker & { subscriberId: number }>(
            `select subscriber_id as subscriberId, edition, position, next_at as nextAt from enrolments
             where id > :after and id <= :upto and campaign_id = :id and state = 'on_way' order by id`,
            { ...span, id },
          )
          return rows.map(({ subscriberId, ...walker }) => {
            const person = findSubscriberById(here.db, subscriberId)
            const message = nextMessage(here, id, walker)
            const name = person === null ? null : personName(here, person)
            return [subscriberId, name, message, message === null ? null : moment(walker.nextAt)]
          })
        },
      ),
    ]
  }),
])

/** Which message comes next, as people count them; null after the last one. */
function nextMessage({ db }: Pick<Here, 'db'>, id: number, { edition, position }: Walker): number | null {
  const more = position < listMessages(db, id, edition).length
  return more ? placeOf(getSeries(db, id), position + 1) : null
}

/** "message 2, Tue 24 Nov, 11:00". */
function nextWords(here: Here, id: number, walker: Walker): string {
  const { campaigns: t } = here.t
  const message = nextMessage(here, id, walker)
  if (message === null) return t.afterLast
  const at = Math.max(walker.nextAt ?? here.at, here.at)
  return t.nextAt(message, dateTime(at, here.zone(), here.language, here.at))
}
