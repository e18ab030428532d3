import { getRepeat } from '../../../../delivery/campaign/repeat.js'
import type { Rhythm } from '../../../../delivery/campaign/terms.js'
import { zoneName } from '../../../../text/format.js'
import { lines } from '../../../../text/rich.js'
import { key, pairs } from '../../../card.js'
import {
  again,
  type Doing,
  deed,
  type Entry,
  type Go,
  go,
  leave,
  pass,
  say,
  screen,
  takes,
  type Words,
} from '../../../screen.js'
import { zoneOf } from '../../drafts/zone.js'
import { readMinute, readRhythm, rhythmFrom, type Typed } from '../../typed/rhythm.js'
import { marked } from '../../words/mark.js'
import { clockTime, rhythmWords } from '../../words/repeat.js'
import { repeat as places } from './addresses.js'
import { changeTerms } from './terms.js'

const WEEKDAYS = [1, 2, 3, 4, 5]
const HOURS = [9, 10, 12, 15, 18, 20] as const
const LAST_DAY = 31

/** What is typed on the card of a repeat that has not begun; on that of one that runs it is meant for something else. */
export const draftTyped: Words<'id'> = takes<'id', Typed>({
  look({ db, t }, { values: { id }, said: { text } }) {
    if (getRepeat(db, id).state !== 'draft') return pass
    // A picture or a sticker is no rhythm, and what is typed after it may be one.
    if (text === '') return leave
    return readRhythm(text) ?? again(t.repeatCards.rhythmUnread)
  },
  do: (doing, { values: { id } }, typed) => setRhythm(doing, id, before => rhythmFrom(typed, before)),
})

const rhythmTyped: Words<'id'> = takes<'id', Typed>(
  {
    look: ({ t }, { said: { text } }) => readRhythm(text) ?? again(t.repeatCards.rhythmUnread),
    do: (doing, { values: { id } }, typed) => setRhythm(doing, id, before => rhythmFrom(typed, before)),
  },
  ({ t }) => t.repeatCards.rhythmUnread,
)

