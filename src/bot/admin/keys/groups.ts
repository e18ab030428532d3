import { type GroupSize, listGroupSizes } from '../../../audience/rfm.js'
import { type Key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { pageRow, pageWithin } from '../page.js'
import { rfm } from '../rfm/addresses.js'
import { readyKey } from './ready.js'

const SIZE = 8

/** A page of the groups that hold subscribers, each a way to its people. @param known their sizes, where they are known */
export async function groupRows(
  { db, language, t: { labels } }: Here,
  wanted: number,
  known?: readonly GroupSize[],
): Promise<Key[][]> {
  const groups = (known ?? (await listGroupSizes(db))).filter(({ subscribers }) => subscribers > 0)
  const page = pageWithin(wanted, { size: SIZE, total: groups.length })
  return [
    ...pairs(
      groups
        .slice(page * SIZE, (page + 1) * SIZE)
        .map(({ group, subscribers }) => readyKey(`cell:${group}`, labels.cells[group], subscribers, language)),
    ),
    ...pageRow(rfm.groups, { page, size: SIZE, total: groups.length }),
  ]
}
