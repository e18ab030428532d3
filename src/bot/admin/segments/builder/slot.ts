import { createPlace } from '../../../../audience/place.js'
import { AppError } from '../../../../errors.js'
import { findNames } from '../../../../segments/describe.js'
import { slotsOf } from '../../../../segments/kinds/buttons.js'
import { lines, type Piece } from '../../../../text/rich.js'
import { BESIDE, key, pairs } from '../../../card.js'
import type { Here } from '../../../here.js'
import {
  again,
  type Doing,
  deed,
  type Entry,
  type Go,
  go,
  pass,
  type Shown,
  screen,
  takes,
  type Words,
} from '../../../screen.js'
import { pageRow } from '../../page.js'
import { builder } from './addresses.js'
import { changeBody } from './condition.js'
import { keep, taken } from './sentence.js'
import { findOpenSketch, openSketch } from './sketch.js'
import { slots } from './slots/all.js'
import { fieldAt, firstSlotOf } from './slots/field.js'
import { fromSpot, PLACE_NAME } from './slots/place.js'
import { wordsIn } from './slots/rest.js'
import { type At, SIZE, SLOTS, type SlotName, said } from './slots/slot.js'
import { ticksOf } from './ticks.js'
import { findPart, isGroup, type Part, ROOT } from './tree.js'
import { typedValues, valuesCard } from './values.js'

/** One thing of a condition: chosen by a button, ticked, typed or sent. */
export const slotPlaces: Entry[] = [
  screen(
    builder.slot,
    (here, { sketch, id, slot: place, page }) => {
      const at = atPart(here, { sketch, id })
      const slot = nameAt(place)
      return slot === 'values' ? valuesCard(at, Math.max(0, page)) : slotCard(at, slot, Math.max(0, page))
    },
    { words: slotWords() },
  ),

  deed(builder.choose, (doing, { sketch, id, slot: place, value }) => {
    const slot = nameAt(place)
    if (slot === 'values') throw new AppError('sketch_over')
    changeBody(doing, { sketch, id }, (part, sketch) =>
      has(doing, part, slot) ? (slots[slot].choose?.({ here: doing, sketch, part }, value) ?? null) : null,
    )
    return after(doing, { sketch, id, slot })
  }),

  // What a location that was sent is called.
  screen(
    builder.spot,
    (here, { sketch, id }) => {
      atPart(here, { sketch, id })
      return {
        text: lines([here.t.segmentCards.askPlaceName]),
        keyboard: [[key(here.t.admin.back, builder.condition, { sketch, id })]],
      }
    },
    {
      words: takes(
        {
          look: (doing, { values: { sketch }, said: { text } }) =>
            findOpenSketch(doing, sketch) === null ? pass : wordsIn(doing, text, PLACE_NAME),
          do(doing, { values: { sketch, id, lat, lon } }, name) {
            const spot = { lat: fromSpot(lat), lon: fromSpot(lon) }
            const place = createPlace(doing.db, { name, ...spot, createdBy: doing.me }, doing.at)
            changeBody(doing, { sketch, id }, part =>
              has(doing, part, 'place') ? said({ part }, 'place', place) : null,
            )
            return go(builder.condition, { sketch, id })
          },
        },
        here => here.t.segmentCards.askPlaceName,
      ),
    },
  ),
]

async function slotCard(at: At, name: Exclude<SlotName, 'values'>, page: number): Promise<Shown> {
  const { here, sketch, part } = at
  const { segmentCards: words, admin } = here.t
  const slot = slots[name]
  const { asked, options, total } = await slot.show(at, page)
  if (page > 0 && (total ?? 0) <= page * SIZE) return slotCard(at, name, 0)
  const which = { sketch: sketch.number, id: part.id, slot: SLOTS.indexOf(name) }
  const keys = options.map(({ label, value }) => key(label, builder.choose, { ...which, value }))
  return {
    text: lines([asked, slot.hint !== undefined && options.length > 0 ? words.orType[slot.hint] : null]),
    keyboard: [
      ...(keys.every(({ label }) => label.length <= BESIDE) ? pairs(keys) : pairs(keys)),
      ...pageRow(page => builder.slot.data({ ...which, page }), { page, size: SIZE, total: total ?? 0 }),
      [key(admin.back, builder.condition, { sketch: sketch.number, id: part.id })],
    ],
  }
}

/** What is typed or sent where something of a condition is asked: the answer; a sentence where only buttons give one. */
function slotWords(): Words<'sketch' | 'id' | 'slot' | 'page'> {
  return takes({
    async look(doing, { values: { sketch: number, id, slot: place }, said }) {
      const sketch = findOpenSketch(doing, number)
      if (sketch === null) return pass
      const part = findPart(sketch, id)
      const slot = nameAt(place)
      if (part === null) return go(builder.sketch, { sketch: number })
      const at = { here: doing, sketch, part }
      const { location, venue } = said.message
      if (said.text === '' && location === undefined && venue === undefined) return again(await questionOf(at, slot))
      const typed = slot === 'values' ? typedValues(at, said.text) : slots[slot].typed?.(at, said)
      if (typed === undefined) return { sentence: await taken(doing, { group: ROOT, whole: false }, said.text) }
      const answer = await typed
      return 'kind' in answer ? answer : { body: answer }
    },
    do(doing, { values: { sketch, id, slot: place } }, answer) {
      if ('sentence' in answer) return keep(doing, sketch, answer.sentence)
      const slot = nameAt(place)
      changeBody(doing, { sketch, id }, part => (has(doing, part, slot) ? answer.body : null))
      return slot === 'values'
        ? go(builder.slot, { sketch, id, slot: place, page: 0 })
        : after(doing, { sketch, id, slot })
    },
  })
}

/** What is asked, without its buttons. */
async function questionOf(at: At, slot: SlotName): Promise<Piece> {
  if (slot === 'values') return ticksOf(at)?.asked ?? at.here.t.segmentCards.notUnderstood
  return (await slots[slot].show(at, 0)).asked
}

/** The name of what stands at a place of the list. @throws AppError `sketch_over` where nothing does */
function nameAt(place: number): SlotName {
  const name = SLOTS[place]
  if (name === undefined) throw new AppError('sketch_over')
  return name === 'placeName' ? 'place' : name
}

/** @throws AppError `sketch_over`, `condition_gone` */
function atPart(here: Here, { sketch: number, id }: { sketch: number; id: number }): At {
  const sketch = openSketch(here, number)
  const part = findPart(sketch, id)
  if (part === null) throw new AppError('condition_gone')
  return { here, sketch, part }
}

/** True when this can be changed of the condition: an old card may stand for what it said before. */
function has({ db }: Here, { body }: Part, slot: SlotName): boolean {
  return !isGroup(body) && slotsOf(body, findNames(db).field).some(name => name === slot)
}

/** What comes after an answer: a new field asks its own question, anything else shows the condition. */
function after(doing: Doing, { sketch, id, slot }: { sketch: number; id: number; slot: SlotName }): Go {
  const field = slot === 'field' ? fieldAt(atPart(doing, { sketch, id })) : null
  return field === null
    ? go(builder.condition, { sketch, id })
    : go(builder.slot, { sketch, id, slot: SLOTS.indexOf(firstSlotOf(field)), page: 0 })
}
