import type { Composer } from 'grammy'
import { z } from 'zod'
import type { Leaf, Window } from '../../../segments/criterion.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { key, moveCard, type Place, pairs, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { ask, type Topics, topic } from '../ask.js'
import { onSketch, outdated } from './builder.js'
import { changeLeaf, conditionCard, KINDS, type Kind, showCondition } from './condition.js'
import type { SegmentDeps } from './deps.js'
import { conditionPress, setWindowPress, typeWindowPress, windowPress } from './presses.js'
import type { Sketch } from './sketch.js'

const DAYS = 'segmentDays'
const MOST_DAYS = 10_000

type TimedKind = Exclude<Kind, 'language' | 'premium' | 'source'>

/** Windows to press; null is all time, which only conditions on messages have. */
const CHOICES: readonly (Window | null)[] = [
  { in: 7, unit: 'days' },
  { in: 30, unit: 'days' },
  { in: 60, unit: 'days' },
  { in: 90, unit: 'days' },
  { ago: 'over', n: 60, unit: 'days' },
  null,
]

/** When something happened: by a button, or a typed number of days. */
export function windowScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  onSketch(deps, composer, windowPress, (ctx, sketch, { id, kind }) => showWindows(ctx, sketch, { id, kind }))

  onSketch(deps, composer, setWindowPress, async (ctx, sketch, { id, kind, choice }) => {
    const window = CHOICES[choice]
    const timed = timedKind(kind)
    if (window === undefined || timed === null) return outdated(ctx)
    const changed = await setWindow(deps, ctx, { sketch: sketch.number, id }, timed, window)
    if (changed !== null) await showCondition(deps, ctx, changed, id)
  })

  onSketch(deps, composer, typeWindowPress, async (ctx, sketch, { id, kind, over }) => {
    if (timedKind(kind) === null) return outdated(ctx)
    const { segmentCards: words, admin } = texts(ctx.language)
    const which = { sketch: sketch.number, id, kind }
    const place = await showCard(ctx, {
      text: lines([over === 1 ? words.askDays.over : words.askDays.in]),
      keyboard: [[key(admin.back, windowPress, which)]],
    })
    await ask(ctx, DAYS, { ...which, over: over === 1, place })
  })
}

/** A number of days, typed. */
export function windowTopics(deps: SegmentDeps): Topics {
  const args = z.object({
    sketch: z.int(),
    id: z.int(),
    kind: z.int(),
    over: z.boolean(),
    place: z.object({ chat: z.int(), message: z.int() }),
  })
  return {
    [DAYS]: topic(args, async (ctx, { sketch, id, kind, over, place }, message) => {
      const n = readDays(message.text ?? '')
      const timed = timedKind(kind)
      if (n === null) {
        await ctx.reply(texts(ctx.language).segmentCards.daysInvalid)
        return 'again'
      }
      if (timed === null) return 'done'
      const window: Window = over ? { ago: 'over', n, unit: 'days' } : { in: n, unit: 'days' }
      const changed = await setWindow(deps, ctx, { sketch, id }, timed, window)
      if (changed !== null) await moveCondition(deps, ctx, changed, id, place)
      return 'done'
    }),
  }
}

/** "45", "45 days", "10 000 дней"; null when it is no number of days that can be meant. */
function readDays(text: string): number | null {
  const digits = /^\s*(\d[\d\s.,]*?)\s*(\p{L}+\.?)?\s*$/u.exec(text)?.[1]
  if (digits === undefined || /[.,](?!\d{3}(?!\d))/.test(digits)) return null
  const n = Number(digits.replace(/[\s.,]/g, ''))
  return n >= 1 && n <= MOST_DAYS ? n : null
}

function timedKind(place: number): TimedKind | null {
  const kind = KINDS[place]
  return kind === 'subscribed' || kind === 'received' || kind === 'seen' || kind === 'clicked' ? kind : null
}

function setWindow(
  deps: SegmentDeps,
  ctx: BotContext,
  which: { sketch: number; id: number },
  kind: TimedKind,
  window: Window | null,
): Promise<Sketch | null> {
  return changeLeaf(deps, ctx, which, (leaf): Leaf | null => {
    if (kind === 'subscribed')
      return window !== null && (leaf === null || leaf.leaf === kind) ? { leaf: kind, window } : null
    return leaf?.leaf === kind ? { ...leaf, window } : null
  })
}

async function moveCondition(
  deps: SegmentDeps,
  ctx: BotContext,
  sketch: Sketch,
  id: number,
  place: Place,
): Promise<void> {
  const card = await conditionCard(deps, ctx, sketch, id)
  if (card !== null) await moveCard(ctx, card, place)
}

/** Shows the windows to choose from for a condition of this kind (its place in `KINDS`). */
export async function showWindows(
  ctx: BotContext,
  sketch: Sketch,
  { id, kind }: { id: number; kind: number },
): Promise<void> {
  const timed = timedKind(kind)
  if (timed === null) return outdated(ctx)
  const { segmentCards: words, segments, admin } = texts(ctx.language)
  const which = { sketch: sketch.number, id, kind }
  const keys = CHOICES.flatMap((window, choice) => {
    if (window === null && timed === 'subscribed') return []
    return [key(labelOf(window), setWindowPress, { ...which, choice })]
  })
  function labelOf(window: Window | null): string {
    if (window === null || 'from' in window) return words.allTime
    return 'in' in window ? segments.inLast(window.in, window.unit) : segments.ago(window.ago, window.n, window.unit)
  }
  await showCard(ctx, {
    text: lines([timed === 'subscribed' ? words.askSubscribed : words.askWhen[timed]]),
    keyboard: [
      ...pairs(keys),
      [
        key(words.otherIn, typeWindowPress, { ...which, over: 0 }),
        key(words.otherOver, typeWindowPress, { ...which, over: 1 }),
      ],
      [key(admin.back, conditionPress, { sketch: sketch.number, id })],
    ],
  })
}
