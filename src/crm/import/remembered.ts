import { createHash } from 'node:crypto'
import type { Db } from '../../db/open.js'
import { fold } from '../../text/fold.js'
import { type Mapping, mappingSchema } from '../role.js'

/** How a file with these headers was read the last time; null when none was, or what is kept can no longer be read. */
export function findMapping(db: Db, headers: readonly string[]): Mapping | null {
  const row = db
    .sql<{ mapping: string }>('select mapping from import_mappings where header_hash = unhex(?)')
    .get(hashOf(headers))
  const kept = row === undefined ? null : mappingSchema.safeParse(JSON.parse(row.mapping))
  return kept?.success === true ? kept.data : null
}

/** Keeps how a file was read for the next one with the same headers, in whatever letters they are. @param at ms UTC */
export function rememberMapping(db: Db, headers: readonly string[], mapping: Mapping, at: number): void {
  db.sql(
    `insert into import_mappings (header_hash, mapping, at) values (unhex(?), ?, ?)
     on conflict (header_hash) do update set mapping = excluded.mapping, at = excluded.at`,
  ).run(hashOf(headers), JSON.stringify(mapping), at)
}

function hashOf(headers: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify(headers.map(fold)))
    .digest('hex')
}
