/**
 * npm run bench:scale — what a start, a plan, counts and memory come to as the audience grows: 10,000, 100,000 and
 * 1,000,000 people (`-- --most 10000000` goes on to ten million). Every limit is a ratio within this run, of medians taken in turns,
 * except the longest hold of the main thread, beside which stands that of a process that does nothing. `--folder PATH` keeps (or takes up) the seeded files.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { z } from 'zod'
import { sizeSchema, startsSchema } from './scale-size.js'

const SIZES = [10_000, 100_000, 1_000_000, 10_000_000]

type Measured = z.infer<typeof sizeSchema> & { start: number }

const program = join(import.meta.dirname, 'scale-size.js')

function said<T>(child: ChildProcess, schema: z.ZodType<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', message => resolve(schema.parse(message)))
    child.once('exit', code => reject(new Error(`a process ended with ${code} and said nothing`)))
  })
}

const fileOf = (folder: string, people: number) => join(folder, `${people}.db`)

const figure = (n: number, digits = 0) =>
  n.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }).padStart(10)

const rows: [string, (size: Measured) => number, number][] = [
  ['start, ms', size => size.start, 1],
  ['reader of plans wakes, ms', size => size.wake, 0],
  ['plan, ms', size => size.plan, 0],
  ['bare insert, ms', size => size.bare, 0],
  ['plan / bare insert', size => size.plan / size.bare, 2],
  ['longest hold in the plan, ms', size => size.hold.whole, 1],
  ['  its own', size => size.hold.own, 1],
  ['  of an idle process, ms', size => size.idle.whole, 1],
  ['count, selective, ms', size => size.selective, 1],
  ['count, broad, ms', size => size.broad, 1],
  ['memory, MB', size => size.memory / 1e6, 0],
]

function table(sizes: readonly Measured[]): void {
  console.log(`\n${'people'.padEnd(30)}${sizes.map(({ people }) => figure(people)).join('')}   growth, each ×10 people`)
  for (const [name, of, digits] of rows) {
    const values = sizes.map(of)
    const growth = values.slice(1).map((value, i) => `${(value / (values[i] ?? Number.NaN)).toFixed(1)} ×`)
    console.log(`${name.padEnd(30)}${values.map(value => figure(value, digits)).join('')}   ${growth.join('   ')}`)
  }
}

function must(condition: boolean, what: string): void {
  console.log(`  ${condition ? '✓' : '✗'} ${what}`)
  if (!condition) process.exitCode = 1
}

const { values } = parseArgs({ options: { most: { type: 'string', default: '1000000' }, folder: { type: 'string' } } })
const most = Number(values.most)
const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'segcast-scale-'))
mkdirSync(folder, { recursive: true })
try {
  const planned: z.infer<typeof sizeSchema>[] = []
  for (const people of SIZES.filter(size => size <= most))
    planned.push(await said(fork(program, [fileOf(folder, people), String(people)]), sizeSchema))
  // Last, so that what was planned weighs on them too.
  const files = planned.map(({ people }) => fileOf(folder, people))
  const starts = await said(fork(program, ['starts', ...files]), startsSchema)
  const sizes = planned.map((size, i): Measured => ({ ...size, start: starts[i] ?? Number.NaN }))
  table(sizes)
  console.log('')
  const [first] = sizes
  const big = sizes.filter(({ people }) => people >= 100_000)
  for (const size of big) {
    const people = `${size.people.toLocaleString('en')} people:`
    if (first !== undefined) {
      const growth = size.start / first.start
      must(growth <= 1.5, `${people} start ${growth.toFixed(2)} × the one at 10,000 (at most 1.5)`)
    }
    must(
      size.plan <= 2 * size.bare,
      `${people} plan ${(size.plan / size.bare).toFixed(2)} × a bare insert of its rows (at most 2)`,
    )
    must(
      size.hold.whole <= 20,
      `${people} longest hold ${size.hold.whole.toFixed(1)} ms (at most 20; ${size.hold.own.toFixed(1)} of its own, an idle process ${size.idle.whole.toFixed(1)})`,
    )
  }
  for (const [i, size] of big.slice(1).entries()) {
    const growth = size.plan / (big[i]?.plan ?? Number.NaN)
    must(growth <= 13, `plan grows ${growth.toFixed(1)} × to ${size.people.toLocaleString('en')} people (at most 13)`)
  }
} finally {
  if (values.folder === undefined) rmSync(folder, { recursive: true, force: true })
}
