import { z } from 'zod'
import { DAY } from '../../../clock.js'
import { isAmong, sql } from '../../compile/sql.js'
import { windowSchema } from '../../parts.js'
import { windowOf } from '../../phrase.js'
import { begunBy } from '../../read/candidate.js'
import { readWindow, seesWindow } from '../../read/times/window.js'
import { ofOne, windowBounds, within } from '../../window.js'
import { PLAIN_NOT } from '../complement.js'
import type { Kind } from '../kind.js'
import { windowSlot } from '../slot.js'

const schema = z.strictObject({
  leaf: z.literal('ladderMove'),
  up: z.boolean(),
  window: windowSchema.nullable(),
})

/** Who moved up the ladder, or down, once or more. Unknown counts as its first step, as in reports. */
export type LadderMove = z.infer<typeof schema>

const SAID = {
  up: { en: 'moved up the ladder', ru: 'поднялись по лестнице' },
  down: { en: 'moved down the ladder', ru: 'опустились по лестнице' },
}
const BEGINS = {
  ladderUp: {
    en: [
      SAID.up.en,
      'moved up a step',
      'rose on the ladder',
      'climbed the ladder',
      'moved up on the ladder',
      'went up the ladder',
      'got higher on the ladder',
      'advanced on the ladder',
      'grew on the ladder',
      'went up a step',
      'rose up the ladder',
      'moved up a rung',
      'moved forward on the ladder',
      'has moved up',
      'climbing the ladder',
      'progressed on the ladder',
      'stepped up the ladder',
      'climbed a step',
      'advanced up the ladder',
    ],
    ru: [
      ...[SAID.up.ru, 'поднялся по лестнице', 'поднялась по лестнице', 'поднимались по лестнице'],
      ...['поднялись на ступень', 'перешли на ступень выше'],
      'поднялись на ступень выше',
      'выросли по лестнице',
      'продвинулись по лестнице',
      'поднялись вверх',
      'поднялись вверх по лестнице',
      'поднялся на ступень',
      'перешли на следующую ступень',
      'двигаются вверх',
      'шагнули вверх',
      'поднялись на ступеньку',
      'повысили ступень',
      'поднялись на шаг',
      'поднявшиеся по лестнице',
      'поднимались',
      'поднимались по ступеням',
      'поднимались вверх',
      'поднялись по ступеням',
    ],
  },
  ladderDown: {
    en: [
      SAID.down.en,
      'moved down a step',
      'fell on the ladder',
      'moved down on the ladder',
      'went down the ladder',
      'slid down the ladder',
      'fell down the ladder',
      'went down a step',
      'slipped down the ladder',
      'dropped on the ladder',
      'moved back on the ladder',
      'dropped a step',
      'fell a step',
      'has moved down',
      'dropped down the ladder',
      'moved down a rung',
    ],
    ru: [
      ...[SAID.down.ru, 'опустился по лестнице', 'опустилась по лестнице', 'спустились по лестнице'],
      ...['опустились на ступень', 'перешли на ступень ниже'],
      'опустились на ступень ниже',
      'упали по лестнице',
      'скатились по лестнице',
      'спустились вниз',
      'опустились вниз',
      'опустился на ступень',
      'спустились на ступень',
      'шагнули вниз',
      'понизили ступень',
      'опустились на ступеньку',
      'упали на ступень',
      'спустились вниз по лестнице',
      'опустились на шаг',
      'съехали по лестнице',
      'опускались по лестнице',
      'опускались',
      'спускались по лестнице',
      'опустившиеся по лестнице',
      'опускались по ступеням',
      'опустились по ступеням',
    ],
  },
}

const RECENT = 45 * DAY

export const ladderMove: Kind<LadderMove> = {
  name: 'ladderMove',
  schema,
  sql({ up, window }, context) {
    const [before, after] = [sql`coalesce(e."from", 1)`, sql`coalesce(e."to", 1)`]
    const moved = up ? sql`${after} > ${before}` : sql`${after} < ${before}`
    const bounds = windowBounds(window, context)
    // A short time is a small part of the index by time; else one pass in the order of people makes the set as it goes.
    const recent = context.one !== true && bounds.from !== null && bounds.from >= context.at - RECENT
    const index = recent ? sql`awareness_moves_at` : sql`awareness_moves_subscriber`
    return isAmong(sql`select e.subscriber_id from awareness_moves e indexed by ${index}
      where ${within(sql`e.at`, bounds)} and ${moved}${ofOne(sql`e.subscriber_id`, context)}`)
  },
  not: PLAIN_NOT,
  refers: () => [],
  names: () => [],
  restsOnOrders: false,
  facts: () => ['ladder'],
  begins: BEGINS,
  read: c =>
    begunBy(c, BEGINS, (begun): LadderMove => {
      const window = seesWindow(c) ? readWindow(c) : null
      return { leaf: 'ladderMove', up: begun === 'ladderUp', window }
    }),
  say: ({ up, window }, { language, words }) =>
    [(up ? SAID.up : SAID.down)[language], ...windowOf(window, words)].join(' '),
  builder: {
    entries: [
      {
        ...{ name: 'ladderUp', number: 52, menu: 'groups', label: { en: '⬆️ Moved up', ru: '⬆️ Поднялись' } },
        ...{ begins: { leaf: 'ladderMove', up: true, window: { in: 30, unit: 'days' } }, asks: null },
      },
      {
        ...{ name: 'ladderDown', number: 53, menu: 'groups', label: { en: '⬇️ Moved down', ru: '⬇️ Опустились' } },
        ...{ begins: { leaf: 'ladderMove', up: false, window: { in: 30, unit: 'days' } }, asks: null },
      },
    ],
    slots: { window: windowSlot({ en: 'When did they move?', ru: 'Когда это было?' }) },
    shown: () => ['window'],
  },
}
