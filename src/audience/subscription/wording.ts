import { createHash } from 'node:crypto'
import type { Db } from '../../db/open.js'
import type { Language } from '../../text/format.js'

/** Words that a person was shown when they agreed, stopped or paused; `name` says on which occasion. */
export type Wording = { name: string; language: Language; shown: string }

/**
 * Keeps the words once and says which version of them these are: 12 hex digits of their SHA-256.
 * @param at when they were shown, ms UTC
 */
export function recordWording(db: Pick<Db, 'sql'>, wording: Wording, at: number): string {
  const version = createHash('sha256').update(wording.shown).digest('hex').slice(0, 12)
  db.sql('insert or ignore into wordings (name, version, language, shown, first_at) values (?, ?, ?, ?, ?)').run(
    wording.name,
    version,
    wording.language,
    wording.shown,
    at,
  )
  return version
}
