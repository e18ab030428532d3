import { DateTime } from 'luxon'
import { HOUR, MINUTE } from '../../../../clock.js'
import { AppError } from '../../../../errors.js'
import { getDraft } from '../../../../offers/draft.js'
import { dateTime, time, zoneName } from '../../../../text/format.js'
import { lines } from '../../../../text/rich.js'
import { key, pairs } from '../../../card.js'
import type { Here } from '../../../here.js'
import { deed, type Entry, words } from '../../../screen.js'
import { changeRows } from '../../drafts/change.js'
import { zoneOf } from '../../drafts/zone.js'
import { parseMoment, wallClock } from '../../typed/moment.js'
import { offers } from '../addresses.js'
import { leadOn } from '../check/check.js'
import { startOf } from '../check/count.js'
import { draftPlaces, draftScreen } from '../place.js'
import { untilWords } from '../words.js'
import { momentNotes } from './when.js'

const EVENINGS = [18, 21] as const

/** Not later than: whoever still waits then gets nothing. */
export const untilPlaces: Entry[] = draftPlaces([
  draftScreen(
    offers.until,
    (here, { offer }) => {
      const { admin, offerCards: t } = here.t
      const draft = getDraft(here.db, offer)
      const zone = zoneOf(here, here.me)
      const start = startOf(draft, here.at)
      const day = DateTime.fromMillis(start, { zone })
      const ends = [
        ...EVENINGS.map(hour => wallClock(day, { hour, minute: 0 }, zone).at).filter(at => at > start + HOUR),
        wallClock(day.plus({ days: 1 }), { hour: 21, minute: 0 }, zone).at,
      ]
      const label = (at: number) =>
        DateTime.fromMillis(at, { zone }).hasSame(day, 'day')
          ? time(at, zone)
          : dateTime(at, zone, here.language, here.at)
      const { notLaterThan } = draft.draft
      return {
        text: lines([
          t.untilAsked(zoneName(zone, here.language)),
          notLaterThan === null ? null : t.untilNow(untilWords(draft, here.zone(), here.language, here.at)),
        ]),
        keyboard: [
          ...pairs([
            ...ends.map(at => key(label(at), offers.untilAt, { offer, minute: Math.floor(at / MINUTE) })),
            ...(notLaterThan === null ? [] : [key(t.keys.noEnd, offers.untilAt, { offer, minute: 0 })]),
          ]),
          [key(admin.back, offers.when, { offer })],
        ],
      }
    },
    {
      words: words<'offer'>(
        (here, { offer }, { text }) => {
          const { when } = getDraft(here.db, offer).draft
          // "21:00" is meant on the day it goes, not on the day it is written.
          const from = Math.max(here.at, when.kind === 'at' ? when.at : 0)
          const moment = parseMoment(text, zoneOf(here, here.me), from)
          setUntil(here, offer, moment.at)
          const notes = momentNotes(moment, here.t)
          return leadOn(here, offer, notes.length === 0 ? null : lines(notes))
        },
        here => here.t.asked.end,
      ),
    },
  ),

  deed(offers.untilAt, (here, { offer, minute }) => {
    setUntil(here, offer, minute === 0 ? null : minute * MINUTE)
    return leadOn(here, offer)
  }),
])

/** Sets the end. To be called in a group. @throws AppError `date_past` when it would end before it begins */
function setUntil({ db, at: now }: Here, offer: number, at: number | null): void {
  if (at !== null && at <= startOf(getDraft(db, offer), now)) throw new AppError('date_past')
  changeRows(db, offer, () => ({ notLaterThan: at }))
}
