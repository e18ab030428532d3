import type { Offer } from '../../../../offers/offer.js'
import { countPeople } from '../../../../segments/audience.js'
import type { Criterion } from '../../../../segments/criterion.js'
import { findNames } from '../../../../segments/describe.js'
import { findMissing, type Missing } from '../../../../segments/missing.js'
import { findListed } from '../../../../segments/segment.js'
import { texts } from '../../../../text/index.js'
import { concat } from '../../../../text/rich.js'
import { key } from '../../../card.js'
import type { BotContext } from '../../../context.js'
import type { AdminDeps } from '../../deps.js'
import { missingLines } from '../../segments/doubt.js'
import { offers as presses } from '../addresses.js'
import type { Mend } from '../check.js'
import { unlessSlow } from '../patience.js'

const MOST = 5

/**
 * Segments of a draft that name what nobody has, so that it would reach people who are not meant: those that hold more
 * by it, and those to be left out that hold nobody.
 */
export async function listDoubts(deps: AdminDeps, ctx: BotContext, { id, draft }: Offer): Promise<Mend[]> {
  const { db } = deps
  const { offerCards: t } = texts(ctx.language)
  const context = { at: ctx.at, zone: deps.zone() }
  const doubts: Mend[] = []
  const look = async (segmentId: number, isDoubtful: (found: Missing[], criterion: Criterion) => Promise<boolean>) => {
    const segment = findListed(db, segmentId)
    if (segment?.criterion == null || doubts.length === MOST) return
    const found = await findMissing(db, segment.criterion)
    if (found.length === 0 || !(await isDoubtful(found, segment.criterion))) return
    const words = found.flatMap(one => missingLines({ ...one, segment: segment.name }, findNames(db), ctx.language))
    doubts.push({ words: concat(words, ' '), mend: key(t.keys.whom, presses.whom, { offer: id, page: 0 }) })
  }
  for (const segment of draft.segments) await look(segment, async found => found.some(({ widens }) => widens))
  for (const segment of draft.leaveOut)
    await look(
      segment,
      async (_, criterion) => (await unlessSlow(countPeople(db, criterion, context), null))?.people === 0,
    )
  return doubts
}
