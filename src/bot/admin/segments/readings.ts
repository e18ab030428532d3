import type { Criterion } from '../../../segments/criterion.js'
import { describeAsList, findNames } from '../../../segments/describe.js'
import type { Fragment } from '../../../segments/fragment.js'
import { countOrEstimate } from '../../../segments/people/estimate.js'
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
  const { said, counts } = await describedReadings(here, readings)
  const described = said.flatMap((reading, i) => ['', words.way(i + 1), reading])
  return {
    text: lines([words.severalWays(readings.length), ...described]),
    labels: readings.map((_, i) => countLabel(words.way(i + 1), counts[i] ?? null, here.language)),
  }
}

/**
 * What can be read of a sentence with some of its words set aside, which those are, and how many people each holds.
 * @returns lines that stand under what is wrong, and the label of each one's button
 */
export async function askedFragments(
  here: Looking,
  fragments: readonly Fragment[],
): Promise<{ lines: Piece[]; labels: string[] }> {
  const words = texts(here.language).countCards
  const [first, ...others] = fragments
  if (first === undefined) return { lines: [], labels: [] }
  const { said, counts } = await describedReadings(
    here,
    fragments.map(({ criterion }) => criterion),
  )
  const same = others.every(({ unread }) => String(unread) === String(first.unread))
  const wayOf = (i: number) => (others.length === 0 ? [] : [words.way(i + 1)])
  const described = said.flatMap((reading, i): Piece[] => {
    const without = words.without(fragments[i]?.unread ?? [])
    return [...wayOf(i), ...(same ? [] : [without]), reading]
  })
  return {
    lines: ['', same ? words.unread(first.unread) : words.unreadEither, ...described],
    labels: fragments.map((_, i) => {
      const label = others.length === 0 ? words.takeRest : words.way(i + 1)
      return countLabel(label, counts[i] ?? null, here.language)
    }),
  }
}

async function describedReadings(here: Looking, readings: readonly Criterion[]) {
  const names = findNames(here.db)
  const room = Math.floor(ROOM / readings.length)
  const counts = await Promise.all(readings.map(reading => countOrEstimate(here.db, reading, evaluationOf(here))))
  const said = readings.map(reading => quote(shorten(describeAsList(reading, here.language, names), room)))
  return { said, counts }
}
