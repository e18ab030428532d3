import { exponentOf, splitCurrency } from '../../../text/currency.js'
import { count, type Language, money } from '../../../text/format.js'
import { parseNumber } from '../../../text/number.js'
import { key, pairs } from '../../card.js'
import { again, deed, type Entry, go, say, screen, takes } from '../../screen.js'
import { marked } from '../words/mark.js'
import { settings, toGroup } from './addresses.js'

const OFFERED = [20, 30, 40, 50] as const
const HUNDRED = 100

/** What the shop keeps of 100 that a customer pays, by which a report reckons whether an offer paid. */
export const marginPlaces: Entry[] = [
  screen(
    settings.margin,
    ({ preferences, language, t: { admin, settingsCards: t } }) => {
      const now = preferences.margin()
      const choices = OFFERED.map(of100 => key(marked(String(of100), of100 === now), settings.marginIs, { of100 }))
      return {
        text: t.marginAsked(now === null ? null : count(now, language), hundred(preferences.currency(), language)),
        keyboard: [
          ...pairs(choices),
          ...(now === null ? [] : [[key(t.noMargin, settings.noMargin, {})]]),
          [toGroup(admin.back, 'shop')],
        ],
      }
    },
    {
      words: takes(
        {
          look: (here, { said: { text } }) => readOf100(text) ?? again(here.t.settingsCards.marginUnread),
          do({ preferences }, _, of100) {
            preferences.save.margin(of100)
            return go(settings.margin, {})
          },
        },
        here => here.t.asked.margin,
      ),
    },
  ),

  deed(settings.marginIs, ({ preferences, t }, { of100 }) => {
    if (of100 < 0 || of100 > HUNDRED) return say(t.admin.oldButton)
    preferences.save.margin(of100)
    return go(settings.margin, {})
  }),
  deed(settings.noMargin, ({ preferences }) => {
    preferences.save.margin(null)
    return go(settings.margin, {})
  }),
]

/** A hundred of a currency, as people of this language write it. */
export function hundred(currency: string, language: Language): string {
  return money(HUNDRED * 10 ** exponentOf(currency), currency, language)
}

/** "35", "35 %", "35 ₽", "35 of 100": a number from 0 to 100 with a tenth at most; null for anything else. */
function readOf100(typed: string): number | null {
  const words = typed.normalize('NFKC').trim()
  const [, part = words] = /^(.{1,24}?)\s{0,3}(?:%|(?:of|out of|из|со?)\s{1,3}100\D{0,12})$/iu.exec(words) ?? []
  const read = parseNumber(splitCurrency(part).rest)
  if (read.kind !== 'number' || read.value < 0 || read.value > HUNDRED) return null
  return Math.round(read.value * 10) / 10
}
