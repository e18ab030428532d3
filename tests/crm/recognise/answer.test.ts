import { expect, test } from 'vitest'
import { type Answer, answer, withRole } from '../../../src/crm/recognise/answer.js'
import { createProfiler } from '../../../src/crm/recognise/column/profiler.js'
import { recognise } from '../../../src/crm/recognise/recognise.js'
import { createInterpreter } from '../../../src/crm/recognise/row/interpreter.js'
import type { Mapping, Question, Role } from '../../../src/crm/role.js'

const NOW = Date.UTC(2026, 10, 29)

function look(
  header: string,
  rows: readonly string[],
  told: { kind: 'orders'; roles: Mapping['roles'] } | null = null,
) {
  const headers = header.split('|')
  const profiler = createProfiler(headers, 'LV')
  for (const [line, row] of rows.entries()) profiler.add(line + 2, row.split('|'))
  const recognition = recognise(profiler.done(), { country: 'LV', currency: null, told })
  const read = (mapping: Mapping) => {
    const interpreter = createInterpreter(mapping, { headers, country: 'LV', zone: 'Europe/Riga', now: NOW })
    const outcomes = rows.flatMap((row, line) => interpreter.read(line + 2, row.split('|')))
    return [...outcomes, ...interpreter.done().outcomes].flatMap(o => (o.kind === 'order' ? [o.order] : []))
  }
  return { headers, recognition, read }
}

const FILE = 'Order|Date|Phone|Sum|Total paid|State'
const ROWS = [
  '1|03/04/2026|20000001|1.500|1.500|in the works',
  '1|03/04/2026|20000001|2.000|1.500|in the works',
  '2|05/06/2026|20000002|3.250|3.250|paid',
]

/** What is said to a question of this kind, and what the orders are then. */
const said: readonly (readonly [Answer, (orders: ReturnType<ReturnType<typeof look>['read']>) => unknown, unknown])[] =
  [
    [{ kind: 'currency', currency: 'euro' }, orders => orders.map(({ currency }) => currency), ['EUR', 'EUR']],
    [{ kind: 'decimal', sign: ',' }, orders => orders.map(({ total }) => total), [150000, 325000]],
    [{ kind: 'decimal', sign: '.' }, orders => orders.map(({ total }) => total), [150, 325]],
    [{ kind: 'date_order', format: 'mdy' }, orders => orders.map(({ at }) => new Date(at).getUTCMonth()), [2, 4]],
    [{ kind: 'date_order', format: 'dmy' }, orders => orders.map(({ at }) => new Date(at).getUTCMonth()), [3, 5]],
    [{ kind: 'status', meaning: 'refunded' }, orders => orders.map(({ state }) => state), ['refunded', 'paid']],
    [{ kind: 'grouping', grouping: 'sum' }, orders => orders.map(({ total }) => total), [300000, 325000]],
  ]

test.each(said)('%j', (one, of, expected) => {
  const { recognition, read } = look(FILE, ROWS)
  const question = recognition.questions.find(({ kind }) => kind === one.kind)
  const start = { ...recognition.mapping, currency: 'EUR' }
  const asked: Question = question ?? { kind: 'grouping', order: '1', rows: 1, totals: [] }
  const mapping = answer({ ...start, ...(one.kind === 'currency' ? { currency: null } : {}) }, asked, one)
  expect(of(read(mapping))).toEqual(expected)
})

test('an answer to another question changes nothing', () => {
  const { recognition } = look(FILE, ROWS)
  const question = recognition.questions.find(({ kind }) => kind === 'currency')
  if (question === undefined) throw new Error('not asked')
  expect(answer(recognition.mapping, question, { kind: 'decimal', sign: ',' })).toBe(recognition.mapping)
})

test('which column is a role: the others lose it, and the one that is chosen loses what it was', () => {
  const { recognition, headers } = look(FILE, ROWS)
  const at = (name: string) => headers.indexOf(name)
  const roleOf = (mapping: Mapping, name: string) =>
    Object.entries(mapping.roles).flatMap(([role, columns]) => (columns.includes(at(name)) ? [role] : []))
  expect(roleOf(recognition.mapping, 'Total paid')).toEqual(['total'])
  const chosen = withRole(recognition.mapping, 'total', at('Sum'))
  expect([roleOf(chosen, 'Sum'), roleOf(chosen, 'Total paid')]).toEqual([['total'], []])
  const shared = withRole(withRole(chosen, 'field', at('State')), 'field', at('Order'))
  expect(shared.roles.field).toEqual([at('State'), at('Order')])
  expect(withRole(shared, 'phone', null).roles.phone).toBeUndefined()
})

test('what somebody says of the columns of an unknown file is read, and asked about where it is in doubt', () => {
  const roles: Partial<Record<Role, number[]>> = { phone: [0], ordered_at: [1], total: [2] }
  const { recognition, read } = look('x|y|z', ['20000001|03/04/2026|5', '20000002|05/06/2026|7'], {
    kind: 'orders',
    roles,
  })
  expect(recognition.questions.map(({ kind }) => kind).sort()).toEqual(['currency', 'date_order'])
  expect(read({ ...recognition.mapping, currency: 'EUR' }).map(({ total }) => total)).toEqual([500, 700])
})
