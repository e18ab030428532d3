import { Composer } from 'grammy'
import { z } from 'zod'
import { AppError } from '../../../../errors.js'
import { getDraft } from '../../../../offers/draft.js'
import { findListed } from '../../../../segments/segment.js'
import { texts } from '../../../../text/index.js'
import { concat } from '../../../../text/rich.js'
import { type Card, key } from '../../../card.js'
import type { BotContext } from '../../../context.js'
import type { Press } from '../../../press.js'
import { ask, type Topics } from '../../ask.js'
import type { AdminDeps } from '../../deps.js'
import { pageRow } from '../../page.js'
import { findByName, findWords, keepWords } from '../../search.js'
import { offers as presses } from '../addresses.js'
import { adminOf, type OfferDeps } from '../deps.js'
import { present } from '../hands.js'
import { sizedLabel, tick } from '../label.js'
import { draftTopic, onDraftPress } from '../turn.js'
import { changeTick, ticksNow } from './tick.js'

const TOPIC = 'offer_find'
const PAGE = 6

/** Segments to tick, looked for by words of their names. */
export function findFeature(deps: OfferDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  onDraftPress(deps, composer, presses.find, async (ctx, { offer }) => {
    const { admin } = texts(ctx.language)
    await present(deps, ctx, offer, {
      text: concat([admin.askFind]),
      keyboard: [[key(admin.back, presses.whom, { offer, page: 0 })]],
    })
    await ask(ctx, TOPIC, { offer })
  })

  const show = (ctx: BotContext, { offer, search, page }: { offer: number; search: number; page: number }) =>
    present(deps, ctx, offer, foundScreen(deps, ctx, offer, search, page))
  onDraftPress(deps, composer, presses.found, show)

  onDraftPress(deps, composer, presses.tickFound, async (ctx, values) => {
    const there = await changeTick(deps, ctx, values, 'segments')
    await show(ctx, values)
    if (!there) throw new AppError('segment_not_found')
  })

  return composer
}

/** The words typed after 🔎. */
export function findTopics(deps: OfferDeps): Topics {
  return {
    [TOPIC]: draftTopic(deps, z.object({ offer: z.int() }), async (ctx, { offer }, message) => {
      const search = await deps.db.group(() => keepWords(deps.db, adminOf(ctx), message.text ?? ''))
      if (search === null) {
        await ctx.reply(texts(ctx.language).admin.wordsNeeded)
        return 'again'
      }
      await present(deps, ctx, offer, foundScreen(deps, ctx, offer, search, 0))
      return 'done'
    }),
  }
}

function foundScreen({ db }: AdminDeps, ctx: BotContext, offer: number, search: number, wanted: number): Card {
  const { admin } = texts(ctx.language)
  const { draft } = getDraft(db, offer)
  // Words from too long ago find everything.
  const words = findWords(db, adminOf(ctx), search) ?? ''
  const { total } = findByName(db, 'segments', words, { offset: 0, limit: 1 })
  const page = Math.max(0, Math.min(wanted, Math.ceil(total / PAGE) - 1))
  const { ids } = findByName(db, 'segments', words, { offset: page * PAGE, limit: PAGE })
  const ticks = ids.map(id => {
    const generation = ticksNow(draft, 'segments', id)
    const label = sizedLabel(tick(draft.segments.indexOf(id) + 1), findListed(db, id)?.name ?? '…', null)
    return [key(label, presses.tickFound, { offer, segment: id, search, page, generation })]
  })
  const turn: Press<'page'> = {
    name: presses.found.name,
    data: values => presses.found.data({ offer, search, page: values.page }),
    read: presses.found.read,
  }
  return {
    text: admin.found(words, total),
    keyboard: [
      ...ticks,
      ...pageRow(turn, { page, size: PAGE, total }),
      [key(admin.findAgain, presses.find, { offer }), key(admin.all, presses.whom, { offer, page: 0 })],
      [key(admin.done, presses.whomDone, { offer })],
    ],
  }
}
