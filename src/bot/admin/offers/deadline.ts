import { DateTime } from 'luxon'
import { DAY, HOUR, MINUTE } from '../../../clock.js'
import { repeatOf } from '../../../delivery/campaign/repeat.js'
import { HOLDS, hasEnd, setDeadline, setHolds, setPinned } from '../../../offers/draft/deadline.js'
import { getDraft } from '../../../offers/draft.js'
import { dateTime, zoneName } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, words } from '../../screen.js'
import { changeRows } from '../drafts/change.js'
import { zoneOf } from '../drafts/zone.js'
import { parseMoment, parseSpan, wallClock } from '../typed/moment.js'
import { endWords } from '../words/ending.js'
import { marked } from '../words/mark.js'
import { shownName } from '../words/name.js'
import { offers } from './addresses.js'
import { startOf } from './check/count.js'
import { draftPlaces, draftScreen, inSeries } from './place.js'
import { momentNotes } from './when/when.js'
import { backToCard } from './words.js'

const EVENING = { hour: 21, minute: 0 }
const SUNDAY = 7
/** How long it may hold from when somebody gets it, to tap, in hours. */
const HOURS = [24, 48, 72, 168] as const
/** What goes once has its evenings to tap. */
const FEW = HOURS.slice(0, 2)
/** "In two days" is a moment, unless it goes to each at a time of their own. */
const FROM_NOW = /^\s*(?:in|через|спустя)\s/i

/** Until when what the offer says holds: to a moment, or so long from when somebody gets it. */
export const deadlinePlaces: Entry[] = draftPlaces([
  draftScreen(
    offers.deadline,
    (here, { offer }) => {
      const { offerCards: t } = here.t
      const draft = getDraft(here.db, offer)
      const zone = zoneOf(here, here.me)
      const once = goesOnce(here, offer)
      const own = inSeries(here.db, offer) === null
      return {
        text: lines([
          t.deadlineAsked(shownName(draft.name), zoneName(zone, here.language)),
          hasEnd(draft) ? t.deadlineNow(endWords(here, draft)) : null,
          t.deadlineHint,
        ]),
        keyboard: [
          ...pairs([
            ...(once ? eveningKeys(here, offer, zone) : []),
            ...(once ? FEW : HOURS).map(hours =>
              key(marked(t.holdsKey(hours), draft.holds === hours * HOUR), offers.holdsFor, { offer, hours }),
            ),
            ...(hasEnd(draft) ? [key(t.keys.noEnd, offers.deadlineIs, { offer, minute: 0 })] : []),
          ]),
          [...(own ? [key(here.t.admin.back, offers.more, { offer })] : []), backToCard(offer, here.language)],
        ],
      }
    },
    {
      words: words<'offer'>(
        (here, { offer }, { text }) => {
          const span = FROM_NOW.test(text) && goesOnce(here, offer) ? null : parseSpan(text)
          if (span !== null) {
            keepHolds(here, offer, span.days * DAY + span.ms)
            return go(offers.open, { offer })
          }
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

  deed(offers.holdsFor, (here, { offer, hours }) => {
    keepHolds(here, offer, Math.min(hours * HOUR, HOLDS.most))
    return go(offers.open, { offer })
  }),
])

/** Whether it stands at the top of the chat of whoever gets it. */
export const pinPlaces: Entry[] = draftPlaces([
  deed(offers.pin, ({ db }, { offer, on }) => {
    setPinned(db, offer, on === 1)
    changeRows(db, offer, () => ({}))
    return go(offers.more, { offer })
  }),
])

/** What goes to all at once, and never again. */
function goesOnce({ db }: Here, offer: number): boolean {
  return inSeries(db, offer) === null && repeatOf(db, offer) === null
}

/** To be called in a group. @throws AppError `date_past` when it would be over before it begins */
function keepDeadline({ db, at }: Here, offer: number, deadline: number | null): void {
  setDeadline(db, offer, deadline, startOf(getDraft(db, offer), at))
  changeRows(db, offer, () => ({}))
}

/** To be called in a group. @throws AppError `holds_range` */
function keepHolds({ db }: Here, offer: number, ms: number): void {
  setHolds(db, offer, ms)
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
