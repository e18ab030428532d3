import { segmentsTable } from '../../../reports/export/segments.js'
import { countOrEstimate } from '../../../segments/people/estimate.js'
import { findListed, type ListedSegment, listSegments } from '../../../segments/segment.js'
import { type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { command, type Entry, go, screen, way } from '../../screen.js'
import { analysis } from '../analysis/addresses.js'
import { fileKey, tablesWay } from '../cards/file.js'
import { evaluationOf } from '../figures.js'
import { home } from '../home/addresses.js'
import { pageRow, pageWithin } from '../page.js'
import { searchPlaces } from '../search.js'
import { countLabel } from '../words/count-label.js'
import { seesNames } from '../words/person.js'
import { segments } from './addresses.js'
import { tellsWho } from './who-asks.js'

const SIZE = 8

/** /segments: the saved ones, each with the people in it now, and the search for one. */
export const listPlaces: Entry[] = [
  command('segments', go(segments.list, { page: 0 })),

  screen(segments.list, async (here, { page: wanted }) => {
    const { segmentCards: words, analysisCards, admin } = here.t
    const { total } = listSegments(here.db, { offset: 0, limit: 1 })
    const page = pageWithin(wanted, { size: SIZE, total })
    const shown = listSegments(here.db, { offset: page * SIZE, limit: SIZE }).segments
    const add = key(words.add, segments.add, { offer: 0 })
    const back = key(admin.back, home.home, {})
    return {
      text: total === 0 ? words.noneYet : words.list(total),
      keyboard: [
        ...(await segmentRows(here, shown, page)),
        ...pageRow(segments.list, { page, size: SIZE, total }),
        [key(analysisCards.buttons.map, analysis.map, {}), key(analysisCards.buttons.ladder, analysis.ladder, {})],
        ...pairs([
          add,
          ...(total > SIZE ? [key(admin.find, segments.find, {})] : []),
          ...(total === 0 ? [] : [fileKey(here, segments.listFile, {})]),
          back,
        ]),
      ],
    }
  }),

  tablesWay(segments.listFile, here => [
    {
      ...segmentsTable(here.db, here.language, criterion => !seesNames(here) && tellsWho(here, criterion)),
      name: here.t.exportCards.names.segments,
    },
  ]),

  ...searchPlaces({
    ...{ list: 'segments', find: segments.find, found: segments.found, all: segments.list, size: SIZE },
    rows: (here, ids) =>
      segmentRows(
        here,
        ids.map(id => findListed(here.db, id)).filter(one => one !== null),
        0,
      ),
  }),

  way(segments.home, () => go(home.home, {})),
]

/** @param page of the whole list, to come back to */
async function segmentRows(here: Here, shown: readonly ListedSegment[], page: number): Promise<Key[][]> {
  const evaluation = evaluationOf(here)
  const counts = await Promise.all(
    shown.map(({ criterion }) => (criterion === null ? null : countOrEstimate(here.db, criterion, evaluation))),
  )
  return pairs(
    shown.map(({ id, name, criterion }, i) =>
      key(countLabel(criterion === null ? `⚠️ ${name}` : name, counts[i] ?? null, here.language), segments.open, {
        id,
        page,
      }),
    ),
  )
}
