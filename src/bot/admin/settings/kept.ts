import { lines } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, screen } from '../../screen.js'
import type { Kept } from '../../settings/preference.js'
import { marked } from '../words/mark.js'
import { settings, toGroup } from './addresses.js'

/** What is kept for a while. Buttons hold its number: new ones come at the end. */
const KINDS = ['inbox', 'reads', 'clicks', 'searches', 'acts', 'strangers', 'events'] as const satisfies (keyof Kept)[]

/** Months to choose from; 0 is for ever. Of strangers these are days. */
const MONTHS = [6, 12, 24, 36, 0] as const
const DAYS = [7, 14, 30, 90] as const

/** How long things about people are kept. */
export const keptPlaces: Entry[] = [
  screen(settings.kept, here => {
    const { admin, keptCards: t } = here.t
    return {
      text: lines([
        t.title,
        '',
        ...KINDS.map(kind => t.line(t.kinds[kind], wordsOf(here, kind))),
        t.line(t.orders, t.forEver),
        t.line(t.consent, t.forEver),
        '',
        t.about,
      ]),
      keyboard: [
        ...pairs(KINDS.map((kind, what) => key(t.keys[kind], settings.keptOf, { what }))),
        [toGroup(admin.back, 'people')],
      ],
    }
  }),

  screen(settings.keptOf, (here, { what }) => {
    const { admin, keptCards: t } = here.t
    const kind = KINDS[what]
    if (kind === undefined) return go(settings.kept, {})
    const now = here.preferences.kept()[kind] ?? 0
    const label = kind === 'strangers' ? t.days : (n: number) => (n === 0 ? t.forEver : t.months(n))
    const choices: readonly number[] = kind === 'strangers' ? DAYS : MONTHS
    return {
      text: t.asked(t.kinds[kind], wordsOf(here, kind), t.why[kind]),
      keyboard: [
        ...pairs(choices.map(n => key(marked(label(n), n === now), settings.keep, { what, n }))),
        [key(admin.back, settings.kept, {})],
      ],
    }
  }),

  deed(settings.keep, ({ preferences, t }, { what, n }) => {
    const kind = KINDS[what]
    const choices: readonly number[] = kind === 'strangers' ? DAYS : MONTHS
    if (kind === undefined || !choices.includes(n)) return go(settings.kept, {})
    const kept = preferences.kept()
    preferences.save.kept(kind === 'strangers' ? { ...kept, strangers: n } : { ...kept, [kind]: n === 0 ? null : n })
    return go(settings.kept, {}, t.keptCards.saved)
  }),
]

function wordsOf({ preferences, t: { keptCards: t } }: Here, kind: (typeof KINDS)[number]): string {
  const kept = preferences.kept()
  if (kind === 'strangers') return t.days(kept.strangers)
  const months = kept[kind]
  return months === null ? t.forEver : t.months(months)
}
