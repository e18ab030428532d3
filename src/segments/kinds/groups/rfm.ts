import { z } from 'zod'
import { CELLS, CELLS_WITHOUT_SCORE } from '../../../audience/rfm/cell.js'
import { texts } from '../../../text/index.js'
import { countedSql, linkedSql, orderedWithin } from '../../compile/order.js'
import { scored } from '../../compile/score.js'
import { among, any, isAmong, type Sql, sql } from '../../compile/sql.js'
import { namedOf, namedValues } from '../../names.js'
import { begunBy } from '../../read/candidate.js'
import { type Cursor, peek } from '../../read/cursor.js'
import { endsHere } from '../../read/fields/field.js'
import { bareValues } from '../../read/names/bare.js'
import { readNamed } from '../../read/names/named.js'
import { type EvaluationContext, ofOne, windowBounds } from '../../window.js'
import { PLAIN_NOT } from '../complement.js'
import type { Kind } from '../kind.js'
import { knownOf } from '../slot.js'

const ALL = [...CELLS, ...CELLS_WITHOUT_SCORE] as const
const schema = z.strictObject({ leaf: z.literal('rfm'), cells: z.array(z.enum(ALL)).min(1) })

/** In which RFM groups they are; three of them are without a score. */
export type Rfm = z.infer<typeof schema>

/** What else the groups are called. */
const ALSO: Partial<Record<Rfm['cells'][number], readonly string[]>> = {
  champions: ['best customers', 'лучшие клиенты', 'лучшие'],
  about_to_sleep: ['falling asleep', 'скоро уснут', 'засыпающие'],
  at_risk: [
    ...['under threat', 'под угрозой', 'рискуют уйти', 'под угрозой ухода', 'at risk of leaving', 'группа риска'],
    ...['в группе риска', 'зона риска', 'рисковые', 'рискующие', 'на грани ухода', 'могут уйти', 'вот-вот уйдут'],
  ],
  cant_lose: ['cannot lose', "can't lose", 'нельзя терять'],
  hibernating: ['hibernating', 'в спячке'],
  bought_before: ['bought before the window'],
  never_bought: ['never ordered anything'],
}

const cells = namedValues(
  ALL,
  (cell, language) => texts(language).labels.cells[cell],
  cell => [cell, cell.replaceAll('_', ' '), ...(ALSO[cell] ?? [])],
)

const SUBJECT = { en: 'rfm', ru: 'rfm' }
const BEGINS = {
  rfm: {
    en: [
      ...['rfm', 'rfm group', 'rfm groups', 'rfm cell', 'rfm segment', 'rfm segments', 'rfm cells', 'rfm class'],
      ...['rfm category', 'in rfm group', 'in rfm', 'from rfm', 'in the rfm group', 'by rfm', 'the rfm group'],
      ...['rfm type', 'rfm status'],
    ],
    ru: [
      ...['rfm', 'rfm группа', 'rfm-группа', 'rfm группы', 'рфм', 'рфм группа', 'рфм-группа', 'rfm сегмент'],
      ...['rfm-сегмент', 'по rfm', 'группа rfm', 'в rfm группе', 'из rfm', 'rfm-группы', 'в rfm-группе', 'rfm групп'],
      ...['рфм сегмент', 'по рфм', 'рфм группы', 'rfm сегменты', 'rfm ячейка', 'из группы rfm', 'сегмент rfm'],
      ...['в рфм группе', 'в rfm-сегменте', 'рфм-сегмент'],
    ],
  },
}

const NOUNS: ReadonlySet<string> = new Set(['group', 'groups', 'cell', 'rfm', 'группа', 'группы', 'группе'])

/** Takes what a group is called behind its name: "can't lose them group". */
function takeNoun(c: Cursor): void {
  if (NOUNS.has(peek(c)?.text ?? '') && endsHere({ ...c, at: c.at + 1, trying: true })) c.at++
}

export const rfm: Kind<Rfm> = {
  name: 'rfm',
  schema,
  sql: (leaf, context) => inCells(leaf.cells, context),
  not: PLAIN_NOT,
  refers: () => [],
  names: () => [],
  restsOnOrders: true,
  facts: () => ['ordered', 'rfm'],
  begins: BEGINS,
  read: c =>
    begunBy(c, BEGINS, () => {
      const all = () => [...cells.all('en'), ...cells.all('ru')]
      const linked = { leaf: 'linked', value: true }
      const leafOf = (values: Rfm['cells']): Rfm => ({ leaf: 'rfm', cells: values })
      return readNamed(c, { find: cells.find, all }, 'cell', leafOf, linked)
    }),
  bare: c =>
    bareValues(c, {
      now: true,
      find: name => namedOf(cells, name),
      leafOf: (values): Rfm => ({ leaf: 'rfm', cells: values }),
      single: true,
      behind: () => takeNoun(c),
    }),
  say: (leaf, { words, language }) =>
    words.is(SUBJECT[language], leaf.cells.map(cell => texts(language).labels.cells[cell]).join(', ')),
  title: ({ cells }, { words, language }) =>
    cells.map(cell => texts(language).labels.cells[cell]).join(` ${words.or} `),
  builder: {
    entries: [
      {
        ...{ name: 'rfm', number: 20, menu: 'groups', label: { en: '⭐ RFM group', ru: '⭐ RFM-группа' } },
        ...{ begins: null, asks: 'values' },
      },
    ],
    slots: {
      values: {
        asks: { en: 'Which RFM groups? Tick one or more.', ru: 'Какие RFM-группы? Отметьте одну или несколько.' },
        choices: language => ALL.map(value => ({ value, label: texts(language).labels.cells[value] })),
        says: (_leaf, values) => ({ leaf: 'rfm', cells: knownOf(ALL, values) }),
        of: leaf => leaf.cells,
      },
    },
    shown: () => ['values'],
  },
}

function inCells(chosen: Rfm['cells'], context: EvaluationContext): Sql {
  const areas = chosen.filter(cell => !CELLS_WITHOUT_SCORE.some(other => other === cell))
  const [before, never] = [chosen.includes('bought_before'), chosen.includes('never_bought')]
  const parts = areas.length === 0 ? [] : [scored(sql`r.cell in ${among(areas)}`, context)]
  if (chosen.includes('not_linked')) parts.push(sql`not ${linkedSql(context)}`)
  if (before && never) parts.push(withoutScore(sql`true`, context))
  else if (before) parts.push(withoutScore(hasOrder(context), context))
  else if (never) parts.push(withoutScore(sql`not ${hasOrder(context)}`, context))
  return any(...parts)
}

/** Linked people whose customer `c` has no score, and passes. */
function withoutScore(test: Sql, context: EvaluationContext): Sql {
  return isAmong(
    sql`select c.subscriber_id from customers c where c.subscriber_id is not null
    and not exists (select 1 from rfm_scores r where r.customer_id = c.id) and ${test}${ofOne(sql`c.subscriber_id`, context)}`,
    { once: true },
  )
}

function hasOrder(context: EvaluationContext): Sql {
  const ever = orderedWithin(sql`o.at`, windowBounds(null, context), context)
  return sql`exists (select 1 from orders o where o.customer_id = c.id and ${countedSql} and ${ever})`
}
