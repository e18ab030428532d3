import { LONGEST_WINDOW, MEASURES, type Measure, type RfmRules } from '../../../audience/rfm/rules.js'
import { findRefresh, refreshRfm } from '../../../audience/rfm.js'
import { lines } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { again, deed, type Entry, go, say, screen, takes } from '../../screen.js'
import { marked } from '../words/mark.js'
import { pointWords } from '../words/points.js'
import { rfm } from './addresses.js'
import { parseSteps } from './steps.js'
import { termsNow } from './terms.js'

const WINDOWS = [3, 6, 12, 24] as const

/** Everybody is counted anew by the rules of now. */
const recount = async (here: Here) => void (await refreshRfm(here.db, termsNow(here), here.at))

/** The rules that make the groups: for how long orders count, and what divides people by each measure. */
export const rulePlaces: Entry[] = [
  screen(
    rfm.window,
    ({ preferences, t: { admin, rfmCards: t } }) => {
      const now = preferences.rfm().windowMonths
      const choices = WINDOWS.map(months => key(marked(t.months(months), months === now), rfm.months, { months }))
      return { text: t.windowAsked(now), keyboard: [...pairs(choices), [key(admin.back, rfm.home, {})]] }
    },
    {
      words: takes({
        look({ t }, { said }) {
          const months = Number(/^(\d{1,3})/.exec(said.text)?.[1] ?? 0)
          return isWindow(months) ? months : again(t.rfmCards.windowUnreadable(LONGEST_WINDOW))
        },
        do(here, _, windowMonths) {
          save(here, { windowMonths })
          return go(rfm.home, {})
        },
        after: recount,
      }),
    },
  ),

  deed(rfm.months, {
    look: ({ t }, { months }) => (isWindow(months) ? months : say(t.admin.oldButton)),
    do(here, _, windowMonths) {
      save(here, { windowMonths })
      return go(rfm.home, {})
    },
    after: recount,
  }),

  screen(
    rfm.measure,
    (here, { measure }) => {
      const { admin, rfmCards: t } = here.t
      const chosen = MEASURES[measure]
      if (chosen === undefined) return go(rfm.home, {})
      const byShares = here.preferences.rfm()[chosen] === 'shares'
      const refresh = findRefresh(here.db)
      const points =
        refresh?.cuts == null ? null : pointWords(chosen, refresh.cuts[chosen], refresh.terms.currency, here.language)
      const unit = chosen === 'money' ? t.units.money(here.preferences.currency()) : t.units[chosen]
      return {
        text: lines([t.measureAsked(t.measures[chosen], byShares ? t.shares : t.steps, points), unit]),
        keyboard: [[key(marked(t.keys.shares, byShares), rfm.shares, { measure }), key(admin.back, rfm.home, {})]],
      }
    },
    {
      words: takes({
        look(here, { values, said }) {
          const measure = MEASURES[values.measure]
          const steps = measure === undefined ? null : parseSteps(said.text, measure, termsNow(here))
          return measure === undefined || steps === null ? again(here.t.rfmCards.stepsUnreadable) : { measure, steps }
        },
        do(here, _, { measure, steps }) {
          save(here, { [measure]: { steps } })
          return go(rfm.home, {})
        },
        after: recount,
      }),
    },
  ),

  deed(rfm.shares, {
    look({ preferences, t }, { measure }) {
      const chosen = MEASURES[measure]
      if (chosen === undefined) return say(t.admin.oldButton)
      return preferences.rfm()[chosen] === 'shares' ? go(rfm.home, {}) : chosen
    },
    do(here, _, measure: Measure) {
      save(here, { [measure]: 'shares' })
      return go(rfm.home, {})
    },
    after: recount,
  }),
]

const isWindow = (months: number) => months >= 1 && months <= LONGEST_WINDOW

function save({ preferences }: Here, rules: Partial<RfmRules>): void {
  preferences.save.rfm({ ...preferences.rfm(), ...rules })
}
