import { findUnsure, settleAmounts } from '../../../segments/criterion/unsure.js'
import { describeCriterion, findNames } from '../../../segments/describe.js'
import { countListsOf } from '../../../segments/list.js'
import { findMissing, nobodyHas } from '../../../segments/missing.js'
import { watchOf } from '../../../segments/people/membership.js'
import { getListed, getSegment, type Segment } from '../../../segments/segment.js'
import { count, date, shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, type Shown, screen } from '../../screen.js'
import { analysis } from '../analysis/addresses.js'
import { peopleList } from '../cards/people-list.js'
import { beginFor } from '../drafts/begin.js'
import { countBesideEveryone, evaluationOf, exactly, figureLines } from '../figures.js'
import { bringOrders } from '../keys/orders.js'
import { ofListed, ofSegment } from '../segment-guards.js'
import { seesNames } from '../words/person.js'
import { segments } from './addresses.js'
import { doubtOf } from './doubt.js'
import { noteLines, notesOf } from './notes.js'
import { watchKeys } from './watch.js'
import { tellsWho } from './who-asks.js'

/** Telegram takes 4,096 characters; the rest of a card needs some of them. */
const DESCRIPTION = 1_000

/** A saved segment: what it is, how many people are in it now, who they are, and what can be done from it. */
export const segmentPlaces: Entry[] = [
  ...ofListed([
    screen(segments.open, (here, { id, page }) => {
      const segment = getListed(here.db, id)
      const { criterion } = segment
      return criterion === null
        ? unreadableCard(here, segment, page)
        : segmentCard(here, { ...segment, criterion }, page)
    }),

    deed(segments.amount, ({ db }, { id, page, whole }) => {
      if (findUnsure(db, id) !== null) settleAmounts(db, id, whole === 1 ? 'whole' : 'minor')
      return go(segments.open, { id, page })
    }),
  ]),

  ...ofSegment([
    ...peopleList({ list: segments.people, file: segments.peopleFile }, (here, { id, from }) => {
      const { name, criterion } = getSegment(here.db, id)
      const { segmentCards: words, admin } = here.t
      const rows = [[key(words.write, segments.write, { id })], [key(admin.back, segments.open, { id, page: from })]]
      return { name, criterion, rows }
    }),

    screen(segments.fivePeople, (_here, { id, page }) => go(segments.people, { id, from: page, page: 0 })),

    deed(segments.write, {
      async look({ db }, { id }) {
        const widening = (await findMissing(db, getSegment(db, id).criterion)).find(({ widens }) => widens)
        if (widening !== undefined) throw nobodyHas(widening)
      },
      do: (doing, { id }) => beginFor(doing, id),
    }),
  ]),
]

function unreadableCard(here: Here, { id, name }: Pick<Segment, 'id' | 'name'>, page: number): Shown {
  const { segmentCards: words, admin } = here.t
  const unsure = findUnsure(here.db, id)
  const readings = unsure === null ? [] : ([unsure.whole, unsure.minor] as const)
  return {
    text: lines([words.title(name), unsure === null ? words.unreadable : words.unsureAmount(unsure.currency)]),
    keyboard: [
      readings.map((amount, i) =>
        key(`${count(amount, here.language)} ${unsure?.currency}`, segments.amount, {
          ...{ id, page },
          whole: i === 0 ? 1 : 0,
        }),
      ),
      [key(words.remove, segments.askDelete, { id, page })],
      [key(admin.back, segments.list, { page })],
    ].filter(row => row.length > 0),
  }
}

async function segmentCard(here: Here, segment: Segment, page: number): Promise<Shown> {
  const { segmentCards: words, analysisCards, countCards, admin } = here.t
  const { id, criterion } = segment
  const [counted, notes, doubt] = await Promise.all([
    countBesideEveryone(here, criterion, evaluationOf(here)),
    notesOf(here, criterion),
    doubtOf(here, criterion),
  ])
  const ownWatch = watchOf(here.db, id)
  const noted = noteLines(notes, exactly(counted), here.language)
  const corrections = [
    ...(noted.bring ? [bringOrders(here)] : []),
    ...(noted.unlinked ? [key(countCards.onlyLinked, segments.onlyLinked, { id })] : []),
    ...watchKeys(here, noted),
    ...(noted.later ? [key(countCards.leaveOut, segments.earlier, { id })] : []),
  ]
  const ends = [
    ...(ownWatch === null ? [] : [key(countCards.unwatch, segments.askUnwatch, { id, page })]),
    ...(notes.groups?.since == null ? [] : [key(countCards.unwatchGroups, segments.askUnwatchGroups, { id, page })]),
  ]
  const description =
    segment.kind === 'list'
      ? analysisCards.fixed
      : !seesNames(here) && tellsWho(here, criterion)
        ? countCards.wordsHidden
        : describeCriterion(criterion, here.language, findNames(here.db))
  return {
    text: lines([
      ...[words.title(segment.name), shorten(description, DESCRIPTION), ''],
      ...(doubt === null ? [] : doubt.lines.slice(0, -1)),
      ...[figureLines(counted, evaluationOf(here), here.language), ...noted.lines],
      ownWatch === null ? null : watchLine(here, segment.name, { ...ownWatch, zone: notes.zone }),
      doubt?.widens ? countCards.noOffer : null,
    ]),
    keyboard: [
      ...(doubt?.widens ? [] : [[key(words.write, segments.write, { id })]]),
      ...pairs(corrections),
      ...waysOf(here, segment, page),
      ...[ends].filter(row => row.length > 0),
      [key(words.rename, segments.rename, { id, page }), key(words.remove, segments.askDelete, { id, page })],
      [key(admin.back, segments.list, { page })],
    ],
  }
}

function watchLine(
  { language, t }: Here,
  name: string,
  { since, zone }: { since: number | null; zone: string },
): string {
  return since === null ? t.countCards.watchBegins(name) : t.countCards.watchedSince(name, date(since, zone, language))
}

/** What it can be looked at with, and how it is changed. */
function waysOf(here: Here, { id, kind, name }: Segment, page: number): Key[][] {
  const { segmentCards: words, analysisCards } = here.t
  const { buttons: look } = analysisCards
  const who = key(words.who, segments.people, { id, from: page, page: 0 })
  return [
    [key(look.apart, analysis.portrait, { id, page })],
    [key(look.growth, analysis.growth, { id }), key(look.overlap, analysis.overlap, { id, page: 0, from: page })],
    ...(kind === 'list'
      ? [
          [who],
          [
            key(look.add, analysis.changeList, { id, change: 0 }),
            key(look.take, analysis.changeList, { id, change: 1 }),
          ],
          [key(look.replace, analysis.changeList, { id, change: 2 })],
        ]
      : [
          [who, key(words.change, segments.change, { id })],
          [key(look.freeze, analysis.freeze, { id, generation: countListsOf(here.db, name) })],
        ]),
  ]
}
