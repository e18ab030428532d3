import { AppError } from '../../../../errors.js'
import { kindOf } from '../../../../segments/kinds/all.js'
import { findEntry } from '../../../../segments/kinds/buttons.js'
import { count, shorten } from '../../../../text/format.js'
import { lines } from '../../../../text/rich.js'
import { type Key, key, pairs } from '../../../card.js'
import { again, deed, type Entry, go, type Shown } from '../../../screen.js'
import { pageRow } from '../../page.js'
import { builder } from './addresses.js'
import { changeBody } from './condition.js'
import { readRest } from './slots/rest.js'
import { type At, SIZE, SLOTS, type Typed } from './slots/slot.js'
import { entryOf, type Ticks, ticksOf } from './ticks.js'
import type { Body } from './tree.js'

const MOST_VALUES = 100
const LABEL = 36
const CHOSEN = 1_000

/** Ticking values, which stand on the screen of a slot. */
export const tickPlaces: Entry[] = [
  deed(builder.tick, (doing, { sketch, id, value: number, on, page }) => {
    changeBody(doing, { sketch, id }, (part, sketch) => {
      const ticks = ticksOf({ here: doing, sketch, part })
      const value = ticks?.valueOf(number) ?? null
      return ticks === null || value === null ? null : ticked(part.body, ticks, [value], on === 1)
    })
    return go(builder.slot, { sketch, id, slot: SLOTS.indexOf('values'), page })
  }),
]

/** With the values or without them. Taking the last one away leaves a condition that says nothing, or less. */
function ticked(body: Body, ticks: Ticks, given: readonly string[], on: boolean): Body | null {
  const others = ticks.chosen.filter(known => !given.includes(known))
  const values = on ? [...others, ...given] : others
  if (values.length > MOST_VALUES) throw new AppError('criterion_too_large', { limit: MOST_VALUES })
  const says = ticks.says(values)
  if (says !== null || values.length > 0) return says
  if (!('leaf' in body)) return body
  const entry = findEntry(entryOf(body)) ?? kindOf(body).builder.entries[0]
  return entry === undefined ? null : { blank: entry.name }
}

/** With the values that were typed. */
export function typedValues(at: At, typed: string): Promise<Typed> | Typed {
  const ticks = ticksOf(at)
  if (ticks === null) return again(at.here.t.segmentCards.notUnderstood)
  return readRest(at, ticks.begin, typed, leaf => {
    const values = ticks.valuesOf(leaf)
    return values === null ? null : ticked(at.part.body, ticks, values, true)
  })
}

/** What there is to tick for a condition. @throws AppError `sketch_over` where that is nothing */
export async function valuesCard(at: At, page: number): Promise<Shown> {
  const { here, sketch, part } = at
  const { segmentCards: words, admin } = here.t
  const ticks = ticksOf(at)
  if (ticks === null) throw new AppError('sketch_over')
  const { values, total } = await ticks.list(page)
  if (values.length === 0 && page > 0) return valuesCard(at, 0)
  const which = { sketch: sketch.number, id: part.id }
  const keys = values.map(({ value, number, people }): Key => {
    const on = ticks.chosen.includes(value)
    const tail = people === null ? '' : ` · ${count(people, here.language)}`
    const label = `${on ? '☑' : '☐'} ${shorten(ticks.nameOf(value), LABEL - tail.length)}${tail}`
    return key(label, builder.tick, { ...which, value: number, on: on ? 0 : 1, page })
  })
  const pages = (page: number) => builder.slot.data({ ...which, slot: SLOTS.indexOf('values'), page })
  const chosen = ticks.chosen.map(ticks.nameOf).join(', ')
  return {
    text: lines([
      total > 0 ? ticks.asked : ticks.none,
      words.orType.values,
      ...(chosen === '' ? [] : ['', words.chosen(shorten(chosen, CHOSEN))]),
    ]),
    keyboard: [
      ...pairs(keys),
      ...pageRow(pages, { page, size: SIZE, total }),
      [key(chosen === '' ? admin.back : admin.done, builder.condition, which)],
    ],
  }
}
