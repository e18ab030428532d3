import { isAnythingBought } from '../../../audience/customer/bought.js'
import { RUNGS } from '../../../audience/ladder/rung.js'
import { CELLS } from '../../../audience/rfm/cell.js'
import type { RfmPicture } from '../../../reports/picture/picture.js'
import { readLadder, readScores, type ScoredCustomers } from '../../../reports/standing.js'
import { date } from '../../../text/format.js'
import { lines, type Piece } from '../../../text/rich.js'
import { type Key, key } from '../../card.js'
import type { Here } from '../../here.js'
import { type Entry, type Shown, screen } from '../../screen.js'
import { fileKey } from '../cards/file.js'
import { groupRows } from '../keys/groups.js'
import { bringOrders } from '../keys/orders.js'
import { stepRows } from '../keys/steps.js'
import { ladder } from '../ladder/addresses.js'
import { rfm } from '../rfm/addresses.js'
import { segments } from '../segments/addresses.js'
import { ordersKnownLines } from '../words/orders-known.js'
import { rungName } from '../words/rung-name.js'
import { analysis } from './addresses.js'
import { closeRow } from './close.js'

/** Pictures of everybody: customers by recency and frequency, people on the steps of the ladder. */
export const mapPlaces: Entry[] = [
  screen(
    analysis.map,
    async here => {
      const { analysisCards: words, labels } = here.t
      const { at, scored } = await readScores(here.db)
      if (scored.length === 0)
        return isAnythingBought(here.db)
          ? nothingYet(here, words.noScores, key(words.inWords, rfm.home, {}))
          : nothingYet(here, here.t.orderCards.unknown, bringOrders(here))
      const customers = scored.reduce((sum, { people }) => sum + people, 0)
      return {
        text: lines([
          words.mapCaption,
          at === null ? null : words.countedOn(date(at, here.zone(), here.language)),
          ...(await ordersKnownLines(here)),
        ]),
        picture: {
          ...{ kind: 'rfm', language: here.language, title: words.mapTitle(customers), axes: words.axes },
          squares: squaresOf(scored, labels.cells),
        },
        keyboard: [
          ...(await groupRows(here, 0)),
          [key(words.inWords, rfm.home, {}), fileKey(here, rfm.file, {})],
          closeRow(here),
        ],
      }
    },
    { picture: true, costly: true },
  ),

  screen(
    analysis.ladder,
    async here => {
      const { analysisCards: words, labels } = here.t
      const { rungs, unknown } = await readLadder(here.db)
      if (rungs.length === 0) {
        const topics = key(here.t.ladderCards.keys.topics, ladder.topics, { page: 0 })
        return nothingYet(here, words.noLadder, topics)
      }
      return {
        text: lines([words.ladderCaption, ...(await ordersKnownLines(here))]),
        picture: {
          ...{ kind: 'ladder', language: here.language, title: words.ladderTitle, axes: words.ladderAxes },
          rungs: RUNGS.map(rung => ({
            name: rungName(here.preferences, rung, here.language),
            people: rungs.find(row => row.rung === rung)?.people ?? 0,
          })),
          unknown: { name: labels.rungs[0], people: unknown },
        },
        keyboard: [
          ...(await stepRows(here)),
          [key(words.inWords, ladder.home, {}), fileKey(here, ladder.file, {})],
          closeRow(here),
        ],
      }
    },
    { picture: true, costly: true },
  ),
]

/** In place of a picture: what is missing, and where it would come from. */
function nothingYet({ t: { admin } }: Here, words: Piece, way: Key): Shown {
  return { text: lines([words]), keyboard: [[way], [key(admin.back, segments.list, { page: 0 })]] }
}

/** @param scored the largest groups first */
function squaresOf(scored: readonly ScoredCustomers[], names: Readonly<Record<string, string>>): RfmPicture['squares'] {
  return [1, 2, 3, 4, 5].flatMap(r =>
    [1, 2, 3, 4, 5].flatMap(f => {
      const here = scored.filter(row => row.r === r && row.f === f)
      if (here.length === 0) return []
      const largest: readonly string[] = here.slice(0, 1).map(({ cell }) => cell)
      return {
        r,
        f,
        people: here.reduce((sum, { people }) => sum + people, 0),
        names: here.map(({ cell }) => names[cell] ?? cell),
        hue: CELLS.findIndex(cell => largest.includes(cell)),
      }
    }),
  )
}
