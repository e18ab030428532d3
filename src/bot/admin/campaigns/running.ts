import type { Db } from '../../../db/open.js'
import { findCampaign, type Series } from '../../../delivery/campaign/campaign.js'
import { listMessages } from '../../../delivery/campaign/message.js'
import { beginChange, dropChange } from '../../../delivery/campaign/series/change.js'
import { seriesCounts } from '../../../delivery/campaign/series/counts.js'
import { findOpen } from '../../../delivery/campaign/series/draft.js'
import { placeOf, welcomes } from '../../../delivery/campaign/series/place.js'
import { endCampaign, getSeries, pauseCampaign, resumeCampaign } from '../../../delivery/campaign/series.js'
import { listReminders } from '../../../delivery/schedule/reminding.js'
import { pressedLinks } from '../../../offers/link/terms.js'
import { listVariants } from '../../../offers/variant.js'
import { messageFigures } from '../../../reports/results/series.js'
import { honestShare } from '../../../reports/share.js'
import { date } from '../../../text/format.js'
import { concat, lines, type Piece, type Rich, rich } from '../../../text/rich.js'
import { isPassed } from '../../address.js'
import { type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, type Guard, go, guarded, type Shown, screen } from '../../screen.js'
import { broadcasts } from '../broadcasts/addresses.js'
import { unlessSlow } from '../patience.js'
import { shownName } from '../words/name.js'
import { entryWords } from '../words/series.js'
import { campaigns } from './addresses.js'

const NUMBERS = 5

/** Before what can be done with a series that was started. */
const hasBegun: Guard<'id'> = ({ db }, { id }) => {
  const campaign = findCampaign(db, id)
  if (campaign?.kind !== 'series' || campaign.state === 'discarded') return go(campaigns.list, { page: 0 })
  return campaign.state === 'draft' ? go(campaigns.open, { id }) : null
}

/** These entries, each only for a series that was started. */
export const begunPlaces = (entries: readonly Entry[]): Entry[] => guarded(hasBegun, entries)

/** What can be done with a series that runs: pause it, change it, end it. */
export const runningPlaces: Entry[] = begunPlaces([
  deed(campaigns.pause, ({ db, at }, { id }) => {
    if (getSeries(db, id).state === 'running') pauseCampaign(db, id, at)
    return go(campaigns.open, { id })
  }),

  deed(campaigns.resume, {
    look: () => null,
    do({ db, at }, { id, generation }) {
      const series = getSeries(db, id)
      if (series.state === 'paused' && !isPassed(generation, series.generation)) resumeCampaign(db, id, at)
      return go(campaigns.open, { id })
    },
    hint: ({ engine }) => engine.wake(),
  }),

  deed(campaigns.change, ({ db, at }, { id }) => {
    const { state } = getSeries(db, id)
    if (state === 'ended') return go(campaigns.open, { id })
    if (findOpen(db, id) === null) beginChange(db, id, at)
    return go(campaigns.draft, { id })
  }),

  screen(campaigns.askUndo, ({ db, t: { campaigns: t } }, { id }) =>
    findOpen(db, id) === null
      ? go(campaigns.open, { id })
      : {
          text: t.askUndo(shownName(getSeries(db, id).name)),
          keyboard: [
            [
              key(t.keys.toSeries, campaigns.draft, { id }),
              key(t.keys.throwAway, campaigns.undo, { id, generation: getSeries(db, id).generation }),
            ],
          ],
        },
  ),

  deed(campaigns.undo, ({ db }, { id, generation }) => {
    // Another change may have been begun since.
    if (findOpen(db, id) !== null && !isPassed(generation, getSeries(db, id).generation)) dropChange(db, id)
    return go(campaigns.open, { id })
  }),

  screen(campaigns.askEnd, async ({ db, t: { campaigns: t, admin } }, { id }) => {
    const { name, state, generation } = getSeries(db, id)
    if (state === 'ended') return go(campaigns.open, { id })
    const counts = await unlessSlow(seriesCounts(db, id), null)
    return {
      text: t.askEnd(shownName(name), counts?.onWay ?? null),
      keyboard: [[key(admin.back, campaigns.open, { id }), key(t.keys.reallyEnd, campaigns.end, { id, generation })]],
    }
  }),

  deed(campaigns.end, ({ db, at }, { id, generation }) => {
    const series = getSeries(db, id)
    if (series.state !== 'ended' && !isPassed(generation, series.generation)) endCampaign(db, id, at)
    return go(campaigns.open, { id })
  }),
])

