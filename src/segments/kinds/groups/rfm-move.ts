import { z } from 'zod'
import { CELLS } from '../../../audience/rfm/cell.js'
import { texts } from '../../../text/index.js'
import { ofOneCustomer } from '../../compile/order.js'
import { among, isAmong, type Sql, sql } from '../../compile/sql.js'
import { namedValues } from '../../names.js'
import { windowSchema } from '../../parts.js'
import { type Phrasing, quoted, windowOf } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, peek, pick, take } from '../../read/cursor.js'
import { type Said, wordsOf } from '../../read/lexicon.js'
import { groupHere, readGroups } from '../../read/names/groups.js'
import { MOVES_SAID } from '../../read/names/moves.js'
import { startsWith } from '../../read/starter.js'
import { longTime } from '../../read/times/long-time.js'
import { readWindow, seesWindow } from '../../read/times/window.js'
import { raw } from '../../read/value.js'
import { type EvaluationContext, windowBounds, within } from '../../window.js'
import { PLAIN_NOT } from '../complement.js'
import type { Kind } from '../kind.js'
import { windowSlot } from '../slot.js'
import { type Engaged, engagementCalled } from './engagement.js'

const GROUPS = [...CELLS, 'unscored'] as const
const groupsSchema = z.array(z.enum(GROUPS)).min(1).max(GROUPS.length).nullable()

const schema = z.strictObject({
  leaf: z.literal('rfmMove'),
  ...{ from: groupsSchema, to: groupsSchema, window: windowSchema.nullable() },
})

/**
 * Who left one of some RFM groups (`from`, null: any), and then or later came to one of some (`to`, null: any); `unscored`
 * is nobody's group. Known since somebody began to watch it (`watchGroups`), as often as scores are worked out.
 */
export type RfmMove = z.infer<typeof schema>
type Group = (typeof GROUPS)[number]

const UNSCORED = { en: 'without a score', ru: 'без оценки' }

function nameOf(group: Group, language: 'en' | 'ru'): string {
  return group === 'unscored' ? UNSCORED[language] : texts(language).labels.cells[group]
}

/** What else the groups are called. */
const ALSO: Partial<Record<Group, readonly string[]>> = {
  champions: ['champion', 'best customers', 'лучшие клиенты', 'чемпион'],
  at_risk: [
    ...['under threat', 'at risk of leaving', 'зона риска', 'зону риска', 'зоны риска', 'под угрозой'],
    ...['под угрозой ухода', 'рискуют уйти', 'группа риска', 'группу риска', 'группы риска', 'группе риска'],
  ],
  lost: ['потеряшки'],
  about_to_sleep: ['falling asleep', 'засыпающие'],
  hibernating: ['sleeping', 'asleep', 'спящие', 'в спячке'],
}

const groups = namedValues(GROUPS, nameOf, group =>
  group === 'unscored'
    ? ['no score', 'unscored', 'без оценок']
    : [group, group.replaceAll('_', ' '), ...(ALSO[group] ?? [])],
)

const BEGINS = {
  leftGroup: {
    en: [
      ...['left rfm group', 'left the rfm group', 'fell out of rfm group', 'dropped out of rfm group'],
      ...['fell out of the rfm group', 'left rfm groups', 'leave rfm group'],
    ],
    ru: [
      ...['вышли из rfm-группы', 'вышел из rfm-группы', 'вышла из rfm-группы', 'выпали из rfm-группы'],
      ...['ушли из rfm-группы', 'вышли из rfm группы', 'выпали из rfm группы', 'вышли из rfm-групп'],
    ],
  },
  cameToGroup: {
    en: ['came to rfm group', 'moved to rfm group', 'moved into rfm group', 'entered rfm group', 'got into rfm group'],
    ru: [
      ...['перешли в rfm-группу', 'перешел в rfm-группу', 'перешла в rfm-группу', 'попали в rfm-группу'],
      ...['вошли в rfm-группу', 'перешли в rfm группу', 'попали в rfm группу'],
    ],
  },
  betweenGroups: {
    en: ['moved from rfm group', 'went from rfm group'],
    ru: ['перешли из rfm-группы', 'перешел из rfm-группы', 'перешла из rfm-группы', 'перешли из rfm группы'],
  },
  changedGroup: {
    en: [
      ...['changed rfm group', 'changed their rfm group', 'changed the rfm group', 'moved rfm group'],
      ...['moved between rfm groups', 'rfm group changed', 'changed rfm groups', 'switched rfm group'],
    ],
    ru: [
      ...['сменили rfm-группу', 'сменил rfm-группу', 'сменила rfm-группу', 'поменяли rfm-группу', 'сменили rfm группу'],
      ...['rfm-группа изменилась', 'изменилась rfm-группа', 'переходили между rfm-группами'],
    ],
  },
}
type Begun = keyof typeof BEGINS

