import { limitsFor } from '../../../../delivery/careful/alarm.js'
import { WAITS } from '../../../../delivery/careful.js'
import { getDraft } from '../../../../offers/draft.js'
import type { Offer } from '../../../../offers/offer.js'
import { date, time } from '../../../../text/format.js'
import { type Key, key } from '../../../card.js'
import type { Here } from '../../../here.js'
import { deed, type Entry, go } from '../../../screen.js'
import { changeRows } from '../../drafts/change.js'
import { offers } from '../addresses.js'
import { draftPlaces } from '../place.js'
import type { Span } from '../when/span.js'
import { whenWords } from '../words.js'
import type { Care } from './care.js'
import type { Checked } from './count.js'

/** The switch of the check. */
export const carefulPlaces: Entry[] = draftPlaces([
  deed(offers.careful, ({ db }, { offer, on }) => {
    const careful = on === 1
    if (getDraft(db, offer).draft.careful !== careful) changeRows(db, offer, () => ({ careful }))
    return go(offers.check, { offer })
  }),
])

/** That it starts carefully, when who gets it, why, and what halts it; nothing where it does not. */
export function careLines(here: Here, { draft }: Offer, { care, strangers, span, zone, check }: Checked): string[] {
  const { carefulCards: t } = here.t
  if (care?.on !== true || check.people === 0) return []
  const newcomers = strangers?.newcomers ?? 0
  const { blocks, stops } = limitsFor(Math.round((1_000 * newcomers) / check.people))
  const because =
    newcomers > 0
      ? [t.because.newcomers(newcomers)]
      : care.usual && strangers !== null
        ? [t.because.cold(strangers.cold)]
        : []
  return [
    waveWords(here, draft.when.kind === 'at' && draft.when.own ? draft.when.at : null, zone, span),
    ...because,
    t.halts(blocks, stops),
  ]
}

function waveWords(here: Here, ownAt: number | null, zone: string, { waves }: Span): string {
  const { carefulCards: t } = here.t
  if (ownAt !== null) {
    const [second, rest] = [ownAt + WAITS[0], ownAt + WAITS[0] + WAITS[1]]
    return t.ownWaves(time(ownAt, zone), time(second, zone), time(rest, zone))
  }
  const dayOf = (at: number) => date(at, zone, here.language)
  const begins = waves[0]?.at ?? here.at
  const words = (at: number) =>
    dayOf(at) === dayOf(begins)
      ? time(at, zone)
      : whenWords({ kind: 'at', at, zone, own: false }, here.zone(), here.language, here.at)
  const [first, second, rest] = waves.map(({ at, people }) => ({ people, when: words(at) }))
  return t.waves(first?.people ?? 0, second ?? null, rest ?? null)
}

/** The button that switches it. */
export function careRow({ t: { carefulCards: t } }: Here, offer: number, care: Care | null): Key[][] {
  if (care === null) return []
  return [[key(care.on ? t.on : t.off, offers.careful, { offer, on: care.on ? 0 : 1 })]]
}
