import type { Db } from '../../../db/open.js'
import {
  setWindow,
  USUAL_DAYS,
  WINDOW_DAYS,
  WINDOWS,
  type WindowName,
  windowsOf,
} from '../../../offers/draft/window.js'
import { type Goal, getDraft, getOffer } from '../../../offers/draft.js'
import { usualEvidenceDays } from '../../../tracking/evidence-window.js'
import { key, pairs } from '../../card.js'
import { again, deed, type Entry, go, say, takes } from '../../screen.js'
import { marked } from '../words/mark.js'
import { shownName } from '../words/name.js'
import { offers } from './addresses.js'
import { draftPlaces, draftScreen } from './place.js'

const OFFERED: Record<WindowName, readonly number[]> = {
  window: [3, 7, 14, 30],
  click: [3, 7, 14, 30],
  seen: [1, 2, 3, 7],
}

/** How long what people do counts for an offer, and an order after a click or after it was seen, as it holds now. */
export function windowDays(db: Db, offerId: number): Record<WindowName, number> {
  const [said, usual] = [windowsOf(db, offerId), usualDays(getOffer(db, offerId).goal)]
  return { window: said.window ?? usual.window, click: said.click ?? usual.click, seen: said.seen ?? usual.seen }
}

function usualDays(goal: Goal): Record<WindowName, number> {
  return { window: USUAL_DAYS[goal], ...usualEvidenceDays(goal) }
}

/** For how many days something counts: picked, typed, or as usual. */
export const windowPlaces: Entry[] = draftPlaces([
  draftScreen(
    offers.window,
    ({ db, t: { admin, offerCards: t } }, { offer, which }) => {
      const what = WINDOWS[which]
      if (what === undefined) return go(offers.goal, { offer }, admin.oldButton)
      const { name, goal } = getDraft(db, offer)
      const now = windowDays(db, offer)[what]
      const said = windowsOf(db, offer)[what]
      const choices = OFFERED[what].map(days =>
        key(marked(t.windows.days(days), days === now), offers.windowIs, { offer, which, days }),
      )
      return {
        text: t.windows.asked[what](shownName(name), t.windows.days(now)),
        keyboard: [
          ...pairs(choices),
          ...(said === null
            ? []
            : [[key(t.windows.usual(usualDays(goal)[what]), offers.windowIs, { offer, which, days: 0 })]]),
          [key(t.windows.back, offers.goal, { offer })],
        ],
      }
    },
    {
      words: takes<'offer' | 'which', number>(
        {
          look: (here, { said: { text } }) => readDays(text) ?? again(here.t.offerCards.windows.unread),
          do({ db, t }, { values: { offer, which } }, days) {
            const what = WINDOWS[which]
            if (what === undefined) return say(t.admin.oldButton)
            setWindow(db, offer, what, days)
            return go(offers.goal, { offer })
          },
        },
        here => here.t.asked.windowDays,
      ),
    },
  ),

  deed(offers.windowIs, ({ db, t }, { offer, which, days }) => {
    const what = WINDOWS[which]
    if (what === undefined) return say(t.admin.oldButton)
    setWindow(db, offer, what, days === 0 ? null : days)
    return go(offers.goal, { offer })
  }),
])

const DAYS = /^(\d{1,3})\s{0,3}(?:d|days?|д|дн|день|дня|дней)?\.?$/iu
const WEEKS = /^(\d{1,2})?\s{0,3}(?:w|weeks?|нед|неделя|неделю|недели|недель)\.?$/iu

/** "5", "5 days", "2 недели": whole days from 1 to 90; null for anything else. */
function readDays(typed: string): number | null {
  const words = typed.normalize('NFKC').trim()
  const weeks = WEEKS.exec(words)
  const days = weeks === null ? Number(DAYS.exec(words)?.[1] ?? 0) : 7 * Number(weeks[1] ?? 1)
  return days >= WINDOW_DAYS.least && days <= WINDOW_DAYS.most ? days : null
}
