import { smallTable } from '../../../reports/export/table.js'
import type { Criterion } from '../../../segments/criterion.js'
import { checkNames } from '../../../segments/missing.js'
import { together } from '../../../segments/notes.js'
import { type Overlap, overlapOf } from '../../../segments/people/overlap.js'
import { findListed, getSegment, type ListedSegment, listSegments, type Segment } from '../../../segments/segment.js'
import { shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { ALONE, type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, type Go, type Guard, go, guarded, say, saying, screen, words } from '../../screen.js'
import { fileKey, tablesWay } from '../cards/file.js'
import { peopleList } from '../cards/people-list.js'
import { beginFor } from '../drafts/begin.js'
import { evaluationOf } from '../figures.js'
import { keepForMessage } from '../named-segment.js'
import { pageRow, pageWithin } from '../page.js'
import { findByName, findWords, keepWords } from '../search.js'
import { ofSegment } from '../segment-guards.js'
import { segments } from '../segments/addresses.js'
import { countLabel } from '../words/count-label.js'
import { analysis } from './addresses.js'

const SIZE = 6
const MOST_FOUND = 500

/** Leads to the choice where the other one was deleted meanwhile, or cannot be read. */
const otherIsThere: Guard<'id' | 'other' | 'from'> = (here, { id, other, from }) => withoutOther(here, id, other, from)

const secondIsThere: Guard<'id' | 'other'> = (here, { id, other }) => withoutOther(here, id, other, 0)

function withoutOther({ db, t }: Here, id: number, other: number, from: number): Go | null {
  return findListed(db, other)?.criterion == null
    ? saying(go(analysis.overlap, { id, page: 0, from }), t.errors.segment_not_found({ id: other }))
    : null
}

/** Which other segment, then who is in one, in both, in the other. */
export const overlapPlaces: Entry[] = ofSegment([
  screen(analysis.overlap, (here, { id, page: wanted, from }) => {
    const { analysisCards: t, admin } = here.t
    const total = listSegments(here.db, { offset: 0, limit: 1 }).total - 1
    const page = pageWithin(wanted, { size: SIZE, total })
    // One more, because the segment itself stands somewhere among them.
    const newest = listSegments(here.db, { offset: 0, limit: (page + 1) * SIZE + 1 }).segments
    const others = newest.filter(other => other.id !== id).slice(page * SIZE, (page + 1) * SIZE)
    return {
      text: lines([total === 0 ? t.noOther : t.chooseOther(getSegment(here.db, id).name)]),
      keyboard: [
        ...otherRows(others, id, from),
        ...pageRow(page => analysis.overlap.data({ id, page, from }), { page, size: SIZE, total }),
        [
          ...(total > SIZE ? [key(t.findOther, analysis.overlapFind, { id, from })] : []),
          key(admin.back, segments.open, { id, page: from }),
        ],
      ],
    }
  }),

  screen(
    analysis.overlapFind,
    ({ t: { admin } }, { id, from }) => ({
      text: lines([admin.askFind]),
      keyboard: [[key(admin.back, analysis.overlap, { id, page: 0, from })]],
    }),
    {
      words: words(
        ({ db, me, t, at }, { id, from }, { text }) => {
          const search = keepWords(db, me, text, at)
          return search === null ? say(t.admin.wordsNeeded) : go(analysis.overlapFound, { id, search, page: 0, from })
        },
        here => here.t.admin.wordsNeeded,
      ),
    },
  ),

  screen(analysis.overlapFound, (here, { id, search, page: wanted, from }) => {
    const { analysisCards: t, admin } = here.t
    const typed = findWords(here.db, here.me, search)
    if (typed === null) return go(analysis.overlap, { id, page: 0, from })
    const found = findByName(here.db, 'segments', typed, { offset: 0, limit: MOST_FOUND }).ids.filter(one => one !== id)
    const page = pageWithin(wanted, { size: SIZE, total: found.length })
    const others = found.slice(page * SIZE, (page + 1) * SIZE).flatMap(other => findListed(here.db, other) ?? [])
    return {
      text: found.length === 0 ? t.noneCalled(typed) : admin.found(typed, found.length),
      keyboard: [
        ...otherRows(others, id, from),
        ...pageRow(page => analysis.overlapFound.data({ id, search, page, from }), {
          ...{ page, size: SIZE },
          total: found.length,
        }),
        [
          key(admin.findAgain, analysis.overlapFind, { id, from }),
          key(admin.all, analysis.overlap, { id, page: 0, from }),
        ],
      ],
    }
  }),

  ...guarded(otherIsThere, [
    screen(
      analysis.overlapWith,
      async (here, { id, other: otherId, from }) => {
        const { analysisCards: t, segmentCards, admin } = here.t
        const [segment, other] = [getSegment(here.db, id), getSegment(here.db, otherId)]
        const { criterion } = segment
        const found = await overlapOf(here.db, criterion, other.criterion, evaluationOf(here))
        return {
          text: lines([...[t.overlap(segment.name, other.name), ''], t.overlapLines(segment.name, other.name, found)]),
          keyboard: [
            ...partRows(here, [t.onlyIn(segment.name), t.both, t.onlyIn(other.name)], found, {
              id,
              other: otherId,
              from,
            }),
            [fileKey(here, analysis.overlapFile, { id, other: otherId })],
            [key(t.another, analysis.overlap, { id, page: 0, from })],
            [key(shorten(segmentCards.title(other.name).text, ALONE), segments.open, { id: other.id, page: from })],
            [key(admin.back, segments.open, { id, page: from })],
          ],
        }
      },
      { costly: true },
    ),

    ...peopleList(
      { list: analysis.overlapPeople, file: analysis.overlapPeopleFile },
      (here, { id, other, part, from }) => {
        const [segment, second] = [getSegment(here.db, id), getSegment(here.db, other)]
        const { segmentCards, admin } = here.t
        return {
          name: partName(here, segment, second, part),
          criterion: partOf(segment, second, part),
          rows: [
            [key(segmentCards.write, analysis.overlapWrite, { id, other, part })],
            [key(admin.back, analysis.overlapWith, { id, other, from })],
          ],
        }
      },
    ),
  ]),

  ...guarded(secondIsThere, [
    tablesWay(analysis.overlapFile, async (here, { id, other }) => {
      const { exportCards, analysisCards } = here.t
      const { part, people, reachable } = exportCards.columns
      const [one, two] = [getSegment(here.db, id), getSegment(here.db, other)]
      const found = await overlapOf(here.db, one.criterion, two.criterion, evaluationOf(here))
      const rows = [found.onlyFirst, found.both, found.onlySecond].map((group, i) => [
        ...[partName(here, one, two, i), group.people, group.reachable],
      ])
      return [smallTable(analysisCards.inBoth(one.name, two.name), [part, people, reachable], () => rows)]
    }),

    deed(analysis.overlapWrite, {
      async look({ db }, { id, other, part }) {
        const criterion = partOf(getSegment(db, id), getSegment(db, other), part)
        await checkNames(db, criterion)
        return criterion
      },
      do(doing, { id, other, part }, criterion) {
        const name = partName(doing, getSegment(doing.db, id), getSegment(doing.db, other), part)
        return beginFor(doing, keepForMessage(doing, criterion, name).id)
      },
    }),
  ]),
])

/** Who is in each part that holds anybody. */
function partRows(
  { language }: Here,
  names: readonly string[],
  { onlyFirst, both, onlySecond }: Overlap,
  which: { id: number; other: number; from: number },
): Key[][] {
  return [onlyFirst, both, onlySecond].flatMap(({ people }, part) =>
    people === 0
      ? []
      : [[key(countLabel(names[part] ?? '', people, language), analysis.overlapPeople, { ...which, part, page: 0 })]],
  )
}

/** The people of one of three parts: of the first segment alone, of both, of the second alone. */
function partOf(first: Segment, second: Segment, part: number): Criterion {
  const [here, there] = part === 2 ? [second, first] : [first, second]
  return together(here.criterion, part === 1 ? there.criterion : { not: there.criterion })
}

function partName({ t: { analysisCards: t } }: Here, first: Segment, second: Segment, part: number): string {
  if (part === 1) return t.inBoth(first.name, second.name)
  return part === 0 ? t.onlyIn(first.name) : t.onlyIn(second.name)
}

function otherRows(others: readonly ListedSegment[], id: number, from: number): Key[][] {
  return pairs(
    others.map(other => key(shorten(other.name, ALONE), analysis.overlapWith, { id, other: other.id, from })),
  )
}
