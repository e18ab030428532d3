import { FOLDING, fold, REFOLDED } from '../text/fold.js'
import type { Db } from './open.js'

const BATCH = 200

/** Where folded text stands beside what was written. `name`: it is unique, so two that become one are told apart. */
const FOLDED = [
  { table: 'attributes', written: 'label', folded: 'label_folded', name: true },
  { table: 'places', written: 'name', folded: 'name_folded', name: true },
  { table: 'topics', written: 'name', folded: 'name_folded', name: true },
  { table: 'segments', written: 'name', folded: 'name_folded', name: true },
  { table: 'sources', written: 'channel', folded: 'channel_folded', name: false },
  { table: 'order_lines', written: 'product', folded: 'product_folded', name: false },
  { table: 'order_lines', written: 'category', folded: 'category_folded', name: false },
  { table: 'order_lines', written: 'sku', folded: 'sku_folded', name: false },
  { table: 'orders', written: 'promo_code', folded: 'promo_folded', name: false },
] as const

/**
 * Brings what is stored folded to today's folding, once after it changed: what may differ is looked for in the jobs'
 * reader, and written a few rows at a time. Run again, as after a crash, it goes on. Nobody and nothing is lost: a name
 * that becomes another's gets a number, a value that becomes another of the same person's is that one.
 */
export async function refold(db: Db): Promise<void> {
  const done =
    db.sql<{ version: number }>('select user_version as version from pragma_user_version').get()?.version ?? 0
  if (done >= FOLDING) return
  for (const place of FOLDED) await refoldColumn(db, place)
  await refoldOffers(db)
  await refoldValues(db)
  await db.group(() => void db.sql(`pragma user_version = ${FOLDING}`).run())
}

async function refoldColumn(db: Db, { table, written, folded, name }: (typeof FOLDED)[number]): Promise<void> {
  const key = table === 'order_lines' ? 'order_id, line' : 'id, 0 as line'
  const rows = await db.jobs.rows<{ id: number; line: number; written: string }>(
    `select ${key.replace('order_id', 'order_id as id')}, "${written}" as written from "${table}" where "${folded}" glob ?`,
    [`*[${REFOLDED}]*`],
  )
  const where = table === 'order_lines' ? 'order_id = ? and line = ?' : 'id = ? and 0 = ?'
  const change = `update "${table}" set "${written}" = ?, "${folded}" = ? where ${where}`
  const taken = `select 1 from "${table}" where "${folded}" = ? and not (${where})`
  await inBatches(rows, batch =>
    db.group(() => {
      for (const { id, line, written } of batch) {
        let free = written
        for (let n = 2; name && db.sql(taken).get(fold(free), id, line) !== undefined; n++) free = `${written} ${n}`
        db.sql(change).run(free, fold(free), id, line)
      }
    }),
  )
}

/** A discarded offer has its number behind its folded name, so that another may have the name. */
async function refoldOffers(db: Db): Promise<void> {
  const rows = await db.jobs.rows<{ id: number; name: string; folded: string }>(
    'select id, name, name_folded as folded from offers where name_folded glob ?',
    [`*[${REFOLDED}]*`],
  )
  await inBatches(rows, batch =>
    db.group(() => {
      for (const { id, name, folded } of batch) {
        const tail = folded.includes('\n') ? `\n${id}` : ''
        let free = name
        const taken = db.sql('select 1 from offers where name_folded = ? and id <> ?')
        for (let n = 2; taken.get(`${fold(free)}${tail}`, id) !== undefined; n++) free = `${name} ${n}`
        db.sql('update offers set name = ?, name_folded = ? where id = ?').run(free, `${fold(free)}${tail}`, id)
      }
    }),
  )
}

async function refoldValues(db: Db): Promise<void> {
  const rows = await db.jobs.rows<{ attribute: number; value: string; person: number; shown: string }>(
    `select v.attribute_id as attribute, v.value, v.subscriber_id as person, v.shown from attribute_values v
     join attributes a on a.id = v.attribute_id
     where a.type in ('text', 'one_of', 'many_of') and v.value glob ?`,
    [`*[${REFOLDED}]*`],
  )
  await inBatches(rows, batch =>
    db.group(() => {
      const key = 'attribute_id = ? and value = ? and subscriber_id = ?'
      for (const { attribute, value, person, shown } of batch) {
        const folded = fold(shown)
        if (folded === value || folded === '') continue
        db.sql(`update or ignore attribute_values set value = ? where ${key}`).run(folded, attribute, value, person)
        db.sql(`delete from attribute_values where ${key}`).run(attribute, value, person)
      }
    }),
  )
}

async function inBatches<Row>(rows: readonly Row[], write: (batch: readonly Row[]) => Promise<void>): Promise<void> {
  for (let from = 0; from < rows.length; from += BATCH) await write(rows.slice(from, from + BATCH))
}
