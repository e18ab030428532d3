import type { Key } from '../card.js'
import { key } from '../card.js'
import type { Press } from '../press.js'

/** The ‹ 2 / 5 › row under a paged list; empty when everything fits on one page. */
export function pageRow(definition: Press<'page'>, list: { page: number; size: number; total: number }): Key[][] {
  const pages = Math.max(1, Math.ceil(list.total / list.size))
  if (pages === 1) return []
  const row: Key[] = []
  if (list.page > 0) row.push(key('‹', definition, { page: list.page - 1 }))
  row.push(key(`${list.page + 1} / ${pages}`, definition, { page: list.page }))
  if (list.page < pages - 1) row.push(key('›', definition, { page: list.page + 1 }))
  return [row]
}
