import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createProfiler } from '../../../src/crm/recognise/column/profiler.js'
import { recognise } from '../../../src/crm/recognise/recognise.js'
import { createInterpreter, type Outcome } from '../../../src/crm/recognise/row/interpreter.js'
import { createPeople, joinPeople } from '../../../src/crm/recognise/row/people.js'
import type { Person } from '../../../src/crm/recognise/row/person.js'
import { type Kind, mappingSchema } from '../../../src/crm/role.js'
import { anyText } from '../../support/any-text.js'
import { files } from './files.js'

const NOW = Date.UTC(2026, 10, 29)
const RUNS = Number(process.env['RECOGNISE_RUNS'] ?? 300)

/** Headers and cells of real files, and such as nobody would write. */
const headers = [...new Set(files.flatMap(({ header }) => header.split('|')))]
const cells = [...new Set(files.flatMap(({ rows }) => rows.flatMap(row => row.split('|'))))]
const strange = [
  '',
  '\u0000',
  "'",
  '="',
  '-1',
  '1e400',
  '9'.repeat(400),
  '[[[',
  '{"a":',
  '\ud800',
  '€',
  '٣٤',
  '0000-00-00',
  '__proto__',
  '-'.repeat(70),
]
const header = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...headers) },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', '', 'constructor') },
  anyText({ maxLength: 20 }),
)
const cell = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...cells) },
  { weight: 2, arbitrary: fc.constantFrom(...strange) },
  anyText({ maxLength: 30 }),
)
const table = fc.record({
  headers: fc.array(header, { maxLength: 10 }),
  rows: fc.array(fc.array(cell, { maxLength: 12 }), { maxLength: 25 }),
  country: fc.constantFrom(null, 'RU', 'US', 'XX'),
  currency: fc.constantFrom(null, 'EUR'),
})

test('whatever stands in a file: no throw, every row is one thing, no order beyond what the database takes', () => {
  fc.assert(
    fc.property(table, ({ headers, rows, country, currency }) => {
      const profiler = createProfiler(headers, country)
      for (const [line, row] of rows.entries()) profiler.add(line, row)
      const { mapping } = recognise(profiler.done(), { country, currency })
      expect(mappingSchema.safeParse(JSON.parse(JSON.stringify(mapping))).success).toBe(true)
      const { outcomes, counts } = interpret(mapping, headers, rows, country)
      expect(counts.rows).toBe(rows.length)
      expect(counts.accepted + counts.leftOut + counts.skipped).toBe(rows.length)
      expect(counts.accepted).toBeGreaterThanOrEqual(0)
      const lines = outcomes.flatMap(outcome =>
        outcome.kind === 'leftOut' || outcome.kind === 'skipped' ? [outcome.line] : [],
      )
      expect(new Set(lines).size).toBe(lines.length)
      for (const outcome of outcomes) {
        if (outcome.kind === 'order') {
          const { total, refunded, at, currency: code } = outcome.order
          expect([total, refunded, at].every(Number.isSafeInteger)).toBe(true)
          expect(total >= 0 && refunded >= 0 && refunded <= total && at <= NOW + 86_400_000 * 2).toBe(true)
          expect(code).toMatch(/^[A-Z]{3}$/)
        }
        if (outcome.kind === 'person') expectKeys(outcome.person, mapping.kind)
      }
      expect(
        new Set(outcomes.flatMap(o => (o.kind === 'person' && o.first ? [o.row] : []))).size - absorbed(outcomes),
      ).toBe(counts.people)
    }),
    { numRuns: RUNS },
  )
})

function interpret(
  mapping: Parameters<typeof createInterpreter>[0],
  headers: string[],
  rows: string[][],
  country: string | null,
) {
  const interpreter = createInterpreter(mapping, { headers, country, zone: 'Europe/Riga', now: NOW })
  const outcomes: Outcome[] = rows.flatMap((row, line) => interpreter.read(line, row))
  const done = interpreter.done()
  return { outcomes: [...outcomes, ...done.outcomes], counts: done.counts }
}

/** Who stands in a bare list may be known by their full name alone, or by the shop's number, as a buyer is too. */
function expectKeys({ telegramId, phone, email, username, firstName, externalId }: Person, kind: Kind): void {
  const named = kind === 'list' ? firstName !== null || externalId !== null : kind === 'orders' && externalId !== null
  expect(telegramId !== null || phone !== null || email !== null || username !== null || named).toBe(true)
  expect(phone === null || /^\+\d{5,15}$/.test(phone)).toBe(true)
  expect(telegramId === null || (Number.isSafeInteger(telegramId) && telegramId > 0)).toBe(true)
}

function absorbed(outcomes: readonly Outcome[]): number {
  return outcomes.reduce((sum, outcome) => sum + (outcome.kind === 'person' ? outcome.absorbs.length : 0), 0)
}

const few = <T>(values: readonly T[]) => fc.constantFrom(null, ...values)
const person = fc
  .record({
    id: few([1001, 1002, 1003]),
    phone: few(['+37120000001', '+37120000002', '+37120000003']),
    email: few(['a@b.cd', 'e@f.gh']),
  })
  .filter(({ id, phone, email }) => id !== null || phone !== null || email !== null)

test('nobody is made of two: people whose stronger keys differ are never joined, and joining loses no key that fits', () => {
  fc.assert(
    fc.property(fc.array(person, { maxLength: 30 }), rows => {
      const people = createPeople()
      const held = new Map<number, Person>()
      const ids = new Map<number, Set<number>>()
      const owner = new Map<number, number>()
      rows.forEach(({ id, phone, email }, line) => {
        const told = personOf(line, id, phone, email)
        const { row, first, absorbs } = people.add(told)
        const before = held.get(row)
        expect(first).toBe(before === undefined)
        let whole = before === undefined ? told : joinPeople(before, told)
        for (const other of absorbs) {
          const gone = held.get(other)
          if (gone === undefined) throw new Error('absorbed nobody')
          whole = joinPeople(whole, gone)
          held.delete(other)
          for (const one of ids.get(other) ?? []) ids.set(row, (ids.get(row) ?? new Set()).add(one))
        }
        held.set(row, whole)
        if (id !== null) {
          ids.set(row, (ids.get(row) ?? new Set()).add(id))
          owner.set(id, row)
        }
      })
      expect(people.count).toBe(held.size)
      for (const [row, known] of ids) if (held.has(row)) expect(known.size).toBeLessThanOrEqual(1)
      const all = [...held.values()].flatMap(({ telegramId }) => (telegramId === null ? [] : [telegramId]))
      expect(all.sort()).toEqual([...owner.keys()].sort())
    }),
    { numRuns: RUNS },
  )
})

function personOf(line: number, telegramId: number | null, phone: string | null, email: string | null): Person {
  return {
    ...{ line, telegramId, phone, email, externalId: null, firstName: null, lastName: null, username: null },
    ...{ language: null, stopped: false, reachable: null, subscribedAt: null, fields: {} },
  }
}
