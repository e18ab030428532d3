import { Composer } from 'grammy'
import { z } from 'zod'
import { findSubscriberById } from '../../../audience/subscriber.js'
import { awaitsReason, recordReason, STOP_REASONS } from '../../../audience/subscription/reason.js'
import { wishLess, wishUsual } from '../../../audience/subscription/wish.js'
import { pauseOffers, resumeOffers, stopOffers } from '../../../audience/subscription.js'
import { isReason, parseQuietData, type QuietAction, type QuietTarget } from '../../../delivery/button/quiet.js'
import { unreachable } from '../../../errors.js'
import type { Content } from '../../../offers/content.js'
import { date } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { recordPress } from '../../../tracking/read.js'
import type { BotContext } from '../../context.js'
import { findText } from '../../settings/texts.js'
import { ownToast, plainOwn, sayOwn, words } from '../own.js'
import { answer, isEditable, onButton, replaceQuietRows } from '../press.js'
import { PAUSE_MS } from '../settings.js'
import type { SubscriberDeps } from '../works.js'

/** How the presser stands after the press, and whether it changed that; null: the keyboard is not theirs. */
const acted = z
  .object({ unsubscribedAt: z.int().nullable(), pausedUntil: z.int().nullable(), changed: z.boolean() })
  .nullable()

/**
 * The 🔕 under an offer and what it opens, played in place. What a press means is on disk before it is confirmed;
 * under a test the same is played and nothing kept. A keyboard that is not the presser's is an old button.
 */
export function bell({ db, zone }: SubscriberDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  onButton(composer, { read: parseQuietData }, async (ctx, { target, action }) => {
    const text = texts(ctx.language).subscriber
    if (target.kind === 'test') {
      const until = date(ctx.at + PAUSE_MS, zone(), ctx.language)
      const own = ownFor(ctx, action)
      const said = own === null ? toast(ctx, action, until) : plainOwn(ctx, own)
      return show(ctx, target, action, said === '' ? '' : text.test(said), action === 'stop')
    }
    const presser = await act(ctx, target.id, action)
    if (presser === null) return answer(ctx, text.oldButton)
    // After a stop there is nothing to pause or to thin out: then the stop is what there is to take back.
    const stopped = (action === 'pause' || action === 'less') && presser.unsubscribedAt !== null
    const until = date(presser.pausedUntil ?? ctx.at, zone(), ctx.language)
    const own = stopped ? null : ownFor(ctx, action)
    const short = own === null ? null : ownToast(ctx, own)
    const usual = stopped ? text.alreadyStopped : toast(ctx, action, until)
    const asksWhy = action === 'stop' && ctx.subscriber !== null && awaitsReason(db, ctx.subscriber.id)
    await show(ctx, target, stopped ? 'stop' : action, own === null ? usual : ownLine(action, short, usual), asksWhy)
    if (own !== null && short === null && presser.changed) await sayOwn(ctx, own)
  })

  /** What the shop wrote itself for this press; null when it wrote nothing. */
  function ownFor(ctx: BotContext, action: QuietAction): Content | null {
    return action === 'stop' || action === 'pause' ? findText(db, action, ctx.language, null) : null
  }

  /** Keeps what the press means. Null when the keyboard is not the presser's, and nothing was kept. */
  function act(ctx: BotContext, deliveryId: number, action: QuietAction): Promise<z.infer<typeof acted>> {
    const text = texts(ctx.language).subscriber
    const id = ctx.subscriber?.id
    if (id === undefined) return Promise.resolve(null)
    const messageId = ctx.callbackQuery?.message?.message_id ?? null
    const details = (name: string, shown: string | Content) => ({
      source: 'button' as const,
      wording: words(ctx, name, shown),
      deliveryId,
    })
    return ctx.deed(acted, () => {
      const before = findSubscriberById(db, id)
      if (!recordPress(db, { deliveryId, subscriberId: id, messageId }, ctx.at)) return null
      if (action === 'stop') stopOffers(db, id, details('stop', ownFor(ctx, action) ?? text.stopped), ctx.at)
      if (action === 'pause') {
        pauseOffers(
          db,
          id,
          { ...details('pause', ownFor(ctx, action) ?? text.pause), until: ctx.at + PAUSE_MS },
          ctx.at,
        )
      }
      const wanted = ctx.subscriber?.unsubscribedAt === null
      if (action === 'less' && wanted) wishLess(db, id, details('less', text.lessSaid), ctx.at)
      if (action === 'usual') wishUsual(db, id, { ...details('usual', text.undo), source: 'undo' }, ctx.at)
      if (isReason(action)) recordReason(db, id, action)
      if (action === 'undo') resumeOffers(db, id, { ...details('undo', text.undo), source: 'undo' }, ctx.at)
      const after = findSubscriberById(db, id)
      if (before === null || after === null) return null
      const { unsubscribedAt, pausedUntil } = after
      const differs = unsubscribedAt !== before.unsubscribedAt || pausedUntil !== before.pausedUntil
      return { unsubscribedAt, pausedUntil, changed: differs || ctx.deed.wasStop() }
    })
  }

  return composer
}