const SAID: Record<Begun, Said> = {
  leftGroup: { en: 'left rfm group', ru: 'вышли из rfm-группы' },
  cameToGroup: { en: 'came to rfm group', ru: 'перешли в rfm-группу' },
  betweenGroups: { en: 'moved from rfm group', ru: 'перешли из rfm-группы' },
  changedGroup: { en: 'changed rfm group', ru: 'сменили rfm-группу' },
}

/** What begins such a condition only where the name of a group stands behind it. */
const LOOSE: readonly { begun: Begun; words: readonly string[] }[] = loose(MOVES_SAID)

export const rfmMove: Kind<RfmMove> = {
  name: 'rfmMove',
  schema,
  sql: (leaf, context) =>
    isAmong(sql`select c.subscriber_id from (${customersOf(leaf, context)}) g
    cross join customers c on c.id = g.customer_id where c.subscriber_id is not null`),
  not: PLAIN_NOT,
  refers: () => [],
  names: () => [],
  restsOnOrders: true,
  facts: () => ['ordered', 'rfm'],
  begins: BEGINS,
  read: c => [...begunBy(c, BEGINS, begun => readMove(c, begun)), ...loosely(c)],
  say: phrase,
  builder: {
    entries: [
      {
        ...{ name: 'rfmMove', number: 83, menu: 'groups', label: { en: '🔀 RFM changed', ru: '🔀 Смена RFM' } },
        ...{ begins: { leaf: 'rfmMove', from: null, to: null, window: { in: 30, unit: 'days' } }, asks: null },
        withLinked: true,
      },
    ],
    slots: {
      fromGroup: {
        asks: { en: 'Which RFM group did they leave?', ru: 'Из какой RFM-группы они вышли?' },
        options: options(),
        says: (leaf, group) => (leaf === null ? null : { ...leaf, from: listed(group) }),
        of: leaf => leaf.from?.[0] ?? '',
      },
      toGroup: {
        asks: { en: 'To which RFM group did they come?', ru: 'В какую RFM-группу они перешли?' },
        options: options(),
        says: (leaf, group) => (leaf === null ? null : { ...leaf, to: listed(group) }),
        of: leaf => leaf.to?.[0] ?? '',
      },
      window: windowSlot({ en: 'When did they move?', ru: 'Когда это было?' }),
    },
    shown: () => ['fromGroup', 'toGroup', 'window'],
  },
}

function options() {
  const any = { number: 0, answer: '', label: { en: 'Any', ru: 'Любая' } }
  const named = GROUPS.map((group, i) => ({
    ...{ number: i + 1, answer: group },
    label: group === 'unscored' ? { en: 'Without a score', ru: 'Без оценки' } : labelOf(group),
  }))
  return [any, ...named]
}

function labelOf(group: Group): Said {
  // "Potential loyalists" is too long for a button in a row of two.
  const en = group === 'potential' ? 'Potential' : nameOf(group, 'en')
  return { en, ru: nameOf(group, 'ru') }
}

function listed(answer: string): Group[] | null {
  const group = GROUPS.find(known => known === answer)
  return group === undefined ? null : [group]
}

/** Customers who moved so, as `customer_id`. */
function customersOf({ from, to, window }: RfmMove, context: EvaluationContext): Sql {
  const index = context.one === true ? sql`rfm_moves_customer` : sql`rfm_moves_at`
  const rows = sql`from rfm_moves e indexed by ${index}
    where ${within(sql`e.at`, windowBounds(window, context))}${ofOneCustomer(sql`e.customer_id`, context)}`
  const is = (column: Sql, asked: readonly Group[]) => sql`coalesce(${column}, 'unscored') in ${among(asked)}`
  if (from === null && to === null) return sql`select e.customer_id ${rows}`
  if (to === null) return sql`select e.customer_id ${rows} and ${is(sql`e."from"`, from ?? [])}`
  if (from === null) return sql`select e.customer_id ${rows} and ${is(sql`e."to"`, to)}`
  // From one to another may be several steps.
  return sql`select e.customer_id ${rows} group by e.customer_id
    having min(iif(${is(sql`e."from"`, from)}, e.id, null)) <= max(iif(${is(sql`e."to"`, to)}, e.id, null))`
}

function readMove(c: Cursor, begun: Begun): RfmMove {
  const move: RfmMove = { leaf: 'rfmMove', from: null, to: null, window: null }
  const side = begun === 'cameToGroup' ? 'to' : 'from'
  if (begun !== 'changedGroup') move[side] = readGroups(c, groups, 'cell')
  for (;;) {
    if (move.window === null && seesWindow(c) && !seesSide(c, move)) move.window = readWindow(c)
    else if (!takeSide(c, move)) return move
  }
}

