import { describe, expect, test } from 'vitest'
import { createProfiler } from '../../../src/crm/recognise/column/profiler.js'
import { recognise } from '../../../src/crm/recognise/recognise.js'
import { createInterpreter, type Outcome } from '../../../src/crm/recognise/row/interpreter.js'
import { mappingSchema, type Role } from '../../../src/crm/role.js'
import { type FileCase, files } from './files.js'

const NOW = Date.UTC(2026, 10, 29, 18)
/** Roles that a column may not get by mistake. */
const COUNT: readonly Role[] = [
  ...(['telegram_id', 'phone', 'email', 'order_id', 'ordered_at', 'total', 'refunded', 'currency'] as const),
  ...(['order_status', 'status', 'birthday'] as const),
]

/** Everything that comes of a file. */
function read({ header, rows, country, currency, between = '|' }: FileCase) {
  const headers = header.split(between)
  const cells = rows.map(row => row.split(between))
  const profiler = createProfiler(headers, country ?? null)
  for (const [at, row] of cells.entries()) profiler.add(at + 2, row)
  const recognition = recognise(profiler.done(), { country: country ?? null, currency: currency ?? null })
  const { mapping } = recognition
  const interpreter = createInterpreter(mapping, { headers, country: country ?? null, zone: 'Europe/Riga', now: NOW })
  const outcomes: Outcome[] = cells.flatMap((row, at) => interpreter.read(at + 2, row))
  const { outcomes: rest, counts } = interpreter.done()
  return { headers, recognition, outcomes: [...outcomes, ...rest], counts }
}

/** Money of the orders that were told, by currency. */
function totals(outcomes: readonly Outcome[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const outcome of outcomes)
    if (outcome.kind === 'order')
      sums[outcome.order.currency] = (sums[outcome.order.currency] ?? 0) + outcome.order.total
  return sums
}

test('there are enough files', () => expect(files.length).toBeGreaterThanOrEqual(40))

/** Of one file the roles, by the names of their columns. */
function rolesOf(header: string, rows: readonly string[]): Record<string, string> {
  const { headers, recognition } = read({ name: header, header, rows, kind: 'orders', roles: {} })
  return Object.fromEntries(
    Object.entries(recognition.mapping.roles).map(([role, columns]) => [role, columns.map(at => headers[at]).join()]),
  )
}

describe('whose phones and names they are', () => {
  const phone = (n: number) => `+7916${1_000_000 + n}`
  const many = (row: (n: number) => string, rows = 90) => Array.from({ length: rows }, (_, n) => row(n))

  test.each([
    [
      'of more people than a column holds',
      'Имя|Телефон',
      many(n => `${['Анна', 'Вера', 'Юля'][n % 3]}|${phone(n)}`),
      {},
    ],
    [
      'of first names alone',
      'Клиент|Телефон',
      many(n => `${['Анна', 'Вера'][n % 2]}|${phone(n)}`),
      { full_name: 'Клиент' },
    ],
    [
      'of one buyer beside long numbers',
      'ID|Дата|Телефон|Сумма',
      many(n => `${5_000_000_000 + n}|2026-01-1${n}|${phone(1)}|500`, 8),
      {},
    ],
    [
      'of customers beside the shop’s own',
      '№|Дата|Телефон магазина|Телефон клиента|Сумма',
      many(n => `${n}|2026-01-1${n % 9}|+74951234567|${phone(n)}|500`),
      { phone: 'Телефон клиента' },
    ],
  ])('%s', (_, header, rows, more) => {
    expect(rolesOf(header, rows)).toMatchObject({ phone: 'Телефон', ...more })
  })
})

test.each([
  ['money that was given back, of a few orders', 3, 4],
  ['when what was lent comes back, of all', 1, 0],
])('a day of return: %s', (_, every, refunded) => {
  const rows = Array.from(
    { length: 12 },
    (_, n) => `${n}|${10 + n}.02.2026|${n % every === 0 ? `${11 + n}.02.2026` : ''}|+7916${1_000_000 + n}|500`,
  )
  const { outcomes } = read({
    ...{ name: '', header: 'Заказ|Дата заказа|Дата возврата|Телефон|Сумма', rows, kind: 'orders', roles: {} },
    currency: 'RUB',
  })
  expect(outcomes.filter(one => one.kind === 'order' && one.order.state === 'refunded')).toHaveLength(refunded)
})

