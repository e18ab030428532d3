import type { Composer } from 'grammy'
import { z } from 'zod'
import { readEntries } from '../../../segments/list/entry.js'
import { findEntries } from '../../../segments/list/found.js'
import {
  changeList,
  LIST_CHANGES,
  type ListChange,
  type ListDifference,
  previewList,
} from '../../../segments/list/list-change.js'
import { findSegment, type Segment } from '../../../segments/segment.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece } from '../../../text/rich.js'
import { type Card, type Key, key, removeCard, sendCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { stopClock } from '../../press.js'
import { findSetting, saveSetting } from '../../settings.js'
import { type Answered, ask, type Topics, topic } from '../ask.js'
import { segmentPress, writePress } from '../segments/addresses.js'
import { onSegment, showSegment } from '../segments/card.js'
import { adminOf, type SegmentDeps } from '../segments/deps.js'
import { applyListPress, changeListPress } from './addresses.js'
import { missingLines, textOf } from './people-list.js'

const CHANGE = 'listChange'
const change = z.enum(LIST_CHANGES)
/** People to be taken out or left alone in a list, until the admin says yes; `number` is the card's. */
const pendingSchema = z.object({ number: z.int(), segment: z.int(), change, people: z.array(z.int()) })
/** What a change came to, as its deed keeps it. */
const differenceSchema = z.object({ before: z.int(), after: z.int(), added: z.int(), gone: z.int() })
const keyOf = (adminId: number) => `list_change:${adminId}`

/** Adding people to a fixed list, taking some out, and putting others in place of all. */
export function listChangeScreens(deps: SegmentDeps, composer: Composer<BotContext>): void {
  const { db } = deps

  onSegment(deps, composer, changeListPress, async (ctx, segment, { change: number }) => {
    const { analysisCards: words, admin } = texts(ctx.language)
    const wanted = LIST_CHANGES[number]
    if (segment.kind !== 'list' || wanted === undefined) return stopClock(ctx, admin.oldButton)
    const { before } = await previewList(db, segment.id, 'add', [])
    const place = await showCard(ctx, {
      text: words.askChange[wanted](segment.name, before),
      keyboard: [back(ctx, segment.id)],
    })
    await ask(ctx, CHANGE, { id: segment.id, change: wanted, place })
  })

  onSegment(deps, composer, applyListPress, async (ctx, segment, { number }) => {
    const { analysisCards: words } = texts(ctx.language)
    const found = findSetting(db, keyOf(adminOf(ctx)), pendingSchema)
    const pending = found !== null && found.number === number && found.segment === segment.id ? found : null
    // Where an earlier run went through with it, nothing is pending any more.
    const { change, people } = pending ?? { change: 'add' as const, people: [] }
    if (pending === null && !ctx.deed.isDone()) return stopClock(ctx, words.changeOver)
    const difference = await changeOnce(deps, ctx, segment.id, { change, people }, () => forget(deps, ctx, number))
    await stopClock(ctx, words.changed(difference))
    await showSegment(deps, ctx, segment, 0)
  })
}

/** Who is to be added, taken out or left alone, typed or in a file. */
export function listChangeTopics(deps: SegmentDeps): Topics {
  const { db } = deps
  const args = z.object({ id: z.int(), change, place: z.object({ chat: z.int(), message: z.int() }) })
  return {
    [CHANGE]: topic(args, async (ctx, { id, change, place }, message): Promise<Answered> => {
      const { analysisCards: words, errors } = texts(ctx.language)
      const segment = findSegment(db, id)
      if (segment === null) {
        await ctx.reply(errors.segment_not_found({ id }))
        return 'done'
      }
      const text = await textOf(ctx, message)
      if (text === null) {
        await ctx.reply(words.listUnread)
        return 'again'
      }
      await ctx.replyWithChatAction('typing')
      const { people, missing } = await findEntries(db, await readEntries(text))
      const left = await missingLines(ctx, missing)
      if (people.length === 0) {
        await sendCard(ctx, { text: lines([words.nobodyToChange, ...left]), keyboard: [] })
        return 'again'
      }
      // Adding loses nothing: it is done, and said.
      const difference =
        change === 'add'
          ? await changeOnce(deps, ctx, id, { change, people })
          : await previewList(db, id, change, people)
      const nothing = difference.added + difference.gone === 0
      const number = change === 'add' || nothing ? null : await keep(deps, ctx, { segment: id, change, people })
      await sendCard(ctx, answerCard(ctx, segment, { difference, found: people.length, left, number }))
      await removeCard(ctx.api, place)
      return 'done'
    }),
  }
}

/**
 * Changes a list as a deed of two steps: what it comes to, and that all of it was done, which takes many writes. Once both
 * stand, a later run changes nothing; between the two it goes on with what is left.
 * @param end what else is written when all is done
 */
async function changeOnce(
  { db }: SegmentDeps,
  ctx: BotContext,
  id: number,
  { change, people }: { change: ListChange; people: readonly number[] },
  end: () => void = () => {},
): Promise<ListDifference> {
  const wanted = ctx.deed.before(differenceSchema) ?? (await previewList(db, id, change, people))
  const difference = await ctx.deed(differenceSchema, () => wanted)
  const done = ctx.deed.before(z.literal(true)) !== null
  if (!done && difference.added + difference.gone > 0) await changeList(db, id, change, people, ctx.at)
  await ctx.deed(z.literal(true), () => {
    end()
    return true as const
  })
  return difference
}

type Outcome = { difference: ListDifference; found: number; left: Piece[]; number: number | null }

/** What was done, or is to be confirmed under `number`. */
function answerCard(ctx: BotContext, { id, name }: Segment, { difference, found, left, number }: Outcome): Card {
  const { analysisCards: words, segmentCards } = texts(ctx.language)
  const { added, gone } = difference
  const state =
    added + gone === 0
      ? words.unchanged(difference.before)
      : number === null
        ? words.changed(difference)
        : words.wouldChange(difference)
  return {
    text: lines([words.changeTitle(name), words.found(found), ...left, '', state]),
    keyboard:
      number === null
        ? [[key(segmentCards.write, writePress, { id })], back(ctx, id)]
        : [back(ctx, id), [key(words.applyChange(added, gone), applyListPress, { id, number })]],
  }
}

function back(ctx: BotContext, id: number): Key[] {
  return [key(texts(ctx.language).admin.back, segmentPress, { id, page: 0 })]
}

function keep(
  { db }: SegmentDeps,
  ctx: BotContext,
  pending: Omit<z.infer<typeof pendingSchema>, 'number'>,
): Promise<number> {
  return db.group(() => {
    // A number of its own, so that an older card confirms nothing.
    const number = (findSetting(db, keyOf(adminOf(ctx)), pendingSchema)?.number ?? 0) + 1
    saveSetting(db, keyOf(adminOf(ctx)), pendingSchema, { ...pending, number })
    return number
  })
}

/** What was confirmed, or is no longer asked, keeps nobody's ids. */
function forget({ db }: SegmentDeps, ctx: BotContext, number: number): void {
  saveSetting(db, keyOf(adminOf(ctx)), pendingSchema, { number, segment: 0, change: 'add', people: [] })
}
