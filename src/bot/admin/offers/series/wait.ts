import { DAY, HOUR } from '../../../../clock.js'
import { setMessage } from '../../../../delivery/campaign/message.js'
import { LONGEST_WAIT_DAYS, type Wait } from '../../../../delivery/campaign/terms.js'
import { clockOf } from '../../../../text/format.js'
import { key, pairs } from '../../../card.js'
import type { Here } from '../../../here.js'
import { again, deed, type Entry, type Go, go, say, takes } from '../../../screen.js'
import { campaigns } from '../../campaigns/addresses.js'
import { parseHour, parseSpan } from '../../typed/moment.js'
import { marked } from '../../words/mark.js'
import { composedPlaces, findComposed, messageScreen } from './message.js'

/** Waits to tap, in hours. */
const HOURS = [1, 3] as const
const DAYS = [1, 2, 3, 5, 7, 14] as const
const MORNING = 11 * 60
/** Hours of the day to tap. */
const OF_DAY = [9, 11, 13, 16, 18, 20] as const
/** In a button: the hour at which it began. */
const NO_MINUTE = 24 * 60

/** How long a message waits, and at which hour it comes. */
export const waitPlaces: Entry[] = composedPlaces([
  messageScreen(
    campaigns.wait,
    (here, { message: { wait }, place }, { offer }) => {
      const { campaigns: t, campaignTerms } = here.t
      const now = hoursOf(wait)
      const choice = (label: string, hours: number) =>
        key(marked(label, hours === now), campaigns.waitIs, { offer, hours })
      return {
        text: t.waitAsked(place),
        keyboard: [
          ...pairs([
            choice(t.keys.atOnce, 0),
            ...HOURS.map(hours => choice(campaignTerms.hours(hours), hours)),
            ...DAYS.map(days => choice(campaignTerms.days(days), days * 24)),
          ]),
          [key(here.t.admin.back, campaigns.message, { offer })],
        ],
      }
    },
    {
      words: takes<'offer', Wait>(
        {
          look(here, { values: { offer }, said: { text } }) {
            const span = parseSpan(text)
            const before = findComposed(here, offer)?.message.wait
            const wait = span === null ? null : waitOf(span, before)
            return wait ?? again(here.t.campaigns.waitUnread)
          },
          do: (here, { values: { offer } }, wait) => set(here, offer, wait),
        },
        here => here.t.campaigns.waitUnread,
      ),
    },
  ),

  deed(campaigns.waitIs, (here, { offer, hours }) => {
    const before = findComposed(here, offer)?.message.wait
    const wait = waitOf(hours % 24 === 0 ? { days: hours / 24, ms: 0 } : { days: 0, ms: hours * HOUR }, before)
    return wait === null ? say(here.t.admin.oldButton) : set(here, offer, wait)
  }),

  messageScreen(
    campaigns.hour,
    (here, { message: { wait }, place }, { offer }) => {
      const { campaigns: t } = here.t
      if (wait.kind !== 'days') return go(campaigns.message, { offer })
      const choice = (label: string, minute: number) =>
        key(marked(label, minute === (wait.minute ?? NO_MINUTE)), campaigns.hourIs, { offer, minute })
      return {
        text: t.hourAsked(place),
        keyboard: [
          ...pairs(OF_DAY.map(hour => choice(clockOf(hour * 60), hour * 60))),
          [choice(t.keys.sameHour, NO_MINUTE), key(here.t.admin.back, campaigns.message, { offer })],
        ],
      }
    },
    {
      words: takes<'offer', { minute: number }>(
        {
          look({ t }, { said: { text } }) {
            const minute = parseHour(text)
            return minute === null ? again(t.campaigns.hourUnread) : { minute }
          },
          do: (here, { values: { offer } }, { minute }) => setHour(here, offer, minute),
        },
        here => here.t.campaigns.hourUnread,
      ),
    },
  ),

  deed(campaigns.hourIs, (here, { offer, minute }) =>
    minute > NO_MINUTE ? say(here.t.admin.oldButton) : setHour(here, offer, minute === NO_MINUTE ? null : minute),
  ),
])

/** A wait of so long; at the hour that was chosen before, else in the morning. Null where it is longer than may be. */
function waitOf({ days, ms }: { days: number; ms: number }, before: Wait | undefined): Wait | null {
  if (days * DAY + ms > LONGEST_WAIT_DAYS * DAY) return null
  if (days === 0) return ms === 0 ? { kind: 'at_once' } : { kind: 'after', ms }
  if (ms > 0) return { kind: 'after', ms: days * DAY + ms }
  return { kind: 'days', days, minute: before?.kind === 'days' ? before.minute : MORNING }
}

function hoursOf(wait: Wait): number {
  if (wait.kind === 'at_once') return 0
  return wait.kind === 'after' ? wait.ms / HOUR : wait.days * 24
}

function set(here: Here, offer: number, wait: Wait): Go {
  const composed = findComposed(here, offer)
  if (composed !== null) setMessage(here.db, composed.message, { wait })
  return go(campaigns.message, { offer })
}

function setHour(here: Here, offer: number, minute: number | null): Go {
  const wait = findComposed(here, offer)?.message.wait
  return wait?.kind === 'days' ? set(here, offer, { ...wait, minute }) : go(campaigns.message, { offer })
}
