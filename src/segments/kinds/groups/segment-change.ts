import { z } from 'zod'
import { isAmong, sql } from '../../compile/sql.js'
import { idSchema, windowSchema } from '../../parts.js'
import { type Phrasing, quoted, windowOf } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, fail, peek } from '../../read/cursor.js'
import { byName, readEventName } from '../../read/events/event.js'
import { wordsOf } from '../../read/lexicon.js'
import { namedAt } from '../../read/names/bare.js'
import { byForm } from '../../read/names/things.js'
import { startsWithForms } from '../../read/starter.js'
import { readWindow, seesWindow } from '../../read/times/window.js'
import { failAt } from '../../read/value.js'
import { ofOne, windowBounds, within } from '../../window.js'
import { PLAIN_NOT } from '../complement.js'
import type { Kind } from '../kind.js'
import { windowSlot } from '../slot.js'

const schema = z.strictObject({
  leaf: z.literal('segmentChange'),
  segment: idSchema,
  entered: z.boolean(),
  window: windowSchema.nullable(),
})

/**
 * Who entered a segment, or left it: known from when somebody began to watch it (`watchSegment`), by the day. Of a fixed
 * list it is known since when those who are there are there.
 */
export type SegmentChange = z.infer<typeof schema>

const SAID = {
  entered: { en: 'entered segment', ru: 'вошли в сегмент' },
  left: { en: 'left segment', ru: 'вышли из сегмента' },
}
const BEGINS = {
  enteredSegment: {
    en: ['entered segment', 'entered the segment', 'got into segment', 'joined segment', 'joined the segment'],
    ru: [
      ...['вошли в сегмент', 'вошел в сегмент', 'вошла в сегмент', 'попали в сегмент', 'попал в сегмент'],
      ...['попала в сегмент', 'перешли в сегмент', 'зашли в сегмент', 'вступили в сегмент', 'добавились в сегмент'],
      ...['появились в сегменте', 'пришли в сегмент'],
    ],
  },
  leftSegment: {
    en: ['left segment', 'left the segment', 'dropped out of segment', 'fell out of segment'],
    ru: [
      ...['вышли из сегмента', 'вышел из сегмента', 'вышла из сегмента', 'выпали из сегмента', 'выпал из сегмента'],
      ...['ушли из сегмента', 'покинули сегмент'],
    ],
  },
}
const BEGUN = { window: { in: 30, unit: 'days' as const } }

export const segmentChange: Kind<SegmentChange> = {
  name: 'segmentChange',
  schema,
  sql({ segment, entered, window }, context) {
    const bounds = windowBounds(window, context)
    const changes = sql`select e.subscriber_id from segment_changes e indexed by segment_changes_person
      where e.segment_id = ${segment} and e.entered = ${entered ? 1 : 0} and ${within(sql`e.at`, bounds)}
        ${ofOne(sql`e.subscriber_id`, context)}`
    if (!entered) return isAmong(changes)
    return isAmong(sql`${changes} union all select m.subscriber_id from segments g cross join segment_members m
      on m.segment_id = g.id where g.id = ${segment} and g.kind = 'list' and ${within(sql`m.since`, bounds)}
        ${ofOne(sql`m.subscriber_id`, context)}`)
  },
  not: PLAIN_NOT,
  refers: ({ segment }) => [{ kind: 'changes', id: segment }],
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read: c => [
    ...begunBy(c, BEGINS, begun => changeOf(c, readSegment(c), begun === 'enteredSegment')),
    ...changeNamed(c),
  ],
  say({ segment, entered, window }, phrasing) {
    const { language, words } = phrasing
    const verb = (entered ? SAID.entered : SAID.left)[language]
    return [verb, nameOf(segment, phrasing), ...windowOf(window, words)].join(' ')
  },
  builder: {
    entries: [
      {
        ...{ name: 'enteredSegment', number: 50, menu: 'groups', label: { en: '📥 Entered', ru: '📥 Вошли' } },
        ...{ begins: null, asks: 'segment' },
      },
      {
        ...{ name: 'leftSegment', number: 51, menu: 'groups', label: { en: '📤 Left', ru: '📤 Вышли' } },
        ...{ begins: null, asks: 'segment' },
      },
    ],
    slots: {
      segment: {
        says: (leaf, segment, begun) =>
          leaf === null
            ? { leaf: 'segmentChange', segment, entered: begun === 'enteredSegment', ...BEGUN }
            : { ...leaf, segment },
        of: leaf => leaf.segment,
      },
      window: windowSlot({ en: 'When was that?', ru: 'Когда это было?' }),
    },
    shown: () => ['segment', 'window'],
  },
}

