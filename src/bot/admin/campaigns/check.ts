import { DAY, HOUR } from '../../../clock.js'
import { comingIn } from '../../../delivery/campaign/entering/coming.js'
import { isSameEntry } from '../../../delivery/campaign/entering/intake.js'
import { approveChange } from '../../../delivery/campaign/series/change.js'
import { seriesCounts } from '../../../delivery/campaign/series/counts.js'
import { findOpen, type OpenSeries, setEntry } from '../../../delivery/campaign/series/draft.js'
import { placeOf, welcomes } from '../../../delivery/campaign/series/place.js'
import { seriesPrint } from '../../../delivery/campaign/series/print.js'
import { checkSeries, getSeries, startSeries } from '../../../delivery/campaign/series.js'
import type { Wait } from '../../../delivery/campaign/terms.js'
import { isAppError } from '../../../errors.js'
import { getDraft } from '../../../offers/draft.js'
import { listVariants } from '../../../offers/variant.js'
import { findListed } from '../../../segments/segment.js'
import { lines, type Piece, type Rich, rich } from '../../../text/rich.js'
import { isPassed } from '../../address.js'
import { key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, type Go, go, type Shown, screen } from '../../screen.js'
import { contentLacks, type Lack, promoLacks } from '../drafts/lack.js'
import { unlessSlow } from '../patience.js'
import { shownName } from '../words/name.js'
import { entryWords, exitWords, startWords } from '../words/series.js'
import { campaigns } from './addresses.js'
import { draftOnly, openPlaces } from './series.js'
import { countTested } from './trial.js'

const LAST_DAYS = 7

/** The check before a series starts, or before its changes are used. */
export const checkPlaces: Entry[] = [
  ...openPlaces([
    screen(
      campaigns.check,
      async (here, { id }, note) => {
        const open = findOpen(here.db, id)
        if (open === null) return go(campaigns.open, { id })
        const lacks = lacksOf(here, open)
        if (lacks.length > 0) return lacksCard(here, open, lacks)
        return open.series.state === 'draft' ? startCard(here, open, note) : changeCard(here, open, note)
      },
      { note: 'own', costly: true },
    ),

    deed(campaigns.apply, {
      look: () => null,
      do(here, { id, all, generation }) {
        const open = findOpen(here.db, id)
        if (open === null) return go(campaigns.open, { id })
        const stale = staleness(here, open, generation)
        if (stale !== null) return stale
        approveChange(here.db, id, { onTheirWay: all === 1 ? 'new' : 'old' }, here.at)
        return go(campaigns.open, { id }, here.t.campaigns.changed)
      },
      hint: ({ engine }) => engine.wake(),
    }),
  ]),

  ...draftOnly([
    deed(campaigns.lastDays, ({ db }, { id, on }) => {
      const { entry } = getSeries(db, id)
      setEntry(db, id, { ...entry, lastDays: on === 1 ? LAST_DAYS : 0 })
      return go(campaigns.check, { id })
    }),

    deed(campaigns.start, {
      look: () => null,
      do(here, { id, generation }) {
        const open = findOpen(here.db, id)
        if (open === null) return go(campaigns.open, { id })
        const stale = staleness(here, open, generation)
        if (stale !== null) return stale
        startSeries(here.db, id, here.at)
        return go(campaigns.open, { id }, here.t.campaigns.started)
      },
      hint: ({ engine }) => engine.wake(),
    }),
  ]),
]

/** What lacks something, or is another than the one that was looked at, is looked at again; null: it is neither. */
function staleness(here: Here, open: OpenSeries, seen: number): Go | null {
  const { id } = open.series
  if (lacksOf(here, open).length > 0) return go(campaigns.check, { id })
  return isPassed(seen, seriesPrint(here.db, open)) ? go(campaigns.check, { id }, here.t.campaigns.editedSince) : null
}

async function startCard(here: Here, open: OpenSeries, note: Rich | null): Promise<Shown> {
  const { campaigns: t } = here.t
  const { series, messages } = open
  const { id, entry, generation } = series
  const dated = entry.on.kind === 'date'
  const last = dated ? null : await unlessSlow(comingIn(here.db, entry, LAST_DAYS, here.at), null)
  const ticked = entry.lastDays > 0
  return {
    text: lines([
      t.checkTitle(shownName(series.name)),
      note,
      t.startsRow(startWords(here, entry.on)),
      dated ? t.startsDated : t.startsFrom,
      ticked ? t.alsoLast(last) : last === null || last === 0 ? null : t.lastPeople(last),
      ...commonLines(here, open),
    ]),
    keyboard: [
      ...pairs([
        key(t.keys.start, campaigns.start, { id, generation: seriesPrint(here.db, open) }),
        ...(dated
          ? []
          : [key(`${ticked ? '☑' : '☐'} ${t.keys.lastDays}`, campaigns.lastDays, { id, on: ticked ? 0 : 1 })]),
        ...(messages.length + welcomes(series) > 0 ? [key(t.keys.testAll, campaigns.test, { id, generation })] : []),
        key(t.keys.toSeries, campaigns.draft, { id }),
      ]),
    ],
  }
}

