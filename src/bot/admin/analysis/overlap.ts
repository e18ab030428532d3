import { overlapOf } from '../../../segments/overlap.js'
import { findListed, getSegment, listSegments, type ListedSegment } from '../../../segments/segment.js'
import { shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { type Key, key } from '../../card.js'
import { type Entry, type Guard, go, guarded, say, saying, screen, words } from '../../screen.js'
import { pageRow } from '../page.js'
import { findByName, findWords, keepWords } from '../search.js'
import { segments } from '../segments/addresses.js'
import { evaluationOf } from '../segments/figures.js'
import { flow } from '../segments/label.js'
import { ofSegment } from '../segments/there.js'
import { analysis } from './addresses.js'

const SIZE = 6
const MOST_FOUND = 500
const LABEL = 34

/** Leads to the choice where the other one was deleted meanwhile, or cannot be read. */
const otherIsThere: Guard<'id' | 'other' | 'from'> = ({ db, t }, { id, other, from }) =>
  findListed(db, other)?.criterion == null
    ? saying(go(analysis.overlap, { id, page: 0, from }), t.errors.segment_not_found({ id: other }))
    : null

/** Which other segment, then who is in one, in both, in the other. */
export const overlapPlaces: Entry[] = ofSegment([
  screen(analysis.overlap, (here, { id, page: wanted, from }) => {
    const { analysisCards: t, admin } = here.t
    const total = listSegments(here.db, { offset: 0, limit: 1 }).total - 1
    const page = Math.max(0, Math.min(wanted, Math.ceil(total / SIZE) - 1))
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
        ({ db, me, t }, { id, from }, { text }) => {
          const search = keepWords(db, me, text)
          return search === null
            ? say(t.admin.wordsNeeded)
            : go(analysis.overlapFound, { id, search, page: 0, from })
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
    const page = Math.max(0, Math.min(wanted, Math.ceil(found.length / SIZE) - 1))
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
        const overlap = await overlapOf(here.db, segment.criterion, other.criterion, evaluationOf(here))
        return {
          text: lines([t.overlap(segment.name, other.name), '', t.overlapLines(segment.name, other.name, overlap)]),
          keyboard: [
            [key(t.another, analysis.overlap, { id, page: 0, from })],
            [key(shorten(segmentCards.title(other.name).text, LABEL), segments.open, { id: other.id, page: from })],
            [key(admin.back, segments.open, { id, page: from })],
          ],
        }
      },
      { costly: true },
    ),
  ]),
])

function otherRows(others: readonly ListedSegment[], id: number, from: number): Key[][] {
  return flow(
    others.map(other => key(shorten(other.name, LABEL), analysis.overlapWith, { id, other: other.id, from })),
  )
}
