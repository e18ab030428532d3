import { findCurrency } from '../../../text/currency.js'
import { shorten } from '../../../text/format.js'
import { key, pairs } from '../../card.js'
import { again, deed, type Entry, go, say, screen, takes } from '../../screen.js'
import { marked } from '../words/mark.js'
import { settings, toGroup } from './addresses.js'

const OFFERED = ['EUR', 'USD', 'RUB', 'KZT'] as const

/** The currency that sums are counted in. */
export const currencyPlaces: Entry[] = [
  screen(
    settings.currency,
    ({ preferences, t: { admin, settingsCards: t } }) => {
      const now = preferences.currency()
      const choices = OFFERED.map((code, index) => key(marked(code, code === now), settings.currencyIs, { index }))
      return { text: t.currencyAsked(now), keyboard: [...pairs(choices), [toGroup(admin.back, 'shop')]] }
    },
    {
      words: takes(
        {
          look: (here, { said: { text } }) =>
            findCurrency(text.normalize('NFKC')) ?? again(here.t.settingsCards.currencyUnknown(shorten(text, 30))),
          do({ preferences, t: { settingsCards: t } }, _, currency) {
            preferences.save.currency(currency)
            return go(settings.home, {}, t.saved(t.currency(currency)))
          },
        },
        here => here.t.asked.currency,
      ),
    },
  ),

  deed(settings.currencyIs, ({ preferences, t }, { index }) => {
    const chosen = OFFERED[index]
    if (chosen === undefined) return say(t.admin.oldButton)
    preferences.save.currency(chosen)
    return go(settings.currency, {})
  }),
]
