import type { Composer } from 'grammy'
import { z } from 'zod'
import { isAppError } from '../../../errors.js'
import { describeCriterion, findNames } from '../../../segments/describe.js'
import { countListsOf } from '../../../segments/list.js'
import { findMissing, nobodyHas } from '../../../segments/missing.js'
import {
  deleteSegment,
  findListed,
  findSegment,
  getSegment,
  type ListedSegment,
  renameSegment,
  type Segment,
} from '../../../segments/segment.js'
import { findUnsure, settleAmounts } from '../../../segments/unsure.js'
import { count, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { type Card, key, moveCard, pairs, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress, type Press, stopClock } from '../../press.js'
import { changeListPress, freezePress, growthPress, overlapPress, portraitPress } from '../analysis/addresses.js'
import { ask, type Topics, topic } from '../ask.js'
import {
  amountPress,
  askDeletePress,
  bindPress,
  changePress,
  deletePress,
  listPress,
  peoplePress,
  renamePress,
  segmentPress,
  seniorPress,
  writePress,
} from './addresses.js'
import { looking, type SegmentDeps } from './deps.js'
import { doubtOf } from './doubt.js'
import { countBesideEveryone, evaluationOf, exactly, figureLines } from './figures.js'
import { pagesOf } from './label.js'
import { showList } from './list.js'
import { noteLines, notesOf } from './notes.js'
import { showPeople } from './people.js'

const RENAME = 'segmentRename'
/** Telegram takes 4,096 characters; the rest of a card needs some of them. */
const DESCRIPTION = 1_000

/** A saved segment's card and what can be done from it, except changing its conditions. */
export function segmentScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  onSegment(deps, composer, segmentPress, (ctx, segment, { page }) => showSegment(deps, ctx, segment, page))

  onSegment(deps, composer, peoplePress, async (ctx, { id, name, criterion }, { from, page }) => {
    const { segmentCards: words, admin } = texts(ctx.language)
    const turn = pagesOf(page => peoplePress.data({ id, from, page }))
    const rows = [[key(words.write, writePress, { id })], [key(admin.back, segmentPress, { id, page: from })]]
    await showPeople(deps, ctx, { name, criterion, turn, rows }, page)
  })

  onSegment(deps, composer, renamePress, async (ctx, segment, { page }) => {
    const { segmentCards: words, admin } = texts(ctx.language)
    const place = await showCard(ctx, {
      text: words.askRename(segment.name),
      keyboard: [[key(admin.back, segmentPress, { id: segment.id, page })]],
    })
    await ask(ctx, RENAME, { id: segment.id, page, place })
  })

  onSegment(deps, composer, writePress, async (ctx, segment) => {
    const widening = (await findMissing(deps.db, segment.criterion)).find(({ widens }) => widens)
    if (widening !== undefined) throw nobodyHas(widening)
    await deps.openDraftFor(ctx, segment.id)
  })

  onListed(deps, composer, amountPress, async (ctx, segment, { page, whole }) => {
    await ctx.deed(() => {
      if (findUnsure(deps.db, segment.id) !== null) settleAmounts(deps.db, segment.id, whole === 1 ? 'whole' : 'minor')
    })
    await showListed(deps, ctx, findListed(deps.db, segment.id) ?? segment, page)
  })

  onListed(deps, composer, askDeletePress, (ctx, segment, { page }) => {
    const { segmentCards: words, admin } = texts(ctx.language)
    const values = { id: segment.id, page }
    return showCard(ctx, {
      text: words.askDelete(segment.name),
      keyboard: [[key(admin.back, segmentPress, values), key(words.removeSurely, deletePress, values)]],
    })
  })

  onListed(deps, composer, deletePress, async (ctx, segment, { page }) => {
    try {
      await ctx.deed(() => deleteSegment(deps.db, segment.id, ctx.at))
    } catch (error) {
      if (!isAppError(error, 'segment_in_use')) throw error
      await showListed(deps, ctx, segment, page)
      throw error
    }
    await stopClock(ctx, texts(ctx.language).segmentCards.removed(segment.name))
    await showList(deps, ctx, page)
  })
}

/** The new name of a segment, typed. */
export function renameTopics(deps: SegmentDeps): Topics {
  const place = z.object({ chat: z.int(), message: z.int() })
  return {
    [RENAME]: topic(z.object({ id: z.int(), page: z.int(), place }), async (ctx, args, message) => {
      const name = message.text
      if (name === undefined) {
        await ctx.reply(texts(ctx.language).segmentCards.nameInWords)
        return 'again'
      }
      if (findSegment(deps.db, args.id) === null) {
        await ctx.reply(texts(ctx.language).errors.segment_not_found({ id: args.id }))
        return 'done'
      }
      await ctx.deed(() => renameSegment(deps.db, args.id, name))
      const segment = getSegment(deps.db, args.id)
      await moveCard(ctx, await segmentCard(deps, ctx, segment, args.page), args.place)
      return 'done'
    }),
  }
}

