import type { Composer } from 'grammy'
import { findNames } from '../../../segments/describe.js'
import { slotsOf } from '../../../segments/kinds/buttons.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import type { BotContext } from '../../context.js'
import { pageRow } from '../page.js'
import { choosePress, conditionPress, slotPress } from './addresses.js'
import { conditionGone, onSketch, outdated, present } from './board.js'
import { changeBody, showCondition } from './condition.js'
import type { SegmentDeps } from './deps.js'
import { flow, pagesOf } from './label.js'
import { findPart, isGroup, type Part, type Sketch } from './sketch.js'
import { type At, SIZE, SLOTS, type Slot, type SlotName } from './slot.js'
import { countSlot, gradeSlot, linkSlot, offerSlot, topicSlot, windowSlot } from './slots/event.js'
import {
  anniversarySlot,
  containsSlot,
  exceptSlot,
  fieldAt,
  fieldSlot,
  firstSlotOf,
  knownSlot,
  numberSlot,
  premiumSlot,
  yesSlot,
} from './slots/field.js'
import { amountSlot, categorySlot, measureSlot, productSlot, scoreSlot, totalSlot } from './slots/order.js'
import { kmSlot, placeNameSlot, placeSlot, sampleSlot, segmentSlot, shareSlot } from './slots/place.js'
import { showValues } from './values.js'

/** Labels up to so many characters share a row. */
const SHORT = 18

const TABLE: Record<Exclude<SlotName, 'values'>, Slot> = {
  ...{ except: exceptSlot, contains: containsSlot, known: knownSlot, premium: premiumSlot, yes: yesSlot },
  ...{ number: numberSlot, anniversary: anniversarySlot, field: fieldSlot },
  ...{ count: countSlot, window: windowSlot, offer: offerSlot, link: linkSlot, topic: topicSlot, grade: gradeSlot },
  ...{ amount: amountSlot, total: totalSlot, product: productSlot, category: categorySlot },
  ...{ measure: measureSlot, score: scoreSlot, segment: segmentSlot },
  ...{ place: placeSlot, placeName: placeNameSlot, km: kmSlot, share: shareSlot, sample: sampleSlot },
}

/** The slot of this name; null for values, which are ticked, and for names that are none. */
export function findSlot(name: string): Slot | null {
  const known = SLOTS.find(slot => slot === name)
  return known === undefined || known === 'values' ? null : TABLE[known]
}

/** One thing of a condition, chosen by a button. */
export function chooseScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  onSketch(deps, composer, slotPress, (ctx, sketch, { id, slot: place, page }) => {
    const slot = SLOTS[place]
    return slot === undefined ? outdated(ctx) : showSlot(deps, ctx, sketch, { id, slot, page })
  })

  onSketch(deps, composer, choosePress, async (ctx, sketch, { id, slot: place, value }) => {
    const name = SLOTS[place]
    const slot = findSlot(name ?? '')
    if (name === undefined || slot === null) return outdated(ctx)
    const changed = await changeBody(deps, ctx, { sketch: sketch.number, id }, (part, sketch) =>
      slot.choose === undefined || !has(deps, part, name) ? null : slot.choose({ deps, ctx, sketch, part }, value),
    )
    if (changed !== null) await showAfter(deps, ctx, changed, { id, slot: name })
  })
}

/** True when this can be changed of the condition: an old card may stand for what it said before. */
export function has(deps: Pick<SegmentDeps, 'db'>, { body }: Part, slot: SlotName): boolean {
  if (slot === 'placeName') return has(deps, { id: 0, negated: false, body }, 'place')
  return !isGroup(body) && slotsOf(body, findNames(deps.db).field).some(name => name === slot)
}

/** What comes after a slot was answered: a new field asks its own question, anything else shows the condition. */
export async function showAfter(
  deps: SegmentDeps,
  ctx: BotContext,
  sketch: Sketch,
  { id, slot }: { id: number; slot: SlotName },
): Promise<void> {
  const part = findPart(sketch, id)
  const field = slot === 'field' && part !== null ? fieldAt({ deps, part }) : null
  await (field === null
    ? showCondition(deps, ctx, sketch, id)
    : showSlot(deps, ctx, sketch, { id, slot: firstSlotOf(field) }))
}

/** Shows what one thing of a condition can be. @param which.spot a location that waits for its name */
export async function showSlot(
  deps: SegmentDeps,
  ctx: BotContext,
  sketch: Sketch,
  which: { id: number; slot: SlotName; page?: number; spot?: { lat: number; lon: number } },
): Promise<void> {
  const { id, slot: name, page: wanted = 0, spot = null } = which
  const part = findPart(sketch, id)
  if (part === null) return conditionGone(ctx)
  const at: At = { deps, ctx, sketch, part }
  const slot = findSlot(name)
  if (slot === null) return showValues(at, wanted)
  const page = Math.max(0, wanted)
  const { asked, options, total } = await slot.show(at, page)
  if (page > 0 && (total ?? 0) <= page * SIZE) return showSlot(deps, ctx, sketch, { ...which, page: 0 })
  const { segmentCards: words, admin } = texts(ctx.language)
  const numbers = { sketch: sketch.number, id, slot: SLOTS.indexOf(name) }
  const keys = options.map(({ label, value }) => key(label, choosePress, { ...numbers, value }))
  const pages = pagesOf(page => slotPress.data({ ...numbers, page }))
  const card = {
    text: lines([asked, slot.typed !== undefined && options.length > 0 ? words.orType[typedAs(name)] : null]),
    keyboard: [
      ...(keys.every(({ label }) => label.length <= SHORT) ? pairs(keys) : flow(keys)),
      ...pageRow(pages, { page, size: SIZE, total: total ?? 0 }),
      [key(admin.back, conditionPress, { sketch: sketch.number, id })],
    ],
  }
  await present(deps, ctx, sketch, card, slot.typed === undefined ? { what: 'none', id } : { what: name, id, spot })
}

/** Which hint stands under the buttons of a slot that can be typed as well. */
function typedAs(name: SlotName): 'window' | 'number' | 'amount' | 'words' | 'nothing' {
  switch (name) {
    case 'window':
      return 'window'
    case 'number':
    case 'count':
    case 'km':
    case 'share':
    case 'anniversary':
      return 'number'
    case 'total':
      return 'amount'
    case 'product':
    case 'category':
    case 'segment':
      return 'words'
    default:
      return 'nothing'
  }
}
