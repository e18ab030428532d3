import type { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { AppError } from '../../../errors.js'
import { count, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { type Key, key } from '../../card.js'
import type { BotContext } from '../../context.js'
import { pageRow } from '../page.js'
import { conditionPress, slotPress, tickPress } from './addresses.js'
import { conditionGone, onSketch, outdated, present } from './board.js'
import { changeBody } from './condition.js'
import type { SegmentDeps } from './deps.js'
import { flow, pagesOf } from './label.js'
import { readRest } from './rest.js'
import { type Body, findPart, isBlank, type Sketch } from './sketch.js'
import { type At, SIZE, SLOTS } from './slot.js'
import { type Ticks, ticksOf } from './ticks.js'

const MOST_VALUES = 100
const LABEL = 36
const CHOSEN = 1_000

/** Values to tick. */
export function valuesScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  onSketch(deps, composer, tickPress, async (ctx, sketch, { id, value: number, on, page }) => {
    const part = findPart(sketch, id)
    if (part === null) return conditionGone(ctx)
    const value = ticksOf({ deps, ctx, sketch, part })?.valueOf(number) ?? null
    if (value === null) return conditionGone(ctx)
    const changed = await changeBody(deps, ctx, { sketch: sketch.number, id }, (part, sketch) => {
      const ticks = ticksOf({ deps, ctx, sketch, part })
      return ticks === null ? null : ticked(part.body, ticks, [value], on === 1)
    })
    const after = changed === null ? null : findPart(changed, id)
    if (changed !== null && after !== null) await showValues({ deps, ctx, sketch: changed, part: after }, page)
  })
}

/** With the values or without them. Taking the last one away leaves a condition that says nothing, or less. */
function ticked(body: Body, ticks: Ticks, given: readonly string[], on: boolean): Body | null {
  const others = ticks.chosen.filter(known => !given.includes(known))
  const values = on ? [...others, ...given] : others
  if (values.length > MOST_VALUES) throw new AppError('criterion_too_large', { limit: MOST_VALUES })
  if (values.length > 0) return ticks.says(values)
  if ('leaf' in body && body.leaf === 'field') return { ...body, test: { known: true } }
  if ('leaf' in body && body.leaf === 'source' && body.last === true) return { blank: 'lastSource' }
  return isBlank(body) || !('leaf' in body) ? body : { blank: body.leaf }
}

/** Adds values that were typed; null when they could not be read, and their writer was told why. */
export async function typedValues(at: At, message: Message): Promise<Body | null> {
  const ticks = ticksOf(at)
  if (ticks === null) return null
  const leaf = await readRest(at, ticks.begin, message)
  const values = leaf === null ? null : ticks.valuesOf(leaf)
  return values === null ? null : ticked(at.part.body, ticks, values, true)
}

/** Shows what there is to tick for a condition. */
export async function showValues(at: At, wanted: number): Promise<void> {
  const { deps, ctx, sketch, part } = at
  const { segmentCards: words, admin } = texts(ctx.language)
  const ticks = ticksOf(at)
  if (ticks === null) return outdated(ctx)
  const page = Math.max(0, wanted)
  const { values, total } = await ticks.list(page)
  if (values.length === 0 && page > 0) return showValues(at, 0)
  const which = { sketch: sketch.number, id: part.id }
  const keys = values.map(({ value, number, people }): Key => {
    const on = ticks.chosen.includes(value)
    const tail = people === null ? '' : ` · ${count(people, ctx.language)}`
    const label = `${on ? '☑' : '☐'} ${shorten(ticks.nameOf(value), LABEL - tail.length)}${tail}`
    return key(label, tickPress, { ...which, value: number, on: on ? 0 : 1, page })
  })
  const pages = pagesOf(page => slotPress.data({ ...which, slot: SLOTS.indexOf('values'), page }))
  const chosen = ticks.chosen.map(ticks.nameOf).join(', ')
  const card = {
    text: lines([
      total > 0 ? ticks.asked : ticks.none,
      words.orType.values,
      ...(chosen === '' ? [] : ['', words.chosen(shorten(chosen, CHOSEN))]),
    ]),
    keyboard: [
      ...flow(keys),
      ...pageRow(pages, { page, size: SIZE, total }),
      [key(chosen === '' ? admin.back : admin.done, conditionPress, which)],
    ],
  }
  await present(deps, ctx, sketch, card, { what: 'values', id: part.id })
}

/** Shows the values again after some were typed. */
export function showTypedValues(deps: SegmentDeps, ctx: BotContext, sketch: Sketch, id: number): Promise<void> {
  const part = findPart(sketch, id)
  return part === null ? conditionGone(ctx) : showValues({ deps, ctx, sketch, part }, 0)
}
