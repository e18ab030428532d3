import { Info } from 'luxon'
import { type Coming, listComing } from '../../../delivery/calendar.js'
import { monthName, shorten, time } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import { type Entry, gone, screen, way } from '../../screen.js'
import { zoneOf } from '../drafts/zone.js'
import { shownName } from '../words/name.js'
import { calendar } from './addresses.js'
import { MOST_MONTHS, monthOf } from './days.js'

/** A caption holds 1,024 signs: so many days stand in it. */
const MOST_DAYS = 12
const NAME = 24

/** A month as a picture, and its days in words. */
export const monthPlaces: Entry[] = [
  screen(
    calendar.month,
    async (here, { month: wanted }) => {
      const month = Math.max(0, Math.min(MOST_MONTHS, wanted))
      const { calendarCards: t } = here.t
      const zone = zoneOf(here, here.me)
      const { days, first, today } = monthOf(here.at, zone, month)
      const coming = await listComing(here.db, days, here.at)
      const title = monthName(days[0] ?? here.at, zone, here.language)
      const full = coming.flatMap((day, i) => (day.length === 0 ? [] : [{ day, number: i + 1 }]))
      return {
        text: lines([
          t.monthTitle(title),
          full.length === 0 ? t.nothing : null,
          ...full
            .slice(0, MOST_DAYS)
            .map(({ day, number }) =>
              t.monthDay(number, day.map(one => shortly(one, zone)).slice(0, 3), day.length - 3),
            ),
          full.length > MOST_DAYS ? t.moreDays(full.length - MOST_DAYS) : null,
        ]),
        picture: {
          ...{ kind: 'month', language: here.language, title, first, today },
          weekdays: Info.weekdays('short', { locale: here.language }),
          days: coming.map(day => day.map(({ name }) => name)),
        },
        keyboard: [
          ...pairs([
            ...(month > 0 ? [key(t.keys.monthBefore, calendar.month, { month: month - 1 })] : []),
            ...(month < MOST_MONTHS ? [key(t.keys.monthAfter, calendar.month, { month: month + 1 })] : []),
          ]),
          [key(t.keys.file, calendar.file, {}), key(here.t.moneyCards.closePicture, calendar.closeMonth, {})],
        ],
      }
    },
    { picture: true, costly: true },
  ),
  way(calendar.closeMonth, () => gone),
]

function shortly(one: Coming, zone: string): string {
  const called = shownName(shorten(one.name, NAME))
  if (one.kind === 'reminder') return called
  return one.kind === 'message' ? `${called} ${one.place}` : `${time(one.at, zone)} ${called}`
}
