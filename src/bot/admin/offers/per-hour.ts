import { PER_HOUR } from '../../../delivery/pace/hourly.js'
import { getDraft } from '../../../offers/draft.js'
import { lines } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import { again, deed, type Entry, go, say, takes } from '../../screen.js'
import { changeRows } from '../drafts/change.js'
import { marked } from '../words/mark.js'
import { shownName } from '../words/name.js'
import { offers } from './addresses.js'
import { draftPlaces, draftScreen } from './place.js'

const OFFERED = [500, 1_000, 2_000, 5_000] as const

/** How many messages an hour an offer may send at most: picked, typed, or as fast as possible. */
export const perHourPlaces: Entry[] = draftPlaces([
  draftScreen(
    offers.perHour,
    ({ db, t: { admin, paceCards: t } }, { offer }) => {
      const { name, draft } = getDraft(db, offer)
      const now = draft.perHour
      return {
        text: lines([t.asked(shownName(name)), t.now(t.words(now))]),
        keyboard: [
          ...pairs(OFFERED.map(n => key(marked(t.choice(n), n === now), offers.perHourIs, { offer, n }))),
          ...(now === null ? [] : [[key(t.noLimit, offers.perHourIs, { offer, n: 0 })]]),
          [key(admin.back, offers.more, { offer }), key(admin.card, offers.open, { offer })],
        ],
      }
    },
    {
      words: takes<'offer', number>(
        {
          look: ({ t }, { said: { text } }) =>
            readPerHour(text) ?? again(t.paceCards.unread(PER_HOUR.least, PER_HOUR.most)),
          do({ db }, { values: { offer } }, perHour) {
            changeRows(db, offer, () => ({ perHour }))
            return go(offers.more, { offer })
          },
        },
        ({ t }) => t.paceCards.unread(PER_HOUR.least, PER_HOUR.most),
      ),
    },
  ),

  deed(offers.perHourIs, ({ db, t }, { offer, n }) => {
    if (n !== 0 && !isPerHour(n)) return say(t.admin.oldButton)
    changeRows(db, offer, () => ({ perHour: n === 0 ? null : n }))
    return go(offers.more, { offer })
  }),
])

const NUMBER = String.raw`(\d{1,3}(?:[ .,' ]?\d{3})*|\d+)(?: ?(k|к|тыс|тысяч[аи]?)(?!\p{L})\.?)?`
const MOST = '(?:(?:at most|up to|(?:not|no) more than|max|maximum|не больше|не более|максимум|до|по) )?'
const WHOM = String.raw`(?: (?:messages?|people|сообщени\p{L}{1,2}|человека?|людей))?`
const HOUR = String.raw`(?: ?\/ ?| (?:an?|per|each|every|в|за|каждый) )?(?:hour|h|час|ч)?\.?`
/** Nothing else: 30 February and five times a day are no messages an hour. */
const TYPED = new RegExp(`^${MOST}${NUMBER}${WHOM}${HOUR}$`, 'iu')

/** "1000", "1 000 an hour", "1,000/h", "2 тыс. в час": whole messages an hour; null for anything else. */
function readPerHour(typed: string): number | null {
  const [, digits, thousands] = TYPED.exec(typed.normalize('NFKC').trim().replace(/\s+/g, ' ')) ?? []
  if (digits === undefined) return null
  const n = Number(digits.replace(/\D/g, '')) * (thousands === undefined ? 1 : 1_000)
  return isPerHour(n) ? n : null
}

function isPerHour(n: number): boolean {
  return Number.isInteger(n) && n >= PER_HOUR.least && n <= PER_HOUR.most
}