test.each([
  ['Оплачено', 'да', 'нет', { paid: 4, pending: 4 }],
  ['Paid?', 'Yes', 'No', { paid: 4, pending: 4 }],
  ['Оплачено', '0', '0', { paid: 8 }],
])('whether each order was paid, where nothing else tells: %s, %s and %s', (header, yes, no, states) => {
  const rows = Array.from(
    { length: 8 },
    (_, n) => `${n}|${10 + n}.02.2026|+7916${1_000_000 + n}|500|${n % 2 ? yes : no}`,
  )
  const { outcomes } = read({
    ...{ name: '', header: `Заказ|Дата|Телефон|Сумма|${header}`, rows, kind: 'orders', roles: {} },
    currency: 'RUB',
  })
  const told: Record<string, number> = {}
  for (const one of outcomes)
    if (one.kind === 'order') told[String(one.order.state)] = (told[String(one.order.state)] ?? 0) + 1
  expect(told).toEqual(states)
})

describe.each(files)('$name', file => {
  const { headers, recognition, outcomes, counts } = read(file)
  const { mapping } = recognition

  test('is what it is', () => {
    expect([mapping.kind, recognition.system]).toEqual([file.kind, file.system ?? null])
    expect(recognition.verdict.kind).toBe(file.verdict ?? 'accepted')
    if (file.matchable !== undefined) expect(recognition.matchable).toBe(file.matchable)
  })

  test('has its columns', () => {
    const held = Object.fromEntries(
      Object.entries(mapping.roles).map(([role, columns]) => [role, columns.map(at => headers[at]).join(', ')]),
    )
    expect(held).toMatchObject(file.roles)
    expect(COUNT.filter(role => held[role] !== undefined && file.roles[role] === undefined)).toEqual([])
    expect(mappingSchema.parse(JSON.parse(JSON.stringify(mapping)))).toEqual(mapping)
  })

  test('asks what it must', () => {
    expect([...new Set(recognition.questions.map(({ kind }) => kind))].sort()).toEqual(
      [...(file.questions ?? [])].sort(),
    )
  })

  test('is read', () => {
    const left = outcomes.flatMap(outcome => (outcome.kind === 'leftOut' ? [outcome] : []))
    expect(counts.accepted + counts.leftOut + counts.skipped).toBe(counts.rows)
    expect(counts.rows).toBe(file.rows.length)
    expect(counts.leftOut).toBe(left.length)
    if (mapping.currency !== null || !file.questions?.includes('currency'))
      expect(left.sort((a, b) => a.line - b.line).map(({ reason }) => reason)).toEqual(
        file.kind === 'none' ? left.map(() => 'no_key') : (file.leftOut ?? []),
      )
    if (file.people !== undefined && !file.questions?.includes('currency')) expect(counts.people).toBe(file.people)
    if (file.orders !== undefined && !file.questions?.includes('currency')) expect(counts.orders).toBe(file.orders)
    if (file.states !== undefined)
      expect(outcomes.flatMap(outcome => (outcome.kind === 'order' ? [outcome.order.state] : []))).toEqual(file.states)
    const orders = outcomes.flatMap(outcome => (outcome.kind === 'order' ? [outcome.order] : []))
    const lines = orders.flatMap(({ items }) => items)
    if (file.lines !== undefined)
      expect(lines.map(({ product, quantity, price }) => `${product} × ${quantity} for ${price}`)).toEqual(file.lines)
    if (file.promoCodes !== undefined) expect(orders.map(({ promoCode }) => promoCode)).toEqual(file.promoCodes)
    if (file.backs !== undefined)
      expect(outcomes.flatMap(outcome => (outcome.kind === 'back' ? [outcome.amount] : []))).toEqual(file.backs)
    if (file.totals !== undefined) expect(totals(outcomes)).toEqual(file.totals)
    expect(counts.skipped).toBe(file.skipped ?? 0)
  })
})
