import { z } from 'zod'
import { listZones } from '../../../../audience/place/whereabouts.js'
import type { Db } from '../../../../db/open.js'
import { sameTimeIn, type WallTime } from '../../../../delivery/gate/hours.js'
import { getDraft } from '../../../../offers/draft.js'
import type { Draft } from '../../../../offers/offer.js'
import { time, zoneName } from '../../../../text/format.js'
import { lines } from '../../../../text/rich.js'
import { isPassed } from '../../../address.js'
import { type Key, key } from '../../../card.js'
import type { Here } from '../../../here.js'
import { deed, type Entry, go } from '../../../screen.js'
import { findSetting, saveSetting } from '../../../settings.js'
import { changeRows } from '../../drafts/change.js'
import { offers } from '../addresses.js'
import { leadOn } from '../check/check.js'
import { draftPlaces, draftScreen } from '../place.js'
import { whenWords } from '../words.js'

/** `one`: everybody at the same moment; `own`: everybody when their own clock shows the hour. */
export type Clock = 'one' | 'own'

const clockSchema = z.enum(['one', 'own'])
const settingOf = (adminId: number) => `clock:${adminId}`

/** "10:00 by which clock?", which is asked once, and the row of the When screen that switches it. */
export const clockPlaces: Entry[] = draftPlaces([
  draftScreen(
    offers.whoseClock,
    (here, { offer }, note) => {
      const { admin, offerCards: t } = here.t
      const { when } = getDraft(here.db, offer).draft
      if (when.kind === 'now') return leadOn(here, offer, note)
      const { at, zone } = when
      return {
        text: lines([note, t.clockAsked(time(at, zone)), t.clockRemembered]),
        keyboard: [
          [key(t.keys.oneClock(zoneName(zone, here.language)), offers.clock, { offer, own: 0 })],
          [key(t.keys.ownClock, offers.clock, { offer, own: 1 })],
          [key(admin.back, offers.when, { offer })],
        ],
      }
    },
    { note: 'own' },
  ),

  deed(offers.clock, (here, { offer, own }) => {
    const { when } = chooseClock(here, offer, own === 1 ? 'own' : 'one')
    const taken = here.t.offerCards.whenTaken(whenWords(when, here.zone(), here.language, here.at))
    // Everyone's own clock is told by the card and by the check.
    return leadOn(here, offer, own === 1 ? null : taken)
  }),

  deed(offers.clockSwitch, (here, { offer, generation }) => {
    const { when } = getDraft(here.db, offer).draft
    const own = when.kind === 'at' && when.own
    if (!isPassed(generation, own ? 1 : 0)) chooseClock(here, offer, own ? 'one' : 'own')
    return go(offers.when, { offer })
  }),
])

/** By which clock this marketer sends; null while they were not asked. */
export function findClock(db: Db, adminId: number): Clock | null {
  return findSetting(db, settingOf(adminId), clockSchema)
}

/** True when somebody's own clock shows this at another moment than the bot's does. */
export function clocksDiffer({ db, zone }: Pick<Here, 'db' | 'zone'>, wall: WallTime): boolean {
  const moment = sameTimeIn(wall, zone())
  return listZones(db).some(other => sameTimeIn(wall, other) !== moment)
}

/** The row that switches the clock; none where all clocks show the same. */
export function clockRow(here: Here, offer: number, when: Draft['when']): Key[][] {
  if (when.kind === 'now' || (!when.own && !clocksDiffer(here, when))) return []
  const label = `${when.own ? '✅' : '☐'} ${here.t.offerCards.keys.byOwnClock}`
  return [[key(label, offers.clockSwitch, { offer, generation: when.own ? 1 : 0 })]]
}

/** Sends by this clock from now on. To be called in a group. */
function chooseClock({ db, me }: Here, offer: number, clock: Clock): Draft {
  saveSetting(db, settingOf(me), clockSchema, clock)
  return changeRows(db, offer, ({ when }) => ({
    when: when.kind === 'now' ? when : { ...when, own: clock === 'own' },
  })).draft
}
