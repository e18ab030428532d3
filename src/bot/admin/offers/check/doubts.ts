import type { Offer } from '../../../../offers/offer.js'
import type { Criterion } from '../../../../segments/criterion.js'
import { findNames } from '../../../../segments/describe.js'
import { findMissing, type Missing } from '../../../../segments/missing.js'
import { countPeople } from '../../../../segments/people/audience.js'
import { findListed } from '../../../../segments/segment.js'
import { concat } from '../../../../text/rich.js'
import { key } from '../../../card.js'
import type { Here } from '../../../here.js'
import { unlessSlow } from '../../patience.js'
import { missingLines } from '../../words/missing.js'
import { offers } from '../addresses.js'
import type { Lack } from './lacks.js'

const MOST = 5

/**
 * Segments of a draft that name what nobody has, so that it would reach people who are not meant: those that hold more
 * by it, and those to be left out that hold nobody.
 */
export async function listDoubts(
  { db, at, zone, language, t: { offerCards: t } }: Here,
  { id, draft }: Offer,
): Promise<Lack[]> {
  const context = { at, zone: zone() }
  const doubts: Lack[] = []
  const look = async (segmentId: number, isDoubtful: (found: Missing[], criterion: Criterion) => Promise<boolean>) => {
    const segment = findListed(db, segmentId)
    if (segment?.criterion == null || doubts.length === MOST) return
    const found = await findMissing(db, segment.criterion)
    if (found.length === 0 || !(await isDoubtful(found, segment.criterion))) return
    const words = found.flatMap(one => missingLines({ ...one, segment: segment.name }, findNames(db), language))
    doubts.push({ words: concat(words, ' '), way: key(t.keys.whom, offers.whom, { offer: id, page: 0 }) })
  }
  for (const segment of draft.segments) await look(segment, async found => found.some(({ widens }) => widens))
  for (const segment of draft.leaveOut)
    await look(
      segment,
      async (_, criterion) => (await unlessSlow(countPeople(db, criterion, context), null))?.people === 0,
    )
  return doubts
}
