import type { Address } from '../../address.js'
import type { Key } from '../../card.js'
import { pageRow, pageWithin } from '../page.js'

/** Some of many, and which. */
export type Page<T> = { items: T[]; page: number; size: number; total: number }

/** The page asked for, or the nearest there is. */
export function pageOf<T>(all: readonly T[], wanted: number, size: number): Page<T> {
  const page = pageWithin(wanted, { size, total: all.length })
  return { items: all.slice(page * size, (page + 1) * size), page, size, total: all.length }
}

/** The row with the pages of something that a broadcast has many of. */
export function pagesWith(pages: Address<'id' | 'page'>, id: number, shown: Page<unknown>): Key[][] {
  return pageRow(page => pages.data({ id, page }), shown)
}
