import { DateTime } from 'luxon'
import { findZone } from '../../../../audience/place/zone-name.js'
import { repeatOf, setTerms } from '../../../../delivery/campaign/repeat.js'
import { AppError } from '../../../../errors.js'
import { getDraft } from '../../../../offers/draft.js'
import type { Draft } from '../../../../offers/offer.js'
import { shorten, zoneName } from '../../../../text/format.js'
import { key } from '../../../card.js'
import { again, type Entry, go, takes } from '../../../screen.js'
import { changeRows } from '../../drafts/change.js'
import { saveZone, zoneOf } from '../../drafts/zone.js'
import { wallClock } from '../../typed/moment.js'
import { offers } from '../addresses.js'
import { draftPlaces, draftScreen } from '../place.js'

const SHOWN = 60

/** By which zone's clock this marketer writes; what the draft holds goes at the same hours by the new one. */
export const zonePlaces: Entry[] = draftPlaces([
  draftScreen(
    offers.zone,
    (here, { offer }) => ({
      text: here.t.offerCards.zoneAsked(zoneOf(here, here.me)),
      keyboard: [[key(here.t.admin.back, offers.when, { offer })]],
    }),
    {
      words: takes<'offer', { zone: string }>(
        {
          look({ language, t: { offerCards, settingsCards } }, { said: { text } }) {
            const named = findZone(text)
            if (named.kind === 'zone') return named
            const words = shorten(text, SHOWN)
            if (named.kind === 'none') return again(offerCards.zoneUnknown(words))
            const zones = named.zones.map(zone => zoneName(zone, language))
            return again(settingsCards.zoneSeveral(words, zones))
          },
          do(here, { values: { offer } }, { zone }) {
            const { when } = getDraft(here.db, offer).draft
            const moved = movedTo(when, zone)
            if (moved.kind === 'at' && when.kind === 'at' && when.at > here.at && moved.at <= here.at)
              throw new AppError('date_past')
            saveZone(here, here.me, zone)
            const again = repeatOf(here.db, offer)
            if (again?.state === 'draft' && !again.course.rhythm.own) setTerms(here.db, again.id, { zone }, here.at)
            changeRows(here.db, offer, draft => ({ when: moved, notLaterThan: limitMovedTo(draft, zone) }))
            return go(offers.open, { offer }, here.t.offerCards.zoneTaken(zoneName(zone, here.language)))
          },
        },
        here => here.t.asked.zone,
      ),
    },
  ),
])

/** The same time by another zone's clock. */
function movedTo(when: Draft['when'], zone: string): Draft['when'] {
  if (when.kind === 'now') return when
  const shown = DateTime.fromMillis(when.at, { zone: when.zone })
  return { ...when, at: wallClock(shown, shown, zone).at, zone }
}

/** The end moves with the zone as the beginning does. */
function limitMovedTo({ when, notLaterThan }: Draft, zone: string): number | null {
  if (notLaterThan === null || when.kind === 'now') return notLaterThan
  const moved = movedTo({ ...when, at: notLaterThan }, zone)
  return moved.kind === 'at' ? moved.at : null
}
