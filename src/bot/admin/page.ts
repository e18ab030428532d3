import type { Address } from '../address.js'
import type { Key } from '../card.js'

/** The way to a page: its address, or the callback data of a page where that carries more than its number. */
type Pages = Pick<Address<'page'>, 'data'> | ((page: number) => string)

/** The page that stands where this one is wanted, from 0: the last where there are no more, the first of an empty list. */
export function pageWithin(wanted: number, { size, total }: { size: number; total: number }): number {
  return Math.max(0, Math.min(wanted, Math.ceil(total / size) - 1))
}

/** The ‹ 2 / 5 › row under a paged list; empty when everything fits on one page. */
export function pageRow(pages: Pages, list: { page: number; size: number; total: number }): Key[][] {
  const count = Math.max(1, Math.ceil(list.total / list.size))
  if (count === 1) return []
  const to = (label: string, page: number) => ({
    label,
    data: typeof pages === 'function' ? pages(page) : pages.data({ page }),
  })
  return [
    [
      ...(list.page > 0 ? [to('‹', list.page - 1)] : []),
      to(`${list.page + 1} / ${count}`, list.page),
      ...(list.page < count - 1 ? [to('›', list.page + 1)] : []),
    ],
  ]
}
