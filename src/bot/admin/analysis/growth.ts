import { dayOf, growthOf, listSizes, refreshSegment, sizeNow } from '../../../segments/membership.js'
import { getSegment } from '../../../segments/segment.js'
import { lines } from '../../../text/rich.js'
import { key } from '../../card.js'
import { type Entry, go, screen, way } from '../../screen.js'
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
      const kept = listSizes(here.db, id, DAYS)
      // What the clock has not taken down today yet is counted to be looked at, and kept by nobody.
      const counted = kept.at(-1)?.day === dayOf(here.at, here.zone())
      const points = counted ? kept : [...kept, await sizeNow(here.db, id, evaluationOf(here))].slice(-DAYS)
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
          [key(words.recount, analysis.recount, { id })],
          closeRow(here),
        ],
      }
    },
    { picture: true, costly: true },
  ),

  way(analysis.recount, async (here, { id }) => {
    await refreshSegment(here.db, id, evaluationOf(here), here.db.people)
    return go(analysis.growth, { id })
  }),
])
