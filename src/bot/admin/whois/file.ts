import { join } from 'node:path'
import { findConflict } from '../../../audience/linking/conflict.js'
import { findSubscriberById } from '../../../audience/subscriber.js'
import { createPauses } from '../../../clock.js'
import { WHO_HEADERS } from '../../../crm/own-file.js'
import { writeCsv } from '../../../reports/export/audience.js'
import { type Cell, csvRows } from '../../../reports/export/csv.js'
import { delimiterOf } from '../../../reports/export/everything.js'
import { date } from '../../../text/format.js'
import type { Here } from '../../here.js'
import type { Entry } from '../../screen.js'
import { fileWay } from '../cards/file.js'
import { spentWords } from '../words/customer.js'
import { stemOf } from '../words/file-name.js'
import { personName } from '../words/person.js'
import { whois } from './addresses.js'

/**
 * All customers who wait as a table, a row for each whom they may be: whoever fills in its last column drops it here again
 * (see `audience/linking/conflict-file.ts`).
 */
export const filePlaces: Entry[] = [
  fileWay(whois.file, async (here, _, { folder, signal }) => {
    const waiting = await here.db.people.rows<{ id: number }>(
      `select customer_id as id from customer_conflicts where resolved_at is null
       group by customer_id order by customer_id desc`,
    )
    const path = join(folder, `${stemOf(here, here.t.whoCards.fileName)}.csv`)
    const delimiter = delimiterOf(here.language)
    await writeCsv(path, csvRows([[...WHO_HEADERS]], delimiter), pages())
    return { paths: [path], caption: here.t.whoCards.howToFill }

    async function* pages(): AsyncGenerator<string> {
      const pauses = createPauses()
      for (const { id } of waiting) {
        signal.throwIfAborted()
        await pauses.take()
        yield csvRows(rowsOf(here, id), delimiter)
      }
    }
  }),
]

function rowsOf(here: Here, customerId: number): Cell[][] {
  const unclear = findConflict(here.db, customerId)
  if (unclear === null) return []
  const { whoCards: t } = here.t
  const { externalId, firstName, lastName, phone, orders, spent, candidates } = unclear
  const name = [firstName, lastName].filter(part => part !== null).join(' ')
  const day = (at: number | null) => (at === null ? null : date(at, here.zone(), here.language))
  return candidates.map(({ subscriberId, speaks, denied, linked }) => {
    const person = findSubscriberById(here.db, subscriberId)
    const why = [
      ...speaks.map(({ by, at }) => t.speaks[by](day(at))),
      ...(denied ? [t.saidNo] : []),
      ...(linked ? [t.linkedNow] : []),
    ]
    return [
      ...[customerId, externalId, name, phone, orders, spentWords(spent, here.language)],
      ...[
        subscriberId,
        person === null ? null : personName(here, person),
        person?.username ?? null,
        why.join(', '),
        null,
      ],
    ]
  })
}
