import type { Db } from '../../db/open.js'
import { type Cell, moment, yesNo } from './csv.js'
import { smallTable, type Table } from './table.js'

/** A table that is one question; the cells stand in the order of the headers, and `at` ends the names of moments. */
function asked(db: Db, name: string, headers: readonly string[], sql: string): Table {
  return smallTable(name, headers, async () => {
    const rows = await db.jobs.rows<Record<string, Cell>>(sql)
    return rows.map(row => headers.map(header => cellOf(header, row[header] ?? null)))
  })
}

function cellOf(header: string, value: Cell): Cell {
  if (header.endsWith('_at') && typeof value === 'number') return moment(value)
  return header === 'tracked' && typeof value === 'number' ? yesNo(value) : value
}

/** What was offered, and in which words: an offer a row, then a message a row, then a link a row. */
export function offerTables(db: Db): Table[] {
  return [
    asked(
      db,
      'offers',
      ['offer', 'name', 'kind', 'goal', 'state', 'utm_campaign', 'created_at'],
      `select id as offer, name, kind, goal, state, utm_campaign, created_at from offers where state <> 'discarded' order by id`,
    ),
    asked(
      db,
      'messages',
      ['offer', 'name', 'version', 'segment', 'medium', 'text', 'entities', 'buttons', 'poll', 'album'],
      `select o.id as offer, o.name, v.id as version, g.name as segment, v.content ->> '$.kind' as medium,
         v.content ->> '$.text' as text, v.content -> '$.entities' as entities, v.content -> '$.buttons' as buttons,
         v.content -> '$.poll' as poll, v.content -> '$.items' as album
       from variants v join offers o on o.id = v.offer_id left join segments g on g.id = v.segment_id
       where o.state <> 'discarded' order by v.offer_id, v.position, v.id`,
    ),
    asked(
      db,
      'links',
      ['offer', 'version', 'number', 'label', 'url', 'tracked'],
      `select v.offer_id as offer, l.variant_id as version, l.number, l.label, l.url, l.tracked
       from links l join variants v on v.id = l.variant_id order by l.variant_id, l.number`,
    ),
  ]
}
