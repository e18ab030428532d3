import { getRepeat } from '../../../../delivery/campaign/repeat.js'
import { type Course, LONGEST_WAIT_DAYS } from '../../../../delivery/campaign/terms.js'
import { lines } from '../../../../text/rich.js'
import { key } from '../../../card.js'
import { again, type Doing, deed, type Entry, type Go, say, screen, takes } from '../../../screen.js'
import { marked } from '../../words/mark.js'
import { toWords } from '../../words/repeat.js'
import { repeat as places } from './addresses.js'
import { changeTerms } from './terms.js'

const OFFERED = [7, 14, 30] as const
/** What stands for the two that are no number of days. */
const EVERYBODY = 0
const NEW = -1

/** To whom a repeat goes each time. */
export const eachPlaces: Entry[] = [
  screen(
    places.each,
    ({ db, language, t: { repeatCards: t } }, { id }) => {
      const { course } = getRepeat(db, id)
      const { to } = course
      const choice = (days: number) =>
        key(marked(t.keys.every(days), to.kind === 'every' && to.days === days), places.eachIs, { id, days })
      const [week, fortnight, month] = OFFERED
      return {
        text: lines([
          t.eachAsked,
          t.eachMeans.everybody,
          t.eachMeans.new,
          t.eachMeans.every,
          t.now(toWords(course, language)),
        ]),
        keyboard: [
          [
            key(marked(t.keys.everybody, to.kind === 'everybody'), places.eachIs, { id, days: EVERYBODY }),
            key(marked(t.keys.new, to.kind === 'new'), places.eachIs, { id, days: NEW }),
          ],
          [choice(week), choice(fortnight)],
          [choice(month), key(t.keys.back, places.open, { id })],
        ],
      }
    },
    {
      words: takes<'id', { days: number }>(
        {
          look({ t }, { said: { text } }) {
            const days = readDays(text)
            return days === null ? again(t.repeatCards.eachUnread(LONGEST_WAIT_DAYS)) : { days }
          },
          do: (doing, { values: { id } }, { days }) => setTo(doing, id, { kind: 'every', days }),
        },
        ({ t }) => t.repeatCards.eachUnread(LONGEST_WAIT_DAYS),
      ),
    },
  ),

  deed(places.eachIs, (doing, { id, days }) => {
    if (days === EVERYBODY) return setTo(doing, id, { kind: 'everybody' })
    if (days === NEW) return setTo(doing, id, { kind: 'new' })
    return days > 0 && days <= LONGEST_WAIT_DAYS
      ? setTo(doing, id, { kind: 'every', days })
      : say(doing.t.admin.oldButton)
  }),
]

function setTo(doing: Doing, id: number, to: Course['to']): Go {
  return changeTerms(doing, id, ({ course }) => ({ course: { ...course, to } }))
}

/** "7", "10 days", «раз в 2 недели»: whole days; null for anything else. */
function readDays(typed: string): number | null {
  const words = typed.normalize('NFKC').toLowerCase().trim()
  const [, number, unit = 'd'] =
    /^(?:(?:once )?(?:every|in|раз в|каждые|кажд\p{L}{1,3}) )?(\d{1,3}) ?(d|days?|w|weeks?|д|дн|день|дня|дней|нед|недел\p{L}{1,2})?\.?$/u.exec(
      words,
    ) ?? []
  if (number === undefined) return null
  const days = Number(number) * (/^(w|нед)/.test(unit) ? 7 : 1)
  return days >= 1 && days <= LONGEST_WAIT_DAYS ? days : null
}