/** How often, on which days and at what hour an offer goes again. */
export const rhythmPlaces: Entry[] = [
  screen(
    places.rhythm,
    (here, { id }) => {
      const { repeatCards: t } = here.t
      const { course, zone } = getRepeat(here.db, id)
      const { rhythm } = course
      const week = rhythm.kind === 'weekly' ? rhythm.days : []
      const days = t.dayNames.map((name, i) => {
        const on = week.includes(i + 1)
        return key(`${on ? '✅' : '☐'} ${name}`, places.weekly, { id, day: i + 1, on: on ? 0 : 1 })
      })
      return {
        text: lines([t.rhythmAsked, t.now(rhythmWords(rhythm, zone, here.language))]),
        keyboard: [
          [
            key(marked(t.keys.everyDay, rhythm.kind === 'daily'), places.daily, { id }),
            key(marked(t.keys.weekdays, week.join() === WEEKDAYS.join()), places.weekdays, { id }),
          ],
          ...pairs([
            ...days,
            key(`${rhythm.own ? '✅' : '☐'} ${t.keys.own}`, places.clock, { id, own: rhythm.own ? 0 : 1 }),
          ]),
          [
            key(marked(t.keys.month, rhythm.kind === 'monthly'), places.month, { id }),
            key(t.keys.hour(clockTime(rhythm.minute)), places.hour, { id }),
          ],
          [key(t.keys.back, places.open, { id })],
        ],
      }
    },
    { words: rhythmTyped },
  ),

  deed(places.daily, (doing, { id }) => setRhythm(doing, id, ({ minute, own }) => ({ kind: 'daily', minute, own }))),

  deed(places.weekdays, (doing, { id }) =>
    setRhythm(doing, id, ({ minute, own }) => ({ kind: 'weekly', days: WEEKDAYS, minute, own })),
  ),

  deed(places.weekly, (doing, { id, day, on }) => {
    const { rhythm } = getRepeat(doing.db, id).course
    if (!Number.isInteger(day) || day < 1 || day > 7) return say(doing.t.admin.oldButton)
    const before = rhythm.kind === 'weekly' ? rhythm.days.filter(other => other !== day) : []
    const days = on === 1 ? [...before, day].sort() : before
    if (days.length === 0) return say(doing.t.repeatCards.lastDayStays)
    const { minute, own } = rhythm
    return stay(doing, id, { kind: 'weekly', days, minute, own })
  }),

  screen(
    places.month,
    ({ t: { repeatCards: t } }, { id }) => ({
      text: lines([t.monthAsked, t.shorter]),
      keyboard: [
        [key(t.keys.firstDay, places.monthly, { id, day: 1 }), key(t.keys.middle, places.monthly, { id, day: 15 })],
        [key(t.keys.lastDay, places.monthly, { id, day: LAST_DAY }), key(t.keys.back, places.rhythm, { id })],
      ],
    }),
    {
      words: takes<'id', { day: number }>(
        {
          look({ t }, { said: { text } }) {
            const typed = readRhythm(text)
            return typed?.days.kind === 'monthly' ? { day: typed.days.day } : again(t.repeatCards.monthUnread)
          },
          do: (doing, { values: { id } }, { day }) => setMonthly(doing, id, day),
        },
        ({ t }) => t.repeatCards.monthUnread,
      ),
    },
  ),

  deed(places.monthly, (doing, { id, day }) =>
    Number.isInteger(day) && day >= 1 && day <= LAST_DAY ? setMonthly(doing, id, day) : say(doing.t.admin.oldButton),
  ),

  screen(
    places.hour,
    (here, { id }) => {
      const { repeatCards: t } = here.t
      const { course, zone } = getRepeat(here.db, id)
      const { own, minute } = course.rhythm
      return {
        text: lines([own ? t.hourAskedOwn : t.hourAsked(zoneName(zone, here.language)), t.now(clockTime(minute))]),
        keyboard: [
          ...pairs(
            HOURS.map(hour =>
              key(marked(clockTime(hour * 60), minute === hour * 60), places.hourIs, { id, minute: hour * 60 }),
            ),
          ),
          [key(t.keys.back, places.rhythm, { id })],
        ],
      }
    },
    {
      words: takes<'id', { minute: number }>(
        {
          look({ t }, { said: { text } }) {
            const minute = readMinute(text)
            return minute === null ? again(t.repeatCards.hourUnread) : { minute }
          },
          do: (doing, { values: { id } }, { minute }) => setRhythm(doing, id, before => ({ ...before, minute })),
        },
        ({ t }) => t.repeatCards.hourUnread,
      ),
    },
  ),

  deed(places.hourIs, (doing, { id, minute }) =>
    Number.isInteger(minute) && minute >= 0 && minute < 1_440
      ? setRhythm(doing, id, before => ({ ...before, minute }))
      : say(doing.t.admin.oldButton),
  ),

  deed(places.clock, (doing, { id, own }) => {
    const { rhythm } = getRepeat(doing.db, id).course
    return stay(doing, id, { ...rhythm, own: own === 1 })
  }),
]

function setMonthly(doing: Doing, id: number, day: number): Go {
  return setRhythm(doing, id, ({ minute, own }) => ({ kind: 'monthly', day, minute, own }))
}

/**
 * To be called in a group. Everybody's own clock counts for those whose zone nobody knows by the bot's, so it is its days that
 * count; one clock for all is that of whoever chose it.
 */
function setRhythm(doing: Doing, id: number, change: (before: Rhythm) => Rhythm): Go {
  return changeTerms(doing, id, ({ course }) => {
    const rhythm = change(course.rhythm)
    return { course: { ...course, rhythm }, zone: rhythm.own ? doing.zone() : zoneOf(doing, doing.me) }
  })
}

/** The same, and the screen stays: more of it may be other. */
function stay(doing: Doing, id: number, rhythm: Rhythm): Go {
  setRhythm(doing, id, () => rhythm)
  return go(places.rhythm, { id })
}