const MOVES: readonly { words: string[]; entered: boolean }[] = [
  ...[
    ...['entered', 'entered the', 'joined', 'joined the', 'got into', 'came into', 'moved into', 'fell into', 'became'],
    ...['became a', 'got in', 'moved to', 'went into', 'вошли в', 'вошел в', 'вошла в', 'попали в', 'попал в', 'стали'],
    ...['попала в', 'перешли в', 'зашли в', 'вступили в', 'появились в', 'добавились в', 'входили в', 'попадали в'],
  ].map(phrase => ({ words: wordsOf(phrase), entered: true })),
  ...[
    ...['left', 'left the', 'dropped out of', 'fell out of', 'exited', 'moved out of', 'went out of', 'is out of'],
    ...[
      'used to be',
      'used to be a',
      'used to be in',
      'used to belong to',
      'no longer',
      'are no longer',
      'former',
      'ex',
    ],
    ...[
      'formerly',
      'formerly in',
      'once were',
      'stopped being',
      'ceased to be',
      'not anymore',
      'previously in',
      'no more',
    ],
    ...['no longer in', 'are no longer in', 'вышли из', 'вышел из', 'вышла из', 'выпали из', 'ушли из', 'покинули'],
    ...['больше не', 'уже не', 'перестали быть', 'бывшие', 'бывших', 'раньше были', 'раньше были в', 'вышли с'],
    ...['больше не в', 'выпал из', 'выходили из', 'перестали быть в', 'уже не в', 'вылетели из'],
    ...['отвалились из', 'отвалился из', 'отпали из', 'слетели из', 'выбыли из', 'отвалившиеся из', 'слились из'],
  ].map(phrase => ({ words: wordsOf(phrase), entered: false })),
]

const NOUNS: ReadonlySet<string> = new Set(['segment', 'group', 'сегмент'])

/** "Joined VIP this week", «вышли из VIP»: without the word for it, what there is by that name. */
function changeNamed(c: Cursor): Candidate[] {
  return MOVES.filter(({ words }) => startsWithForms(c, words)).flatMap(({ words, entered }) => {
    const found = namedAt({ ...c, at: c.at + words.length }, name => byForm(c.vocabulary.segments, name))
    if (found === null) return []
    const noun = NOUNS.has(c.tokens[found.to]?.text ?? '') && found.to < c.end ? 1 : 0
    const read = () => {
      const change = changeOf(c, found.value, entered)
      // «Бывшие VIP женщины»: who they are may stand behind it.
      c.bare = true
      return change
    }
    return [{ to: found.to + noun, sure: 'words' as const, read }]
  })
}

function changeOf(c: Cursor, segment: number, entered: boolean): SegmentChange {
  const window = seesWindow(c) ? readWindow(c) : null
  return { leaf: 'segmentChange', segment, entered, window }
}

function readSegment(c: Cursor): number {
  const { segments } = c.vocabulary
  if (peek(c)?.text === ':') c.at++
  const written = readEventName(c)
  if (written === null) return fail(c, { kind: 'segment' }, segments.all())
  return (
    byName(written, segments) ??
    byForm(segments, written.text) ??
    failAt(c, written, { kind: 'segment' }, segments.all())
  )
}

function nameOf(id: number, { names }: Phrasing): string {
  const name = names.segments.name(id)
  return name === null ? `#${id}` : quoted(name)
}