/** Handles a press about a segment; when it was deleted meanwhile, or cannot be read, says so. */
export function onSegment<Field extends string>(
  deps: SegmentDeps,
  composer: Composer<BotContext>,
  definition: Press<Field | 'id'>,
  handle: (ctx: BotContext, segment: Segment, values: Record<Field | 'id', number>) => Promise<unknown>,
): void {
  onListed(deps, composer, definition, (ctx, segment, values) =>
    isReadable(segment) ? handle(ctx, segment, values) : showListed(deps, ctx, segment, 0),
  )
}

/** As `onSegment`, also for a segment that cannot be read. */
function onListed<Field extends string>(
  deps: SegmentDeps,
  composer: Composer<BotContext>,
  definition: Press<Field | 'id'>,
  handle: (ctx: BotContext, segment: ListedSegment, values: Record<Field | 'id', number>) => Promise<unknown>,
): void {
  onPress(composer, definition, async (ctx, values) => {
    const segment = findListed(deps.db, values.id)
    if (segment !== null) return handle(ctx, segment, values)
    await stopClock(ctx, texts(ctx.language).errors.segment_not_found({ id: values.id }))
    return showList(deps, ctx, 0)
  })
}

function isReadable(segment: ListedSegment): segment is Segment {
  return segment.criterion !== null
}

async function showListed(deps: SegmentDeps, ctx: BotContext, segment: ListedSegment, page: number): Promise<void> {
  if (isReadable(segment)) return showSegment(deps, ctx, segment, page)
  const { segmentCards: words, admin } = texts(ctx.language)
  const { id, name } = segment
  const unsure = findUnsure(deps.db, id)
  const readings = unsure === null ? [] : ([unsure.whole, unsure.minor] as const)
  await showCard(ctx, {
    text: lines([words.title(name), unsure === null ? words.unreadable : words.unsureAmount(unsure.currency)]),
    keyboard: [
      readings.map((amount, i) =>
        key(`${count(amount, ctx.language)} ${unsure?.currency}`, amountPress, { id, page, whole: i === 0 ? 1 : 0 }),
      ),
      [key(words.remove, askDeletePress, { id, page })],
      [key(admin.back, listPress, { page })],
    ].filter(row => row.length > 0),
  })
}

/** Shows a segment's card where the button was pressed. */
export async function showSegment(deps: SegmentDeps, ctx: BotContext, segment: Segment, page: number): Promise<void> {
  await showCard(ctx, await segmentCard(deps, ctx, segment, page))
}

/** What a segment is and how many people are in it now. */
export async function segmentCard(deps: SegmentDeps, ctx: BotContext, segment: Segment, page: number): Promise<Card> {
  const { segmentCards: words, analysisCards, countCards, admin } = texts(ctx.language)
  const { id } = segment
  const { buttons: look } = analysisCards
  const [counted, notes, doubt] = await Promise.all([
    countBesideEveryone(deps, segment.criterion, evaluationOf(looking(deps, ctx))),
    notesOf(looking(deps, ctx), segment.criterion),
    doubtOf(looking(deps, ctx), segment.criterion),
  ])
  const noted = noteLines(notes, exactly(counted), ctx.language)
  const corrections = [
    ...(noted.unlinked ? [key(countCards.onlyLinked, bindPress, { id })] : []),
    ...(noted.later ? [key(countCards.leaveOut, seniorPress, { id })] : []),
  ]
  const fixed = segment.kind === 'list'
  const description = fixed
    ? analysisCards.fixed
    : describeCriterion(segment.criterion, ctx.language, findNames(deps.db))
  return {
    text: lines([
      ...[words.title(segment.name), shorten(description, DESCRIPTION), ''],
      ...(doubt === null ? [] : doubt.lines.slice(0, -1)),
      ...[figureLines(counted, evaluationOf(looking(deps, ctx)), ctx.language), ...noted.lines],
      doubt?.widens ? countCards.noOffer : null,
    ]),
    keyboard: [
      ...(doubt?.widens ? [] : [[key(words.write, writePress, { id })]]),
      ...pairs(corrections),
      [key(look.apart, portraitPress, { id, page })],
      [key(look.growth, growthPress, { id }), key(look.overlap, overlapPress, { id, page: 0, from: page })],
      [
        key(words.who, peoplePress, { id, from: page, page: 0 }),
        ...(fixed ? [] : [key(words.change, changePress, { id })]),
      ],
      ...(fixed
        ? [
            [key(look.add, changeListPress, { id, change: 0 }), key(look.take, changeListPress, { id, change: 1 })],
            [key(look.replace, changeListPress, { id, change: 2 })],
          ]
        : [[key(look.freeze, freezePress, { id, generation: countListsOf(deps.db, segment.name) })]]),
      [key(words.rename, renamePress, { id, page }), key(words.remove, askDeletePress, { id, page })],
      [key(admin.back, listPress, { page })],
    ],
  }
}
