/**
 * npm run prove:import [-- FILES]: 100,000 mangled files (or as many as are asked for; a thousand from each seed on), every
 * row of which is accounted for, or the file is refused; then 30 imports of people and 30 of orders that are killed at any slice of them, of their cancel
 * or of their undo (`--kills 100 --people 20000 --seed 7`). Each is as if it had not begun, or completed, after the next
 * start; undone, the database is row by row what it was.
 */
import { parseArgs } from 'node:util'
import { killImports } from './import-kills.js'
import { mangleFiles } from './mangle.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kills: { type: 'string', default: '30' },
    people: { type: 'string', default: '8000' },
    seed: { type: 'string', default: '1' },
  },
})
const seed = Number(values.seed)
const say = (line: string) => console.log(line)

const { wrong: miscounted, ...mangling } = await mangleFiles({ files: Number(positionals[0] ?? 100_000), seed }, say)
console.log(JSON.stringify(mangling))
for (const line of miscounted) console.log(`  ✗ ${line}`)
console.log(miscounted.length === 0 ? '  ✓ every row is accounted for, or the file refused' : '')

let torn = 0
for (const brings of ['people', 'orders'] as const) {
  const { ended, slices, wrong } = await killImports(
    { kills: Number(values.kills), people: Number(values.people), seed, brings },
    say,
  )
  console.log(`${brings}: ${JSON.stringify(ended)}; ${slices} were killed with some of their rows in the database`)
  for (const line of wrong) console.log(`  ✗ ${line}`)
  console.log(wrong.length === 0 ? '  ✓ each is whole or never was, and undone nothing of it is left' : '')
  torn += wrong.length
}
if (torn + miscounted.length > 0) process.exitCode = 1
