import { findHoldout, type Holdout } from '../../../audience/holdout.js'
import { unreachable } from '../../../errors.js'
import { type Effect, findEffect } from '../../../reports/effect.js'
import { lines, type Piece } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { type Entry, go, type Shown, screen, way } from '../../screen.js'
import { home } from '../home/addresses.js'
import { orders } from '../orders/addresses.js'
import { unlessSlow } from '../patience.js'
import { of100 } from '../words/control.js'
import { control } from './addresses.js'
import { daysOf } from './words.js'

/** What a quarter came to. */
export const resultPlaces: Entry[] = [
  screen(
    control.result,
    (here, { id }) => {
      const quarter = findHoldout(here.db, id)
      if (quarter?.kind !== 'quarter' || quarter.endedAt !== null || quarter.toAt > here.at) return go(control.home, {})
      return resultCard(here, quarter)
    },
    { costly: true },
  ),

  way(control.enough, ({ t }) => go(home.home, {}, t.controlCards.enoughSaid)),
]

async function resultCard(here: Here, quarter: Holdout): Promise<Shown> {
  const { controlCards: t, orderCards } = here.t
  const { from, last } = daysOf(here, quarter)
  const effect = await unlessSlow(findEffect(here.db, { holdoutId: quarter.id }, here.at), null)
  const few = effect?.kind === 'few' ? [key(orderCards.keys.ask, orders.ask, {})] : []
  return {
    text: lines([t.over(from, last), ...(effect === null ? [t.slow] : effectLines(here, effect))]),
    keyboard: pairs([
      key(t.another, control.confirm, { share: quarter.share }),
      key(t.enough, control.enough, {}),
      ...few,
      key(here.t.settingsCards.keys.menu, home.home, {}),
    ]),
  }
}

/** What came because of a quarter's offers, in words, and of how many people it is known. */
function effectLines({ language, t: { controlCards: t } }: Here, effect: Effect): Piece[] {
  const size = (value: number) => of100(Math.abs(value), language)
  const brief = (value: number) => (value < 0 ? t.briefFewer : t.briefMore)(size(value))
  switch (effect.kind) {
    case 'none':
    case 'ended':
      return [t.nobodyIn]
    case 'unsound':
      return [t.unsound]
    case 'preliminary':
      return [t.preliminary]
    case 'few':
      return [t.few(effect.needed), boughtLine(effect)]
    case 'more':
      return [
        t.more(size(effect.difference), size(effect.low), size(effect.high), Math.round(effect.buyers.middle)),
        boughtLine(effect),
      ]
    case 'fewer':
      return [t.fewer(size(effect.difference), size(effect.high), size(effect.low)), boughtLine(effect)]
    case 'unclear': {
      const { difference, low, high } = effect
      const measured = (difference < 0 ? t.fewerBy : t.moreBy)(size(difference))
      return [t.unclear(measured, brief(low), brief(high)), boughtLine(effect)]
    }
    default:
      return unreachable(effect)
  }

  function boughtLine({ treated, held }: Extract<Effect, { kind: 'few' | 'more' | 'fewer' | 'unclear' }>): string {
    return t.sidesBought(treated.n, treated.of, held.n, held.of)
  }
}