async function changeCard(here: Here, open: OpenSeries, note: Rich | null): Promise<Shown> {
  const { campaigns: t } = here.t
  const { id, name, generation, entry, exit } = open.series
  const now = getSeries(here.db, id)
  const counts = await unlessSlow(seriesCounts(here.db, id), null)
  const asked = counts === null || counts.onWay > 0
  const seen = seriesPrint(here.db, open)
  return {
    text: lines([
      t.checkTitle(shownName(name)),
      note,
      isSameEntry(now.entry, entry) ? null : t.startChanged(entryWords(here, entry)),
      exitWords(here, now.exit) === exitWords(here, exit) ? null : t.endChanged(exitWords(here, exit), asked),
      ...commonLines(here, open),
      counts === null ? t.onTheirWayUncounted : asked ? t.onTheirWay(counts.onWay) : t.nobodyOnWay,
    ]),
    keyboard: [
      ...(asked
        ? [
            [key(t.keys.theNew, campaigns.apply, { id, all: 1, generation: seen })],
            [key(t.keys.theOld, campaigns.apply, { id, all: 0, generation: seen })],
          ]
        : [[key(t.keys.apply, campaigns.apply, { id, all: 1, generation: seen })]]),
      [key(t.keys.testAll, campaigns.test, { id, generation }), key(t.keys.toSeries, campaigns.draft, { id })],
    ],
  }
}

function commonLines(here: Here, { series, messages }: OpenSeries): (Piece | null)[] {
  const { campaigns: t } = here.t
  const { perDay, perWeek } = here.preferences.frequency()
  const cap = perDay === null && perWeek === null ? null : here.t.offerCards.capWords(perDay, perWeek)
  const tested = countTested(here, messages)
  const early = messages.filter((one, i) => {
    const before = messages[i - 1]
    return before !== undefined && lengthOf(one.wait) < lengthOf(before.wait)
  })
  return [
    t.counts(cap, here.preferences.quiet() !== null),
    welcomes(series) === 1 ? t.welcomeFree : null,
    ...early.map(({ position }) => t.tooEarly(placeOf(series, position))),
    ...messages.flatMap((one, i) => {
      const next = messages[i + 1]
      const { nudge } = getDraft(here.db, one.offerId).draft
      const late =
        nudge !== null && next !== undefined && nudge.hours * HOUR >= lengthOf(next.wait) - lengthOf(one.wait)
      return late ? [t.reminderLate(placeOf(series, one.position))] : []
    }),
    tested === 0 ? t.notTested : t.tested(tested),
  ]
}

/** About how long a wait is, ms. */
function lengthOf(wait: Wait): number {
  if (wait.kind === 'at_once') return 0
  return wait.kind === 'after' ? wait.ms : wait.days * DAY
}

function lacksCard({ t }: Here, { series: { id, name, state } }: OpenSeries, lacks: readonly Lack[]): Shown {
  const { campaigns: words } = t
  const ways = new Map(lacks.map(({ way }) => ['data' in way ? way.data : way.label, way]))
  return {
    text: lines([
      words.checkTitle(shownName(name)),
      state === 'draft' ? words.missing : words.missingChange,
      ...lacks.map(({ words }) => rich`· ${words}`),
    ]),
    keyboard: [...pairs([...ways.values(), key(words.keys.toSeries, campaigns.draft, { id })])],
  }
}

/** What keeps a series from being started, or its changes from being used. */
function lacksOf(here: Here, open: OpenSeries): Lack[] {
  const { db, t } = here
  const { campaigns: words } = t
  const { series, messages } = open
  const lacks: Lack[] = []
  if (messages.length === 0) {
    const way = key(words.keys.message, campaigns.add, { id: series.id, after: 0 })
    lacks.push({ words: words.lackNoMessages, way })
  }
  for (const { offerId, position, onlySegmentId } of messages) {
    const place = placeOf(series, position)
    const way = key(words.messageKey(place), campaigns.message, { offer: offerId })
    if (listVariants(db, offerId).length === 0) lacks.push({ words: words.lackWords(place), way })
    if (onlySegmentId !== null && findListed(db, onlySegmentId) === null)
      lacks.push({ words: words.lackOnly(place), way })
    const draft = getDraft(db, offerId)
    for (const lack of promoLacks(here, draft)) lacks.push({ ...lack, words: words.lackIn(place, lack.words) })
    if (draft.deadline !== null && draft.deadline <= here.at)
      lacks.push({ words: words.lackIn(place, t.offerCards.deadlinePassed), way })
    const { nudge } = draft.draft
    if (nudge !== null && draft.holds !== null && nudge.hours * HOUR >= draft.holds)
      lacks.push({ words: words.lackIn(place, t.offerCards.nudgeTooLate), way })
    for (const lack of contentLacks(here, draft)) lacks.push({ words: words.lackIn(place, lack.words), way })
  }
  return [...lacks, ...listFaults(here, open)]
}

/** What the series itself says against being started, beside what is missing. */
function listFaults({ db, t }: Here, { series, edition, messages }: OpenSeries): Lack[] {
  try {
    checkSeries(db, series, edition)
    return []
  } catch (error) {
    if (!isAppError(error)) throw error
    const { code, details } = error
    if (code === 'campaign_empty' || code === 'draft_incomplete') return []
    const message = messages.find(({ position }) => position === details['message'])
    const way =
      message === undefined
        ? key(t.campaigns.keys.starts, campaigns.starts, { id: series.id })
        : key(t.campaigns.messageKey(placeOf(series, message.position)), campaigns.message, { offer: message.offerId })
    const place = message === undefined ? details : { ...details, message: placeOf(series, message.position) }
    return [{ words: t.errors[code](place), way }]
  }
}
