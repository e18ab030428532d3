import { findAttribute } from '../../../audience/attribute.js'
import { SECOND } from '../../../clock.js'
import { isInOwnWords } from '../../../reports/export/person.js'
import { smallTable } from '../../../reports/export/table.js'
import { leadsToOrders } from '../../../segments/notes.js'
import { growthOf, listSizes } from '../../../segments/people/membership.js'
import type { Fact } from '../../../segments/portrait/fact.js'
import type { Progress } from '../../../segments/portrait/trait-count.js'
import { type Difference, type Portrait, portraitOf } from '../../../segments/portrait.js'
import { getSegment, type Segment } from '../../../segments/segment.js'
import { lines, type Piece } from '../../../text/rich.js'
import { key } from '../../card.js'
import type { Here } from '../../here.js'
import { type Entry, screen } from '../../screen.js'
import { fileKey, tablesWay } from '../cards/file.js'
import { evaluationOf } from '../figures.js'
import { ofSegment } from '../segment-guards.js'
import { segments } from '../segments/addresses.js'
import { ordersKnownLines } from '../words/orders-known.js'
import { seesNames } from '../words/person.js'
import { analysis } from './addresses.js'
import { createTraitNames } from './trait-names.js'

const MONTH = 31
const PROGRESS_MS = 2 * SECOND

/** What sets a segment apart from everybody else, in words, and one tap to write to them. */
export const portraitPlaces: Entry[] = ofSegment([
  screen(
    analysis.portrait,
    async (here, { id, page }) => {
      const { analysisCards: words, segmentCards, admin } = here.t
      const segment = getSegment(here.db, id)
      const portrait = await portraitOf(here.db, segment.criterion, evaluationOf(here), progressOf(here, segment))
      const growth = growthOf(listSizes(here.db, id, MONTH))
      return {
        text: lines([
          words.apart(segment.name),
          segmentCards.people(portrait.people, portrait.people + portrait.others),
          segmentCards.reachable(portrait.reachable),
          growth.some(({ more }) => more !== null) ? words.growth(growth) : null,
          '',
          ...differenceLines(here, portrait),
          ...(asksAboutOrders(here, segment, portrait) ? await ordersKnownLines(here) : []),
        ]),
        keyboard: [
          [key(segmentCards.write, segments.write, { id })],
          [
            key(segmentCards.who, segments.people, { id, from: page, page: 0 }),
            fileKey(here, analysis.portraitFile, { id }),
          ],
          [key(admin.back, segments.open, { id, page })],
        ],
      }
    },
    { costly: true },
  ),

  tablesWay(analysis.portraitFile, async (here, { id }) => {
    const { columns } = here.t.exportCards
    const segment = getSegment(here.db, id)
    const portrait = await portraitOf(here.db, segment.criterion, evaluationOf(here))
    const names = createTraitNames(here, here.language)
    const rows = differencesOf(here, portrait).map(({ trait, split: { inside, outside } }) => [
      ...[names.trait(trait), inside.having, inside.known, outside.having, outside.known],
    ])
    const headers = [columns.trait, columns.inside, columns.ofInside, columns.outside, columns.ofOutside]
    return [smallTable(segment.name, headers, () => rows)]
  }),
])

/**
 * Says how far it is, at most every two seconds, so that a short wait shows nothing of it. The next question waits for
 * the edit: the last one must be the portrait.
 */
function progressOf({ clock, meanwhile, t }: Here, { name }: Segment): Progress {
  const words = t.analysisCards
  let shown = clock.monotonic()
  return async (answered, questions) => {
    if (answered === questions || clock.monotonic() - shown < PROGRESS_MS) return
    shown = clock.monotonic()
    await meanwhile?.({ text: lines([words.apart(name), words.looking(answered, questions)]), keyboard: [] })
  }
}

/** True where the segment, or what sets it apart, rests on orders. */
function asksAboutOrders(here: Here, { criterion }: Segment, portrait: Portrait): boolean {
  const told = differencesOf(here, portrait).map(({ trait }) => trait.fact)
  return told.includes('ordered') || told.includes('rfm') || leadsToOrders(here.db, criterion)
}

function differenceLines(here: Here, portrait: Portrait): (Piece | null)[] {
  const words = here.t.analysisCards
  if (portrait.kind === 'too_few') return [words.tooFew]
  const names = createTraitNames(here, here.language)
  const { leftOut, compared, looked, missing, people, others } = portrait
  const told = differencesOf(here, portrait).map(({ trait, split }) => words.difference(names.trait(trait), split))
  return [
    ...(told.length === 0 ? [words.nothingApart(compared)] : [...told, '', words.howCompared(compared)]),
    looked.inside < people || looked.outside < others ? words.drawn(looked) : null,
    missing.length === 0 ? null : words.tooSlow(missing.map(names.fact).join(', ')),
    leftOut.length === 0 ? null : words.leftOut(leftOut.map(names.fact).join(', ')),
  ]
}

/** What is told to whoever looks. */
function differencesOf(here: Here, portrait: Portrait): Difference[] {
  if (portrait.kind === 'too_few') return []
  return portrait.differences.filter(({ trait }) => !isHidden(here, trait.fact))
}

/** What people said in words of their own is not told to those who may not know who they are. */
function isHidden(here: Here, fact: Fact): boolean {
  if (typeof fact !== 'number' || seesNames(here)) return false
  const field = findAttribute(here.db, fact)
  return field !== null && isInOwnWords(field)
}
