import type { Db } from '../db/open.js'
import { KINDS } from './kinds/all.js'
import { MENU_ENTRIES } from './kinds/buttons.js'
import type { Entry } from './kinds/slot.js'

/** The entries of a menu, those first whose kinds the kept segments ask for most; the others in their usual order. */
export function entriesByUse(db: Db, place: number): Entry[] {
  const rows = db
    .sql<{ leaf: string; uses: number }>(
      `select j.value as leaf, count(*) as uses from segments s, json_tree(iif(json_valid(s.criterion), s.criterion, '{}')) j
        where j.key = 'leaf' group by j.value`,
    )
    .all()
  const uses = new Map(rows.map(({ leaf, uses }) => [leaf, uses]))
  const kindOfEntry = new Map(KINDS.flatMap(kind => kind.builder.entries.map(({ number }) => [number, kind.name])))
  const used = ({ number }: Entry) => uses.get(kindOfEntry.get(number) ?? '') ?? 0
  return [...(MENU_ENTRIES[place]?.entries ?? [])].sort((a, b) => used(b) - used(a))
}
