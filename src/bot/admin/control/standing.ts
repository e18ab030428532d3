import {
  countSides,
  endQuarter,
  findHoldout,
  type Holdout,
  lastQuarter,
  quarterHoldout,
} from '../../../audience/holdout.js'
import { lines } from '../../../text/rich.js'
import { key } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, type Shown, screen } from '../../screen.js'
import { home } from '../home/addresses.js'
import { unlessSlow } from '../patience.js'
import { toGroup } from '../settings/addresses.js'
import { shareWords } from '../words/control.js'
import { control } from './addresses.js'
import { daysOf } from './words.js'

/** The group that is planned or runs, and how it ends early. */
export const standingPlaces: Entry[] = [
  screen(
    control.home,
    here => {
      const quarter = quarterHoldout(here.db, here.at)
      if (quarter !== null) return standingCard(here, quarter)
      const last = lastQuarter(here.db, here.at)
      return last === null ? go(control.sizes, {}) : go(control.result, { id: last.id })
    },
    { costly: true },
  ),

  screen(control.askEnd, (here, { id }) => {
    const quarter = openQuarter(here, id)
    if (quarter === null) return go(control.home, {})
    const { admin, controlCards: t } = here.t
    const { from, last } = daysOf(here, quarter)
    const begun = quarter.fromAt <= here.at
    return {
      text: begun ? t.endAsked(last) : t.callOffAsked(from),
      keyboard: [[key(admin.back, control.home, {}), key(begun ? t.endYes : t.callOff, control.end, { id })]],
    }
  }),

  deed(control.end, (doing, { id }) => {
    const { db, at, t } = doing
    const quarter = openQuarter(doing, id)
    if (quarter === null || !endQuarter(db, id, at)) return go(control.home, {})
    return go(home.home, {}, quarter.fromAt > at ? t.controlCards.calledOff : t.controlCards.ended)
  }),
]

function openQuarter({ db, at }: Here, id: number): Holdout | null {
  const found = findHoldout(db, id)
  return found?.kind === 'quarter' && found.endedAt === null && found.toAt > at ? found : null
}

async function standingCard(here: Here, quarter: Holdout): Promise<Shown> {
  const { db, at, language } = here
  const { admin, controlCards: t } = here.t
  const { from, last } = daysOf(here, quarter)
  const begun = quarter.fromAt <= at
  const sides = begun && quarter.assignedAt !== null ? await unlessSlow(countSides(db, quarter.id), null) : null
  return {
    text: lines([
      t.heading(shareWords(quarter.share, language)),
      begun ? t.running(last) : t.planned(from, last),
      begun && quarter.assignedAt === null ? t.assigning : null,
      sides === null ? null : t.sides(sides.held.people, sides.held.linked, sides.others.people, sides.others.linked),
      begun ? t.toldThen : null,
    ]),
    keyboard: [[key(begun ? t.end : t.callOff, control.askEnd, { id: quarter.id }), toGroup(admin.back, 'often')]],
  }
}
