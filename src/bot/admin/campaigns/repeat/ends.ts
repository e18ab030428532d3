import { DateTime } from 'luxon'
import { DAY } from '../../../../clock.js'
import { getRepeat } from '../../../../delivery/campaign/repeat.js'
import type { End } from '../../../../delivery/campaign/terms.js'
import { isAppError } from '../../../../errors.js'
import { lines } from '../../../../text/rich.js'
import { key } from '../../../card.js'
import type { Here } from '../../../here.js'
import { again, deed, type Entry, say, screen, takes } from '../../../screen.js'
import { parseMoment } from '../../typed/moment.js'
import { marked } from '../../words/mark.js'
import { endWords } from '../../words/repeat.js'
import { repeat as places } from './addresses.js'
import { changeTerms } from './terms.js'

const MOST_RUNS = 10_000
const YEAR = 366 * DAY
const [FEW, SOME, MANY] = [5, 10, 20] as const

/** When a repeat is over. */
export const endsPlaces: Entry[] = [
  screen(
    places.ends,
    ({ db, language, t: { repeatCards: t } }, { id }) => {
      const { end, zone } = getRepeat(db, id)
      const after = (runs: number) =>
        key(marked(t.keys.after(runs), end.kind === 'after' && end.runs === runs), places.endsIs, { id, runs })
      return {
        text: lines([t.endsAsked, t.now(endWords(end, zone, language))]),
        keyboard: [
          [key(marked(t.keys.never, end.kind === 'never'), places.endsIs, { id, runs: 0 }), after(FEW)],
          [after(SOME), after(MANY)],
          [key(t.keys.back, places.open, { id })],
        ],
      }
    },
    {
      words: takes<'id', End>(
        {
          look(here, { values: { id }, said: { text } }) {
            const { repeatCards: t } = here.t
            const { zone } = getRepeat(here.db, id)
            const end = readEnd(here, zone, text)
            if (end === null) return again(t.endsUnread)
            // Without a year the next one is meant, which only of one day may be years ahead.
            const year = end.kind === 'on' ? DateTime.fromMillis(end.at, { zone }).year : null
            const far = end.kind === 'on' && end.at - here.at > YEAR && year !== null && !text.includes(String(year))
            return far && !text.includes(String(year % 100)) ? again(t.endsLeap(year)) : end
          },
          do: (doing, { values: { id } }, end) => changeTerms(doing, id, () => ({ end })),
        },
        ({ t }) => t.repeatCards.endsUnread,
      ),
    },
  ),

  deed(places.endsIs, (doing, { id, runs }) => {
    if (runs === 0) return changeTerms(doing, id, () => ({ end: { kind: 'never' } }))
    if (runs < 1 || runs > MOST_RUNS) return say(doing.t.admin.oldButton)
    return changeTerms(doing, id, () => ({ end: { kind: 'after', runs } }))
  }),
]

/**
 * "10", "10 times", «5 раз», or a day, the whole of which still counts; null for what is neither.
 * @throws AppError `date_past`
 */
function readEnd({ at }: Pick<Here, 'at'>, zone: string, typed: string): End | null {
  const words = typed.normalize('NFKC').toLowerCase().trim()
  const times = /^(?:after |через |после )?(\d{1,5}) ?(?:times?|runs?|раз\p{L}?|отправ\p{L}+)?\.?$/u.exec(words)?.[1]
  if (times !== undefined)
    return Number(times) >= 1 && Number(times) <= MOST_RUNS ? { kind: 'after', runs: Number(times) } : null
  const day = words.replace(/^(?:on|until|till|after|до|по|после) /u, '')
  for (const said of [`${day} 23:59`, day]) {
    try {
      const { at: moment } = parseMoment(said, zone, at)
      return { kind: 'on', at: DateTime.fromMillis(moment, { zone }).endOf('day').toMillis() }
    } catch (error) {
      if (!isAppError(error, 'date_invalid')) throw error
    }
  }
  return null
}
