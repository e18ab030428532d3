import type { Db } from '../../db/open.js'
import { subscriptionEvents } from '../../db/schema/index.js'

const ROWS = 200
const KINDS: readonly string[] = subscriptionEvents.kind.enumValues
const WHYS: readonly string[] = subscriptionEvents.why.enumValues

/** History that came back: what was not here, what was, and rows of people who are not here or that say nothing. */
export type ConsentTaken = { made: number; same: number; left: number }

type Row = Readonly<Record<string, string>>

/**
 * Takes back what people once said about being written to (`CONSENT_HEADERS`), with the words that they were shown, for
 * those who are here. It is history: what holds of them now stays as it is. Done again it comes to the same.
 * @param rows each by its headers
 */
export async function takeConsent(db: Db, rows: readonly Row[]): Promise<ConsentTaken> {
  const taken: ConsentTaken = { made: 0, same: 0, left: 0 }
  for (let i = 0; i < rows.length; i += ROWS) {
    const some = rows.slice(i, i + ROWS)
    await db.group(() => {
      for (const row of some) taken[takeOne(db, row)]++
    })
  }
  return taken
}

function takeOne(db: Db, row: Row): keyof ConsentTaken {
  const cell = (name: string) => row[name] || null
  const kind = cell('segcast_consent') ?? ''
  const at = Date.parse(row['at'] ?? '')
  const person = db
    .sql<{ id: number }>('select id from subscribers where telegram_id = ?')
    .get(Number(row['telegram_id'] ?? 0))
  if (person === undefined || Number.isNaN(at) || !KINDS.includes(kind)) return 'left'
  const known = db
    .sql('select 1 from subscription_events where subscriber_id = ? and at = ? and kind = ?')
    .get(person.id, at, kind)
  if (known !== undefined) return 'same'
  const [wording, version] = [cell('wording'), cell('version')]
  const why = cell('why')
  db.sql(
    `insert into subscription_events (subscriber_id, kind, source, wording, wording_version, at, why)
     values (?, ?, ?, ?, ?, ?, ?)`,
  ).run(person.id, kind, cell('source'), wording, version, at, why !== null && WHYS.includes(why) ? why : null)
  const words = cell('words')
  if (wording !== null && version !== null && words !== null)
    db.sql(
      `insert into wordings (name, version, language, shown, first_at) values (?, ?, ?, ?, ?)
       on conflict (name, version) do nothing`,
    ).run(wording, version, cell('wording_language') ?? 'en', words, at)
  return 'made'
}
