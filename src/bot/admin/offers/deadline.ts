import { DateTime } from 'luxon'
import { HOUR, MINUTE } from '../../../clock.js'
import { deadlineWords, setDeadline, setPinned } from '../../../offers/draft/deadline.js'
import { getDraft } from '../../../offers/draft.js'
import { dateTime, zoneName } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, words } from '../../screen.js'
import { changeRows } from '../drafts/change.js'
import { zoneOf } from '../drafts/zone.js'
import { parseMoment, wallClock } from '../typed/moment.js'
import { shownName } from '../words/name.js'
import { offers } from './addresses.js'
import { startOf } from './check/count.js'
import { draftPlaces, draftScreen } from './place.js'
import { momentNotes } from './when/when.js'

const EVENING = { hour: 21, minute: 0 }
const SUNDAY = 7

/** Until when what the offer says holds, and whether it is pinned. */
export const deadlinePlaces: Entry[] = draftPlaces([
  draftScreen(
    offers.deadline,
    (here, { offer }) => {
      const { offerCards: t, admin } = here.t
      const { name, deadline } = getDraft(here.db, offer)
      const zone = zoneOf(here, here.me)
      return {
        text: lines([
          t.deadlineAsked(shownName(name), zoneName(zone, here.language)),
          deadline === null ? null : t.deadlineNow(deadlineWords(deadline, here.zone(), here.language)),
          t.deadlineHint,
        ]),
        keyboard: [
          ...pairs([
            ...eveningKeys(here, offer, zone),
            ...(deadline === null ? [] : [key(t.keys.noEnd, offers.deadlineIs, { offer, minute: 0 })]),
          ]),
          [key(admin.back, offers.more, { offer }), key(admin.card, offers.open, { offer })],
        ],
      }
    },
    {
      words: words<'offer'>(
        (here, { offer }, { text }) => {
          const draft = getDraft(here.db, offer)
          const moment = parseMoment(text, zoneOf(here, here.me), Math.max(here.at, startOf(draft, here.at)))
          keepDeadline(here, offer, moment.at)
          const notes = momentNotes(moment, here.t)
          return go(offers.open, { offer }, notes.length === 0 ? null : lines(notes))
        },
        here => here.t.asked.end,
      ),
    },
  ),

  deed(offers.deadlineIs, (here, { offer, minute }) => {
    keepDeadline(here, offer, minute === 0 ? null : minute * MINUTE)
    return go(offers.open, { offer })
  }),

  deed(offers.pin, ({ db }, { offer, on }) => {
    setPinned(db, offer, on === 1)
    changeRows(db, offer, () => ({}))
    return go(offers.more, { offer })
  }),
])

/** To be called in a group. @throws AppError `date_past` when it would be over before it begins */
function keepDeadline({ db, at }: Here, offer: number, deadline: number | null): void {
  setDeadline(db, offer, deadline, startOf(getDraft(db, offer), at))
  changeRows(db, offer, () => ({}))
}

/** The evenings of the day it goes, of the next one and of Sunday, as far as they leave an hour. */
function eveningKeys(here: Here, offer: number, zone: string): Key[] {
  const start = startOf(getDraft(here.db, offer), here.at)
  const day = DateTime.fromMillis(start, { zone })
  const days = [day, day.plus({ days: 1 }), day.plus({ days: (SUNDAY + 7 - day.weekday) % 7 })]
  const ends = days.map(one => wallClock(one, EVENING, zone).at).filter(at => at > start + HOUR)
  return [...new Set(ends)].map(at =>
    key(dateTime(at, zone, here.language, here.at), offers.deadlineIs, { offer, minute: Math.floor(at / MINUTE) }),
  )
}
