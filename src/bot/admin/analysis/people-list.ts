import { type Composer, InputFile } from 'grammy'
import type { Message } from 'grammy/types'
import { z } from 'zod'
import { AppError, isAppError } from '../../../errors.js'
import { readEntries } from '../../../segments/list/entry.js'
import { findEntries, type Missing } from '../../../segments/list/found.js'
import { countListsOf, createList, freezeCriterion, type Publish } from '../../../segments/list.js'
import { getSegment, type Segment } from '../../../segments/segment.js'
import { date, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { isPassed } from '../../address.js'
import { key, removeCard, sendCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { downloadFile, readText } from '../../lanes/download.js'
import { onPress, stopClock } from '../../press.js'
import { type Answered, ask, type Topics, topic } from '../ask.js'
import { newPress, renamePress, segmentPress, writePress } from '../segments/addresses.js'
import { onSegment, showSegment } from '../segments/card.js'
import { adminOf, looking, type SegmentDeps } from '../segments/deps.js'
import { evaluationOf } from '../segments/figures.js'
import { freezePress, listPress } from './addresses.js'

const LIST = 'peopleList'
const MOST_BYTES = 1024 * 1024
const NAME = 64
const NAMES_TRIED = 100
/** Lines of nobody that the report names; more of them come as a file. */
const NAMED = 10
const LINE = 60

/** Fixed lists: everybody who is in a segment now, or whoever is named in a message or a file. */
export function listScreens(deps: SegmentDeps, composer: Composer<BotContext>): void {
  onSegment(deps, composer, freezePress, async (ctx, segment, { generation }) => {
    const refusePassed = () => {
      if (isPassed(generation, countListsOf(deps.db, segment.name))) throw new AppError('deed_done')
    }
    // Before all those people are put together for nothing, and again where it counts.
    if (!ctx.deed.isDone()) refusePassed()
    const context = evaluationOf(looking(deps, ctx))
    await ctx.replyWithChatAction('typing')
    const day = date(ctx.at, deps.zone(), ctx.language)
    const list = await madeOnce(
      deps,
      ctx,
      `${shorten(segment.name, NAME - day.length - 3)} · ${day}`,
      (name, publish) =>
        freezeCriterion(deps.db, { name, createdBy: adminOf(ctx), criterion: segment.criterion }, context, write =>
          publish(() => {
            refusePassed()
            return write()
          }),
        ),
    )
    await stopClock(ctx, texts(ctx.language).analysisCards.frozen(list.name))
    await showSegment(deps, ctx, list, 0)
  })

  onPress(composer, listPress, async (ctx, { offer }) => {
    const { analysisCards: words, admin } = texts(ctx.language)
    const place = await showCard(ctx, {
      text: words.askList,
      keyboard: [[key(admin.back, newPress, { offer })]],
    })
    await ask(ctx, LIST, { offer, place })
  })
}

/** Ids, usernames and phones, typed or in a file. */
export function listsTopics(deps: SegmentDeps): Topics {
  const args = z.object({ offer: z.int(), place: z.object({ chat: z.int(), message: z.int() }) })
  return {
    [LIST]: topic(args, async (ctx, { offer, place }, message): Promise<Answered> => {
      const words = texts(ctx.language).analysisCards
      const text = await textOf(ctx, message)
      if (text === null) {
        await ctx.reply(words.listUnread)
        return 'again'
      }
      await ctx.replyWithChatAction('typing')
      const { people, missing: left, repeated } = await findEntries(deps.db, await readEntries(text))
      const list = people.length === 0 ? null : await keep(deps, ctx, people)
      await report(ctx, list, { found: people.length, repeated, left })
      if (list === null) return 'again'
      await removeCard(ctx.api, place)
      if (offer !== 0) await deps.segmentSaved(ctx, offer, list.id)
      return 'done'
    }),
  }
}

/** What was sent, as text; null when it is no text, or a file that is too large. */
export async function textOf(ctx: BotContext, message: Message): Promise<string | null> {
  const { text, document } = message
  if (text !== undefined) return text
  if (document === undefined || (document.file_size ?? 0) > MOST_BYTES) return null
  await ctx.replyWithChatAction('typing')
  const bytes = await downloadFile(ctx.api, document.file_id, MOST_BYTES)
  return bytes === null ? null : readText(bytes)
}

function keep(deps: SegmentDeps, ctx: BotContext, subscriberIds: readonly number[]): Promise<Segment> {
  const name = texts(ctx.language).analysisCards.listName(date(ctx.at, deps.zone(), ctx.language))
  return madeOnce(deps, ctx, name, (name, publish) =>
    createList(deps.db, { name, createdBy: adminOf(ctx), subscriberIds }, ctx.at, publish),
  )
}

type Outcome = { found: number; repeated: number; left: readonly Missing[] }

async function report(ctx: BotContext, list: Segment | null, { found, repeated, left }: Outcome): Promise<void> {
  const { analysisCards: words, segmentCards } = texts(ctx.language)
  const missing = await missingLines(ctx, left)
  const id = list?.id ?? 0
  await sendCard(ctx, {
    text: lines([
      list === null ? words.nobodyFound : words.listMade(list.name),
      list === null ? null : words.found(found),
      ...missing,
      repeated === 0 ? null : words.repeated(repeated),
    ]),
    keyboard:
      list === null
        ? []
        : [
            [key(segmentCards.write, writePress, { id })],
            [
              key(segmentCards.rename, renamePress, { id, page: 0 }),
              key(words.openList, segmentPress, { id, page: 0 }),
            ],
          ],
  })
}

/** Names the lines in which nobody was found; where they are many, they come as a file. */
export async function missingLines(ctx: BotContext, left: readonly Missing[]): Promise<string[]> {
  const { analysisCards: words } = texts(ctx.language)
  if (left.length === 0) return []
  const many = left.length > NAMED
  if (many) {
    const all = left.map(({ line, written }) => `${line}\t${written}`).join('\n')
    await ctx.replyWithDocument(new InputFile(Buffer.from(`\uFEFF${all}\n`), `${words.missingFile}.txt`))
  }
  const named = many ? [] : left.map(({ line, written }) => `${line}: ${shorten(written, LINE)}`)
  return [words.missing(left.length, many), ...named]
}

/** Makes it under the name, with a number behind it where the name is taken; it begins to exist as a deed. */
async function madeOnce(
  { db }: SegmentDeps,
  ctx: BotContext,
  wanted: string,
  make: (name: string, publish: Publish) => Promise<Segment>,
): Promise<Segment> {
  const before = ctx.deed.before(z.int())
  if (before !== null) return getSegment(db, before)
  for (let n = 1; ; n++) {
    try {
      return await make(n === 1 ? shorten(wanted, NAME) : `${shorten(wanted, NAME - 4)} ${n}`, write =>
        ctx.deed(z.int(), write),
      )
    } catch (error) {
      if (!isAppError(error, 'segment_name_taken') || n === NAMES_TRIED) throw error
    }
  }
}
