import { DAY, HOUR } from '../../../../clock.js'
import type { Db } from '../../../../db/open.js'
import { windowOf } from '../../../../offers/draft/window.js'
import { AFTERWARDS, DECIDING, getDraft, TRIED, type TrialTerms } from '../../../../offers/draft.js'
import { key, pairs, rowsOf } from '../../../card.js'
import { again, deed, type Entry, go, say, takes } from '../../../screen.js'
import { changeRows } from '../../drafts/change.js'
import { shareWords } from '../../words/control.js'
import { marked } from '../../words/mark.js'
import { shownName } from '../../words/name.js'
import { waitWords } from '../../words/tried.js'
import { offers } from '../addresses.js'
import { draftPlaces, draftScreen } from '../place.js'

/** Shares of 10,000, and waits in hours. */
const SHARES = [1_000, 2_000, 4_000, 6_000] as const
const HOURS = [2, 4, 18, 24, 48, 168] as const
const LONGEST = 30 * DAY

/** How versions are tried: on how many, by what it is decided, for how long, and what follows. */
export const termsPlaces: Entry[] = draftPlaces([
  draftScreen(
    offers.abShare,
    ({ db, language, t }, { offer: id }) => {
      const { name, draft } = getDraft(db, id)
      const { versionCards: words } = t
      const now = draft.trial.goesOn === 'compare' ? null : draft.trial.share
      return {
        text: words.shareAsked(shownName(name)),
        keyboard: [
          ...pairs(
            SHARES.map(share =>
              key(marked(shareWords(share, language), share === now), offers.abShareIs, { offer: id, share }),
            ),
          ),
          [key(words.keys.back, offers.ab, { offer: id })],
        ],
      }
    },
    {
      words: takes<'offer', number>(
        {
          look: (here, { said: { text } }) => readShare(text) ?? again(here.t.versionCards.shareUnread),
          do: ({ db }, { values: { offer } }, share) => setShare(db, offer, share),
        },
        here => here.t.versionCards.shareUnread,
      ),
    },
  ),

  deed(offers.abShareIs, ({ db, t }, { offer, share }) =>
    share >= TRIED.least && share <= TRIED.most ? setShare(db, offer, share) : say(t.admin.oldButton),
  ),

  draftScreen(offers.abDecides, ({ db, t }, { offer: id }) => {
    const { name, draft } = getDraft(db, id)
    const { versionCards: words } = t
    return {
      text: words.decidesAsked(shownName(name)),
      keyboard: [
        ...pairs(
          DECIDING.map((what, which) =>
            key(marked(words.decidingKeys[what], what === draft.trial.decides), offers.abDecidesIs, {
              offer: id,
              which,
            }),
          ),
        ),
        [key(words.keys.back, offers.ab, { offer: id })],
      ],
    }
  }),

  deed(offers.abDecidesIs, ({ db, t }, { offer, which }) => {
    const decides = DECIDING[which]
    return decides === undefined ? say(t.admin.oldButton) : change(db, offer, { decides })
  }),

  draftScreen(
    offers.abWait,
    ({ db, language, t }, { offer: id }) => {
      const offer = getDraft(db, id)
      const { versionCards: words } = t
      const { wait, decides } = offer.draft.trial
      const least = decides === 'orders' ? windowOf(offer) : 0
      return {
        text: words.waitAsked(shownName(offer.name), least === 0 ? null : waitWords(least, language)),
        keyboard: [
          ...pairs([
            key(marked(words.waitUsual, wait === null), offers.abWaitIs, { offer: id, hours: 0 }),
            ...HOURS.filter(hours => hours * HOUR >= least).map(hours =>
              key(marked(waitWords(hours * HOUR, language), hours * HOUR === wait), offers.abWaitIs, {
                offer: id,
                hours,
              }),
            ),
          ]),
          [key(words.keys.back, offers.ab, { offer: id })],
        ],
      }
    },
    {
      words: takes<'offer', number>(
        {
          look: (here, { said: { text } }) => readWait(text) ?? again(here.t.versionCards.waitUnread),
          do: ({ db }, { values: { offer } }, wait) => change(db, offer, { wait }),
        },
        here => here.t.versionCards.waitUnread,
      ),
    },
  ),

  deed(offers.abWaitIs, ({ db, t }, { offer, hours }) =>
    hours * HOUR > LONGEST ? say(t.admin.oldButton) : change(db, offer, { wait: hours === 0 ? null : hours * HOUR }),
  ),

  draftScreen(offers.abThen, ({ db, t }, { offer: id }) => {
    const { name, draft } = getDraft(db, id)
    const { versionCards: words } = t
    const { goesOn, decides } = draft.trial
    // By orders nothing goes without somebody's word.
    const offered = AFTERWARDS.filter(what => decides !== 'orders' || what !== 'better')
    const now = goesOn === 'better' && decides === 'orders' ? 'ask' : goesOn
    return {
      text: words.thenAsked(shownName(name)),
      keyboard: [
        ...rowsOf(
          offered.map(what =>
            key(marked(words.afterwardsKeys[what], what === now), offers.abThenIs, {
              offer: id,
              which: AFTERWARDS.indexOf(what),
            }),
          ),
        ),
        [key(words.keys.back, offers.ab, { offer: id })],
      ],
    }
  }),

  deed(offers.abThenIs, ({ db, t }, { offer, which }) => {
    const goesOn = AFTERWARDS[which]
    return goesOn === undefined ? say(t.admin.oldButton) : change(db, offer, { goesOn })
  }),
])

/** Who says on how many it is tried does not only want to compare. */
function setShare(db: Db, offer: number, share: number) {
  const { goesOn } = getDraft(db, offer).draft.trial
  return change(db, offer, { share, goesOn: goesOn === 'compare' ? 'better' : goesOn })
}

function change(db: Db, offer: number, terms: Partial<TrialTerms>) {
  changeRows(db, offer, ({ trial }) => ({ trial: { ...trial, ...terms } }))
  return go(offers.ab, { offer })
}

const SHARE = /^(\d{1,2})(?:[.,](\d))?\s{0,3}%?$/u

/** "40", "40 %", "12.5%": a share of 10,000 from 2 % to 90 %; null for anything else, also for several. */
function readShare(typed: string): number | null {
  const [, whole, tenths = '0'] = SHARE.exec(typed.normalize('NFKC').trim()) ?? []
  if (whole === undefined) return null
  const share = Number(whole) * 100 + Number(tenths) * 10
  return share >= TRIED.least && share <= TRIED.most ? share : null
}

const WAIT = /^(\d{1,3})\s{0,3}(h|hours?|ч|час|часа|часов|d|days?|д|дн|день|дня|дней)\.?$/iu
const IN_DAYS = /^(?:d|д)/iu

/** "6 h", "2 days", "3 дня": from 1 hour to 30 days, ms; null for anything else. */
function readWait(typed: string): number | null {
  const [, number, unit = ''] = WAIT.exec(typed.normalize('NFKC').trim()) ?? []
  const wait = Number(number ?? 0) * (IN_DAYS.test(unit) ? DAY : HOUR)
  return wait >= HOUR && wait <= LONGEST ? wait : null
}
