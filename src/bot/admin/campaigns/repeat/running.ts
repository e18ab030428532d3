import type { Repeat } from '../../../../delivery/campaign/campaign.js'
import { hasResting, listRuns } from '../../../../delivery/campaign/repeat/run.js'
import {
  beginRepeatChange,
  changeOf,
  endRepeat,
  getRepeat,
  listOpenRuns,
  offerOf,
  pauseRepeat,
  resumeRepeat,
} from '../../../../delivery/campaign/repeat.js'
import { unreachable } from '../../../../errors.js'
import { date, dateTime } from '../../../../text/format.js'
import { lines, type Piece } from '../../../../text/rich.js'
import { isPassed } from '../../../address.js'
import { type Key, key, pairs } from '../../../card.js'
import type { Here } from '../../../here.js'
import { deed, type Entry, go, type Shown, say, screen } from '../../../screen.js'
import { addressed, addresseeName } from '../../drafts/versions.js'
import { offers } from '../../offers/addresses.js'
import { endRow } from '../../words/ending.js'
import { nameList, shownName } from '../../words/name.js'
import { endWords, firstWords, nextWords, rhythmWords, runWords, toWords } from '../../words/repeat.js'
import { campaigns } from '../addresses.js'
import { repeat as places } from './addresses.js'

/** What is done to a repeat that has begun. */
export const runningPlaces: Entry[] = [
  deed(places.pause, ({ db, t, at }, { id }) => {
    pauseRepeat(db, id, at)
    // Somebody else may have ended it.
    return getRepeat(db, id).state === 'paused'
      ? go(places.open, { id }, t.repeatCards.paused)
      : go(places.open, { id })
  }),

  deed(places.resume, {
    look: () => null,
    do(doing, { id, generation }) {
      const { db, t, at } = doing
      if (isPassed(generation, getRepeat(db, id).generation) || !resumeRepeat(db, id, at)) return say(t.admin.oldButton)
      return go(places.open, { id }, t.repeatCards.resumed(firstWords(doing, getRepeat(db, id))))
    },
    hint: here => here.startDue(),
  }),

  screen(places.change, (here, { id }) => {
    const { repeatCards: t } = here.t
    const repeat = getRepeat(here.db, id)
    if (isOver(repeat)) return go(places.open, { id })
    return {
      text: lines([
        t.changeAsked(shownName(repeat.name)),
        ...termLines(here, repeat),
        changeOf(here.db, repeat) === null ? null : t.changeOpen,
      ]),
      keyboard: [
        [key(t.keys.rhythm, places.rhythm, { id }), key(t.keys.each, places.each, { id })],
        [key(t.keys.ends, places.ends, { id }), key(t.keys.message, places.message, { id })],
        [key(t.keys.back, places.open, { id })],
      ],
    }
  }),

  deed(places.message, ({ db, me, at }, { id }) => go(offers.open, { offer: beginRepeatChange(db, id, me, at).id })),

  screen(places.askEnd, (here, { id }) => {
    const { repeatCards: t } = here.t
    const repeat = getRepeat(here.db, id)
    if (isOver(repeat)) return go(places.open, { id })
    const { generation } = repeat
    return {
      text: lines([t.askEnd(shownName(repeat.name)), listOpenRuns(here.db, id).length === 0 ? null : t.askEndNow]),
      keyboard: [[key(t.keys.back, places.open, { id })], [key(t.keys.reallyEnd, places.end, { id, generation })]],
    }
  }),

  deed(places.end, ({ db, t, at }, { id, generation }) => {
    if (isPassed(generation, getRepeat(db, id).generation) || !endRepeat(db, id, at)) return say(t.admin.oldButton)
    return go(places.open, { id }, t.repeatCards.ended)
  }),
]

function isOver({ state }: Repeat): boolean {
  return state === 'ended' || state === 'discarded'
}

/** How a repeat stands that has begun: to whom and when it goes, what was, and the next five. */
export function runningCard(here: Here, repeat: Repeat, note: Piece | null): Shown {
  const { db, language, t: texts } = here
  const { repeatCards: t } = texts
  const { id, name, zone, state, startedAt } = repeat
  const { runs, counts } = listRuns(db, id, { offset: 0, limit: 1 })
  const [last] = runs
  const { nudge } = offerOf(db, repeat).draft
  const left = t.left(counts.missed, counts.paused)
  return {
    text: lines([
      startedAt === null
        ? t.title(shownName(name))
        : t.since(t.marks[state], shownName(name), date(startedAt, zone, language)),
      t.whomRow(whomWords(here, repeat)),
      ...termLines(here, repeat),
      endRow(here, offerOf(db, repeat)),
      nudge === null ? null : texts.offerCards.nudgeRow(nudge.hours),
      t.sent(
        counts.begun,
        last === undefined || last.outcome !== 'begun' ? null : runWords(here, repeat, last.plannedFor),
      ),
      left === '' ? null : left,
      ...standLines(here, repeat),
      note,
    ]),
    keyboard: keysOf(here, repeat, runs.length > 0),
  }
}

function termLines({ language, t: { repeatCards: t } }: Here, { course, end, zone }: Repeat): string[] {
  return [
    t.runningRow(rhythmWords(course.rhythm, zone, language)),
    t.toLine(toWords(course, language)),
    t.endsLine(endWords(end, zone, language)),
  ]
}

function whomWords(here: Here, repeat: Repeat): string {
  const { db, language, t } = here
  const { draft } = offerOf(db, repeat)
  const names = (ids: readonly (number | null)[]) =>
    nameList(
      ids.map(id => addresseeName(db, draft, id, language)),
      language,
    )
  return names(addressed(draft)) + (draft.leaveOut.length === 0 ? '' : t.offerCards.exceptFor(names(draft.leaveOut)))
}

/** What it does now, or why it does nothing. */
function standLines(here: Here, repeat: Repeat): Piece[] {
  const { db, language, at, t: texts } = here
  const { repeatCards: t } = texts
  const { id, state, halt, zone, nextRunAt, pausedAt, endedAt } = repeat
  const moment = (when: number) => dateTime(when, zone, language, at)
  const next = nextWords(here, repeat)
  const why = halt === null ? [] : [t.halts[halt]]
  switch (state) {
    case 'running':
      if (hasResting(db, id)) return [t.waitsFor]
      return [nextRunAt === null ? t.lastOne : t.nextFive(next)]
    case 'paused':
      return [...why, pausedAt === null ? t.pausedAlone : t.pausedSince(moment(pausedAt))]
    case 'ended':
    case 'discarded':
      return halt === 'over' || endedAt === null ? why : [t.overSince(moment(endedAt))]
    case 'draft':
      return next === '' ? [] : [t.nextFive(next)]
    default:
      return unreachable(state)
  }
}

function keysOf({ may, t: { repeatCards: t, campaigns: room } }: Here, repeat: Repeat, ran: boolean): Key[][] {
  const { id, state, generation } = repeat
  const works = may(places.pause) && (state === 'running' || state === 'paused')
  const on =
    state === 'running'
      ? key(t.keys.pause, places.pause, { id })
      : key(t.keys.resume, places.resume, { id, generation })
  return pairs([
    ...(works ? [on, key(t.keys.change, places.change, { id })] : []),
    ...(ran ? [key(t.keys.runs, places.runs, { id, page: 0 })] : []),
    ...(works ? [key(t.keys.end, places.askEnd, { id })] : []),
    key(room.keys.list, campaigns.list, { page: 0 }),
  ])
}