async function show(
  ctx: BotContext,
  target: QuietTarget,
  action: QuietAction,
  said: string,
  asksWhy: boolean,
): Promise<void> {
  const text = texts(ctx.language).subscriber
  if (!isEditable(ctx)) return answer(ctx, said === '' ? text.tooOld : said)
  const rows = rowsAfter(ctx, action)
  if (rows === null) return answer(ctx, said)
  const all = asksWhy ? [...rows, ...whyRows(ctx)] : rows
  await Promise.all([answer(ctx, said), replaceQuietRows(ctx, target, all)])
}

type Row = { label: string; action: QuietAction }[]

/** Why they stopped: asked once, below the way back. */
function whyRows(ctx: BotContext): Row[] {
  const { why, reasons } = texts(ctx.language).subscriber
  const keys = STOP_REASONS.map(reason => ({ label: reasons[reason], action: reason }))
  return [[{ label: why, action: 'why' }], keys.slice(0, 2), keys.slice(2)]
}

/** What stands below the offer's own buttons after a press; null: what stood there before. */
function rowsAfter(ctx: BotContext, action: QuietAction): Row[] | null {
  const text = texts(ctx.language).subscriber
  switch (action) {
    case 'ask':
      return [
        [
          { label: text.less, action: 'less' },
          { label: text.pause, action: 'pause' },
        ],
        [
          { label: text.stopOffers, action: 'stop' },
          { label: text.back, action: 'back' },
        ],
      ]
    case 'stop':
    case 'pause':
    case 'too_many':
    case 'not_for_me':
    case 'bought':
    case 'other':
      return [[{ label: text.undo, action: 'undo' }]]
    case 'less':
      return [[{ label: text.undo, action: 'usual' }]]
    case 'why':
      return null
    case 'back':
    case 'undo':
    case 'usual':
      return [[{ label: '🔕', action: 'ask' }]]
    default:
      return unreachable(action)
  }
}

/** The short line where the shop has words of its own; until when a pause lasts is always told. */
function ownLine(action: QuietAction, short: string | null, usual: string): string {
  if (action !== 'pause') return short ?? ''
  return short === null ? usual : `${usual} ${short}`
}

/** The short line that answers a press; empty where the keyboard says it all. */
function toast(ctx: BotContext, action: QuietAction, until: string): string {
  const text = texts(ctx.language).subscriber
  switch (action) {
    case 'stop':
      return text.stopped
    case 'pause':
      return text.pausedToast(until)
    case 'less':
      return text.lessSaid
    case 'undo':
    case 'usual':
      return text.undone
    case 'why':
      return text.whyToast
    case 'too_many':
    case 'not_for_me':
    case 'bought':
    case 'other':
      return text.reasonTaken
    case 'ask':
    case 'back':
      return ''
    default:
      return unreachable(action)
  }
}