/** How a series goes: what became of each message, who is on their way, and who left it early. */
export async function runningCard(here: Here, series: Series, note: Rich | null): Promise<Shown> {
  const { db, language, at } = here
  const { campaigns: t } = here.t
  const { id, state, edition, name, startedAt, generation, halt } = series
  const messages = listMessages(db, id, edition)
  const carriers = messages.flatMap(({ broadcastId }) => (broadcastId === null ? [] : [broadcastId]))
  const reminders = listReminders(db, id)
  const [counts, figures] = (await unlessSlow(
    Promise.all([seriesCounts(db, id), messageFigures(db, [...carriers, ...reminders.values()])]),
    null,
  )) ?? [null, null]
  const day = date(startedAt ?? at, here.zone(), language)
  const rows = messages.map(({ position, broadcastId, offerId }): Piece => {
    const figure = broadcastId === null ? undefined : figures?.get(broadcastId)
    const reminder = reminders.get(broadcastId ?? 0)
    const { got, clicked, stopped } = figure ?? { got: 0, clicked: 0, stopped: 0 }
    const waiting = counts?.messages.find(one => one.position === position)?.waiting ?? 0
    return concat(
      [
        t.figures(placeOf(series, position), got),
        ...(got === 0 || (clicked === 0 && !isPressable(db, offerId))
          ? []
          : [t.clicked(honestShare(clicked, got, language))]),
        ...(stopped === 0 ? [] : [t.stops(stopped)]),
        ...(waiting === 0 ? [] : [t.waiting(waiting)]),
        ...(reminder === undefined ? [] : [t.reminded(figures?.get(reminder)?.got ?? 0)]),
      ],
      ' · ',
    )
  })
  const early = (counts?.ended ?? []).filter(({ people }) => people > 0)
  const over = early.reduce((sum, { people }) => sum + people, 0)
  return {
    text: lines([
      t.since(shownName(name), t.marks[state], day, counts?.entered ?? null),
      note,
      state === 'paused' ? (halt === null ? t.pausedNote : t.halts[halt]) : null,
      state === 'ended' ? t.endedNote : null,
      t.startsRow(entryWords(here, series.entry)),
      welcomes(series) === 1 ? rich`1 ${t.theWelcome}` : null,
      ...rows,
      counts === null
        ? here.t.segmentCards.tooLong
        : counts.entered === 0
          ? null
          : [
              t.summary(counts.onWay, counts.done, messages.length),
              ...(over === 0
                ? []
                : [t.endedEarly(over, early.map(({ why, people }) => t.why[why](people)).join(', '))]),
            ].join(' · '),
    ]),
    keyboard: [
      ...numbersOf(
        messages.flatMap(({ position, broadcastId }) =>
          broadcastId === null ? [] : [key(`📊 ${placeOf(series, position)}`, broadcasts.report, { id: broadcastId })],
        ),
      ),
      ...numbersOf(
        messages.flatMap(({ position, broadcastId }) => {
          const reminder = reminders.get(broadcastId ?? 0)
          return reminder === undefined
            ? []
            : [key(`🔔 ${placeOf(series, position)}`, broadcasts.report, { id: reminder })]
        }),
      ),
      ...pairs([
        ...(state === 'running' ? [key(t.keys.pause, campaigns.pause, { id })] : []),
        ...(state === 'paused' ? [key(t.keys.resume, campaigns.resume, { id, generation })] : []),
        ...(state === 'ended' ? [] : [changeKey(here, series)]),
        key(t.keys.who, campaigns.who, { id, page: 0 }),
        ...(state === 'ended' ? [] : [key(t.keys.end, campaigns.askEnd, { id })]),
        key(t.keys.list, campaigns.list, { page: 0 }),
      ]),
    ],
  }
}

/** Begins a change, or goes on with one that somebody began. */
function changeKey({ db, t: { campaigns: t } }: Here, { id }: Series): Key {
  return findOpen(db, id) === null
    ? key(t.keys.change, campaigns.change, { id })
    : key(t.keys.changeGoOn, campaigns.draft, { id })
}

function numbersOf(keys: readonly Key[]): Key[][] {
  const rows: Key[][] = []
  for (let i = 0; i < keys.length; i += NUMBERS) rows.push(keys.slice(i, i + NUMBERS))
  return rows
}

/** There is something in a message that a person can press or open. */
function isPressable(db: Db, offerId: number): boolean {
  return listVariants(db, offerId).some(one => pressedLinks(one).length > 0)
}
