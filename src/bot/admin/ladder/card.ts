import { isAnythingBought } from '../../../audience/customer/bought.js'
import { isRung, type Rung } from '../../../audience/ladder/rung.js'
import { ladderMovement, listRungSizes } from '../../../audience/ladder.js'
import { DAY } from '../../../clock.js'
import { smallTable } from '../../../reports/export/table.js'
import { share } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import { type Entry, screen } from '../../screen.js'
import { fileKey, tablesWay } from '../cards/file.js'
import { home } from '../home/addresses.js'
import { bringOrdersRow } from '../keys/orders.js'
import { stepRows } from '../keys/steps.js'
import { segments } from '../segments/addresses.js'
import { settings, toGroup } from '../settings/addresses.js'
import { ordersKnownLines } from '../words/orders-known.js'
import { rungName } from '../words/rung-name.js'
import { ladder } from './addresses.js'

const DAYS = 30
const MOVES = 15

/** Ben Hunt's ladder: who stands where, the highest step first, and who moved lately. */
export const cardPlaces: Entry[] = [
  screen(ladder.home, async here => {
    const { ladderCards: t, settingsCards } = here.t
    const sets = here.may(settings.home)
    const sizes = await listRungSizes(here.db)
    const moves = (await ladderMovement(here.db, here.at - DAYS * DAY, here.at))
      .filter(({ from, to }) => from !== to)
      .sort((a, b) => b.people - a.people)
    const known = sizes.reduce((sum, { rung, people }) => sum + (rung === 0 ? 0 : people), 0)
    const name = (rung: number) => rungName(here.preferences, stepOf(rung), here.language)
    return {
      text: lines([
        t.title(),
        '',
        ...sizes
          .map(({ rung, people }) =>
            t.step(name(rung), people, rung === 0 || known === 0 ? null : share(people, known, here.language)),
          )
          .reverse(),
        known === 0 ? null : t.base(known),
        ...(await ordersKnownLines(here)),
        '',
        t.movement(DAYS),
        ...moves.slice(0, MOVES).map(({ from, to, people }) => t.move(name(from), name(to), people)),
        moves.length === 0 ? t.nobodyMoved : null,
        '',
        t.rule,
        isAnythingBought(here.db) ? null : t.withoutOrders,
        sets ? t.help : null,
      ]),
      keyboard: [
        ...bringOrdersRow(here),
        ...(await stepRows(here)),
        ...pairs([
          key(t.keys.topics, ladder.topics, { page: 0 }),
          key(t.keys.sent, ladder.sent, { page: 0 }),
          key(t.keys.names, ladder.names, {}),
          fileKey(here, ladder.file, {}),
          key(t.keys.segments, segments.list, { page: 0 }),
          sets ? toGroup(t.keys.settings, 'groups') : key(settingsCards.keys.menu, home.home, {}),
        ]),
      ],
    }
  }),

  tablesWay(ladder.file, async here => {
    const { columns, names } = here.t.exportCards
    const name = (rung: number) => rungName(here.preferences, stepOf(rung), here.language)
    const sizes = await listRungSizes(here.db)
    const moves = await ladderMovement(here.db, here.at - DAYS * DAY, here.at)
    return [
      smallTable(names.steps, [columns.step, columns.people], () =>
        sizes.map(({ rung, people }) => [name(rung), people]),
      ),
      smallTable(names.stepMoves, [columns.from, columns.to, columns.people], () =>
        moves.map(({ from, to, people }) => [name(from), name(to), people]),
      ),
    ]
  }),
]

function stepOf(rung: number): Rung | 0 {
  return isRung(rung) ? rung : 0
}
