import { DAY } from '../../../clock.js'
import { smallTable } from '../../../reports/export/table.js'
import { dayOf, growthOf, listSizes, refreshSegment } from '../../../segments/membership.js'
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
      const counted = listSizes(here.db, id, 1).some(({ day }) => day === dayOf(here.at, here.zone()))
      if (!counted) await count(here, id)
      const points = listSizes(here.db, id, DAYS)
      const growth = growthOf(points)
      const { entered = null, gone = null } = points.at(-1) ?? {}
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

  tablesWay(analysis.growthFile, ({ db, t }, { id }) => {
    const { day, people, reachable, entered, left } = t.exportCards.columns
    const rows = listSizes(db, id, DAYS).map(size => [
      ...[new Date(size.day * DAY).toISOString().slice(0, 10), size.size, size.reachable, size.entered, size.gone],
    ])
    return [smallTable(getSegment(db, id).name, [day, people, reachable, entered, left], () => rows)]
  }),

  way(analysis.recount, async (here, { id }) => {
    await count(here, id)
    return go(analysis.growth, { id })
  }),
])

/** What was counted today is kept, so that tomorrow it can be looked back at. */
function count(here: Here, id: number): Promise<void> {
  return refreshSegment(here.db, id, evaluationOf(here), here.db.people)
}
