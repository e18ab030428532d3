import type { Db } from '../../../db/open.js'
import { AppError } from '../../../errors.js'
import { readEntries } from '../../../segments/list/entry.js'
import { findEntries } from '../../../segments/list/found.js'
import { countListsOf, type PreparedList, prepareFrozen, prepareList } from '../../../segments/list.js'
import { getSegment } from '../../../segments/segment.js'
import { date, shorten } from '../../../text/format.js'
import { lines, type Piece } from '../../../text/rich.js'
import { isPassed } from '../../address.js'
import { key } from '../../card.js'
import { again, deed, type Entry, go, saying, screen, takes } from '../../screen.js'
import { tickMade } from '../drafts/made.js'
import { evaluationOf } from '../figures.js'
import { underFreeName } from '../named-segment.js'
import { ofSegment } from '../segment-guards.js'
import { segments } from '../segments/addresses.js'
import { analysis } from './addresses.js'
import { missingLines, rowsOf } from './typed-people.js'

const NAME = 64

/** Fixed lists: everybody who is in a segment now, or whoever is named in a message or a file. */
export const listPlaces: Entry[] = [
  screen(
    analysis.list,
    ({ t: { analysisCards: words, admin } }, { offer }) => ({
      text: words.askList,
      keyboard: [[key(admin.back, segments.add, { offer })]],
    }),
    {
      words: takes({
        async look(doing, { said }) {
          const { analysisCards: words } = doing.t
          const rows = await rowsOf(doing, said.message)
          if (rows === null) return again(words.listUnread)
          const { people, missing, repeated } = await findEntries(doing.db, await readEntries(rows))
          const left = await missingLines(doing, missing)
          const twice = repeated === 0 ? null : words.repeated(repeated)
          if (people.length === 0) return again(lines([words.nobodyFound, ...left, twice]))
          const list = await prepareList(doing.db, { createdBy: doing.me, subscriberIds: people }, doing.at)
          return { list, report: [words.found(people.length), ...left, twice] }
        },
        do(doing, { values: { offer } }, { list, report }: { list: PreparedList; report: (Piece | null)[] }) {
          const { db, at, language, t } = doing
          const name = t.analysisCards.listName(date(at, doing.zone(), language))
          const id = underFreeName(name, name => list.publish(name))
          const made = lines([t.analysisCards.listMade(getSegment(db, id).name), ...report])
          return offer === 0 ? go(analysis.listMade, { id }, made) : { ...tickMade(db, offer, id), ahead: [made] }
        },
      }),
    },
  ),

  ...ofSegment([
    screen(
      analysis.listMade,
      (here, { id }, note) => {
        const { analysisCards: words, segmentCards } = here.t
        return {
          text: lines([note ?? words.listMade(getSegment(here.db, id).name)]),
          keyboard: [
            [key(segmentCards.write, segments.write, { id })],
            [
              key(segmentCards.rename, segments.rename, { id, page: 0 }),
              key(words.openList, segments.open, { id, page: 0 }),
            ],
          ],
        }
      },
      { note: 'own', costly: true },
    ),

    deed(analysis.freeze, {
      async look(doing, { id, generation }) {
        const { name, criterion } = getSegment(doing.db, id)
        // Before all those people are put together for nothing, and again where it counts.
        refusePassed(doing.db, name, generation)
        await doing.api.sendChatAction(doing.me, 'typing')
        return prepareFrozen(doing.db, { createdBy: doing.me, criterion }, evaluationOf(doing))
      },
      do(doing, { id, generation }, frozen: PreparedList) {
        const { db, at, language, t } = doing
        const segment = getSegment(db, id)
        refusePassed(db, segment.name, generation)
        const day = date(at, doing.zone(), language)
        const wanted = `${shorten(segment.name, NAME - day.length - 3)} · ${day}`
        const list = underFreeName(wanted, name => frozen.publish(name))
        const { name } = getSegment(db, list)
        return saying(go(segments.open, { id: list, page: 0 }), t.analysisCards.frozen(name))
      },
    }),
  ]),
]

/** @throws AppError `deed_done` where a list was made of it since the button was shown */
function refusePassed(db: Db, name: string, generation: number): void {
  if (isPassed(generation, countListsOf(db, name))) throw new AppError('deed_done')
}
