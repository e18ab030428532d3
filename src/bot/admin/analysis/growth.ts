import { DAY } from '../../../clock.js'
import { smallTable } from '../../../reports/export/table.js'
import {
  dayOf,
  growthOf,
  listSizes,
  refreshSegment,
  type SegmentSize,
  sizeNow,
} from '../../../segments/people/membership.js'
import { getSegment } from '../../../segments/segment.js'
import { lines } from '../../../text/rich.js'
import { key } from '../../card.js'
import type { Here } from '../../here.js'
import { type Entry, go, screen, way } from '../../screen.js'
import { fileKey, tablesWay } from '../cards/file.js'
import { evaluationOf } from '../figures.js'
import { ofSegment } from '../segment-guards.js'
import { segments } from '../segments/addresses.js'
import { analysis } from './addresses.js'
import { closeRow } from './close.js'

const DAYS = 90

/** How large a segment was, day by day, as a picture. */
export const growthPlaces: Entry[] = ofSegment([
  screen(
    analysis.growth,
    async (here, { id }) => {
      const { analysisCards: words, segmentCards } = here.t
      const { name } = getSegment(here.db, id)
      const points = await sizesOf(here, id)
      const growth = growthOf(points)
      const { entered = null, gone = null } = points.at(-1) ?? {}
      if (points.every(({ size }) => size === 0))
        return {
          text: lines([words.growthTitle(name), words.nobodySoFar]),
          keyboard: [
            [key(words.recount, analysis.recount, { id }), fileKey(here, analysis.growthFile, { id })],
            [key(here.t.admin.back, segments.open, { id, page: 0 })],
          ],
        }
      return {
        text: lines([
          words.growthTitle(name),
          growth.every(({ more }) => more === null) ? words.noGrowthYet : words.growth(growth),
          entered === null || gone === null ? null : words.moved(entered, gone),
        ]),
        picture: {
          ...{ kind: 'sizes', language: here.language, title: name, names: words.lines, axes: words.growthAxes },
          points,
        },
        keyboard: [
          [key(segmentCards.who, segments.people, { id, from: 0, page: 0 })],
          [key(words.recount, analysis.recount, { id }), fileKey(here, analysis.growthFile, { id })],
          closeRow(here),
        ],
      }
    },
    { picture: true, costly: true },
  ),

  tablesWay(analysis.growthFile, async (here, { id }) => {
    const { day, people, reachable, entered, left } = here.t.exportCards.columns
    const rows = (await sizesOf(here, id)).map(size => [
      ...[new Date(size.day * DAY).toISOString().slice(0, 10), size.size, size.reachable, size.entered, size.gone],
    ])
    return [smallTable(getSegment(here.db, id).name, [day, people, reachable, entered, left], () => rows)]
  }),

  way(analysis.recount, async (here, { id }) => {
    await refreshSegment(here.db, id, evaluationOf(here), here.db.people)
    return go(analysis.growth, { id })
  }),
])

/** Day by day. What the clock has not taken down today yet is counted to be looked at, and kept by nobody. */
async function sizesOf(here: Here, id: number): Promise<SegmentSize[]> {
  const kept = listSizes(here.db, id, DAYS)
  if (kept.at(-1)?.day === dayOf(here.at, here.zone())) return kept
  return [...kept, await sizeNow(here.db, id, evaluationOf(here))].slice(-DAYS)
}