const FROM: ReadonlySet<string> = new Set(['from', 'из', 'с', 'со'])
const TO: ReadonlySet<string> = new Set(['to', 'into', 'в', 'во', 'на', 'до'])
const GROUP_WORDS: ReadonlySet<string> = new Set(['rfm', 'group', 'rfm-группы', 'rfm-группу', 'группу', 'группы'])

/** Takes "to Lost" or "from Champions", as far as that is not said yet. */
function takeSide(c: Cursor, move: RfmMove): boolean {
  const begin = c.at
  const word = peek(c)?.text ?? ''
  const side = FROM.has(word) && move.from === null ? 'from' : TO.has(word) && move.to === null ? 'to' : null
  if (side === null) return false
  c.at++
  while (GROUP_WORDS.has(peek(c)?.text ?? '') && groupHere(c, groups) === null) c.at++
  if (groupHere(c, groups) === null) {
    c.at = begin
    return false
  }
  move[side] = readGroups(c, groups, 'cell')
  return true
}

/** True before the group that they came to. */
function seesOther(c: Cursor): boolean {
  return TO.has(peek(c)?.text ?? '') && takeSide(c, { leaf: 'rfmMove', from: ['lost'], to: null, window: null })
}

function seesSide(c: Cursor, move: RfmMove): boolean {
  const begin = c.at
  const seen = takeSide(c, { ...move })
  c.at = begin
  return seen
}

function loose(words: Partial<Record<Begun, readonly string[]>>): { begun: Begun; words: readonly string[] }[] {
  const found: { begun: Begun; words: readonly string[] }[] = []
  for (const begun of ['leftGroup', 'cameToGroup', 'betweenGroups'] as const)
    for (const phrase of words[begun] ?? []) found.push({ begun, words: wordsOf(phrase) })
  return found.sort((a, b) => b.words.length - a.words.length)
}

const LOOSE_FIRSTS = new Set(LOOSE.map(({ words }) => words[0]))

/** "Fell out of Champions", «стали чемпионами». */
function loosely(c: Cursor): Candidate[] {
  if (!LOOSE_FIRSTS.has(peek(c)?.text ?? '')) return newIn(c)
  for (const { begun, words } of LOOSE) {
    if (!startsWith(c, words)) continue
    const inside: Cursor = { ...c, at: c.at + words.length }
    take(inside, 'offer')
    const group = groupHere(inside, groups)
    if (group === null) continue
    // «Из лояльных» alone says where they came from to nobody knows where.
    if (words.length === 1 && FROM.has(words[0] ?? '') && !seesOther({ ...inside, at: inside.at + group.length }))
      continue
    const to = inside.at
    const also = begun === 'cameToGroup' ? engagementCalled(raw(inside, to, to + group.length)) : null
    return [{ to, reach: to + group.length, sure: 'words', read: () => movedOrAre(c, begun, also) }]
  }
  return newIn(c)
}

/** «Стали спящими»: where a group by activity is called so too, whether they are in it now is asked, since nobody knows since when. */
function movedOrAre(c: Cursor, begun: Begun, also: Engaged['groups'][number] | null): RfmMove | Engaged {
  const move = readMove(c, begun)
  if (also === null || move.window !== null || move.from !== null || pick(c, 2) === 0) return move
  return { leaf: 'engagement', groups: [also] }
}

const NEW: ReadonlySet<string> = new Set(['new', 'fresh', 'новые', 'новый', 'новая', 'новых', 'свежие'])

/** "New Champions": who came there, and since when is asked where nobody says it. */
function newIn(c: Cursor): Candidate[] {
  const group = NEW.has(peek(c)?.text ?? '') ? groupHere({ ...c, at: c.at + 1 }, groups) : null
  if (group === null) return []
  const read = (): RfmMove => {
    const move = readMove(c, 'cameToGroup')
    return move.window === null ? { ...move, window: longTime(c) } : move
  }
  return [{ to: c.at + 1, reach: c.at + 1 + group.length, sure: 'words', read }]
}

function phrase({ from, to, window }: RfmMove, { language, words }: Phrasing): string {
  const list = (asked: readonly Group[]) => asked.map(group => quoted(nameOf(group, language))).join(', ')
  const said = (begun: Begun, ...rest: string[]) =>
    [SAID[begun][language], ...rest, ...windowOf(window, words)].join(' ')
  if (from === null) return to === null ? said('changedGroup') : said('cameToGroup', list(to))
  if (to === null) return said('leftGroup', list(from))
  return said('betweenGroups', list(from), { en: 'to', ru: 'в' }[language], list(to))
}
