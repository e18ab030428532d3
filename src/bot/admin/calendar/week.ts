import { countMeeting, type Meeting } from '../../../delivery/calendar/meeting.js'
import { type Coming, listComing } from '../../../delivery/calendar.js'
import { isAppError, unreachable } from '../../../errors.js'
import { dayName, shorten, time } from '../../../text/format.js'
import { lines, type Piece } from '../../../text/rich.js'
import { type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { command, type Entry, go, type Shown, screen } from '../../screen.js'
import { broadcasts } from '../broadcasts/addresses.js'
import { zoneOf } from '../drafts/zone.js'
import { offers } from '../offers/addresses.js'
import { unlessSlow } from '../patience.js'
import { shownName } from '../words/name.js'
import { calendar } from './addresses.js'
import { MOST_WEEKS, weekOf } from './days.js'

/** So much of a day stands on the card, and so many broadcasts have a button: the rest is in the file. */
const MOST_A_DAY = 6
const MOST_KEYS = 6
const NAME = 28

/** What is to go out, a week at a time. */
export const weekPlaces: Entry[] = [
  command('calendar', go(calendar.week, { week: 0 })),

  screen(
    calendar.week,
    async (here, { week: wanted }) => {
      const week = Math.max(0, Math.min(MOST_WEEKS, wanted))
      const { calendarCards: t } = here.t
      const zone = zoneOf(here, here.me)
      const days = weekOf(here.at, zone, week)
      try {
        return await card(here, week, zone, days)
      } catch (error) {
        if (!isAppError(error, 'query_timeout')) throw error
        return { text: lines([t.title(week, titleOf(days, zone, here)), t.tooLong]), keyboard: ways(here, week) }
      }
    },
    { costly: true },
  ),
]

async function card(here: Here, week: number, zone: string, days: readonly number[]): Promise<Shown> {
  const { calendarCards: t } = here.t
  const coming = await listComing(here.db, days, here.at)
  const meetings: (Meeting | null)[] = []
  for (const [i, day] of coming.entries()) {
    const span = { from: days[i] ?? here.at, to: days[i + 1] ?? here.at }
    // Where one day took too long, the others would too, and somebody waits.
    const slow = meetings.includes(null)
    meetings.push(slow ? null : await unlessSlow(countMeeting(here.db, day, span, here.rules(), here.at), null))
  }
  const named = (i: number) => dayName(days[i] ?? here.at, zone, here.language)
  return {
    text: lines([
      t.title(week, titleOf(days, zone, here)),
      ...(coming.every(day => day.length === 0)
        ? [t.nothing]
        : coming.flatMap((day, i) => dayLines(here, named(i), day, meetings[i], zone))),
      ...meetings.map((meeting, i) => {
        const beyond = meeting?.beyond ?? null
        return beyond === null ? null : t.beyond(named(i), beyond.people, beyond.most)
      }),
      meetings.includes(null) ? t.notMet : null,
    ]),
    keyboard: [...keysOf(coming, zone), ...ways(here, week)],
  }
}

function dayLines(
  here: Here,
  name: string,
  day: readonly Coming[],
  meeting: Meeting | null | undefined,
  zone: string,
): Piece[] {
  const { calendarCards: t } = here.t
  const shown = day.length > MOST_A_DAY ? day.slice(0, MOST_A_DAY - 1) : day
  if (shown.length === 0) return [t.emptyDay(name)]
  const said = shown.map((one, place) => {
    const called = shownName(shorten(one.name, NAME))
    const both = meeting?.both.find(({ second }) => second === place)?.people ?? 0
    switch (one.kind) {
      case 'broadcast':
        return t.broadcast(time(one.at, zone), called, one.people, both, one.rests)
      case 'run':
        return t.run(time(one.at, zone), called, both)
      case 'message':
        return t.message(called, one.place, one.people, one.expected, both)
      case 'reminder':
        return t.reminder(called, one.people, both)
      default:
        return unreachable(one)
    }
  })
  return [t.day(name), ...said, ...(day.length > shown.length ? [t.more(day.length - shown.length)] : [])]
}

function keysOf(coming: readonly (readonly Coming[])[], zone: string): Key[][] {
  const broadcast = coming.flat().flatMap(one => (one.kind === 'broadcast' ? [one] : []))
  return broadcast
    .slice(0, MOST_KEYS)
    .map(({ id, name, at }) => [key(`${time(at, zone)} ${shorten(name, NAME)}`, broadcasts.open, { id })])
}

/** What a week is called: its first and its last day. */
function titleOf(days: readonly number[], zone: string, { language }: Here): string {
  const [first = 0, last = 0] = [days[0], days.at(-2)]
  return `${dayName(first, zone, language)} – ${dayName(last, zone, language)}`
}

function ways({ t, may }: Here, week: number): Key[][] {
  const { keys } = t.calendarCards
  return [
    ...pairs([
      ...(week > 0 ? [key(keys.before, calendar.week, { week: week - 1 })] : []),
      ...(week < MOST_WEEKS ? [key(keys.after, calendar.week, { week: week + 1 })] : []),
    ]),
    [key(keys.month, calendar.month, { month: 0 }), key(keys.file, calendar.file, {})],
    [
      ...(may(offers.another) ? [key(keys.offer, offers.another, {})] : []),
      key(t.admin.back, broadcasts.list, { page: 0 }),
    ],
  ]
}
