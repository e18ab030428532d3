import type { Criterion } from '../../../segments/criterion.js'
import { describeAsList, findNames } from '../../../segments/describe.js'
import { countOrEstimate } from '../../../segments/estimate.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece, quote, type Rich } from '../../../text/rich.js'
import { evaluationOf, type Looking } from '../figures.js'
import { countLabel } from '../words/count-label.js'

const ROOM = 2_000

/**
 * The readings of a sentence, as lists that show what binds what, and how many people each holds.
 * @returns the question, and the label of each reading's button
 */
export async function askedReadings(
  here: Looking,
  readings: readonly Criterion[],
): Promise<{ text: Rich; labels: string[] }> {
  const words = texts(here.language).countCards
  const names = findNames(here.db)
  const room = Math.floor(ROOM / readings.length)
  const counts = await Promise.all(readings.map(reading => countOrEstimate(here.db, reading, evaluationOf(here))))
  const described = readings.flatMap((reading, i): Piece[] => [
    '',
    words.way(i + 1),
    quote(shorten(describeAsList(reading, here.language, names), room)),
  ])
  return {
    text: lines([words.severalWays(readings.length), ...described]),
    labels: readings.map((_, i) => countLabel(words.way(i + 1), counts[i] ?? null, here.language)),
  }
}
