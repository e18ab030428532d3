/**
 * npm run prove:import [-- FILES]: 100,000 mangled files (or as many as are asked for; a thousand from each seed on), every
 * row of which is accounted for, or the file is refused; then 30 imports of people and 30 of orders that are killed at any slice of them, of their cancel
 * or of their undo (`--kills 100 --people 20000 --seed 7`). Each is as if it had not begun, or completed, after the next
 * start; undone, the database is row by row what it was.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { killImports } from './import-kills.js'
import { mangleFiles, together } from './mangle.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kills: { type: 'string', default: '30' },
    people: { type: 'string', default: '8000' },
    seed: { type: 'string', default: '1' },
    turn: { type: 'string' },
    of: { type: 'string', default: String(availableParallelism()) },
  },
})
const seed = Number(values.seed)
const say = (line: string) => console.log(line)

const files = Number(positionals[0] ?? 100_000)
const of = Number(values.of)

const counts = z.record(z.string(), z.number())
const answer = z.object({
  ...{ files: z.number(), rows: z.number(), slowest: z.number(), read: counts, refused: counts },
  wrong: z.array(z.string()),
})

/** A share of the files, in a process of its own: what one takes is told by the time of its processor. */
async function mangleBeside(turn: number): Promise<z.infer<typeof answer>> {
  const shared = [String(files), '--seed', String(seed), '--turn', String(turn), '--of', String(of)]
  const child = fork(import.meta.filename, shared)
  const [message] = await Promise.race([once(child, 'message'), once(child, 'exit')])
  return answer.parse(message)
}

/** All shares of the files, then the imports that are killed. @returns how many are wrong */
async function prove(): Promise<number> {
  const shares = await Promise.all(Array.from({ length: of }, (_, turn) => mangleBeside(turn)))
  const { wrong: miscounted, ...mangling } = together(shares)
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
  return torn + miscounted.length
}

if (values.turn === undefined) process.exitCode = (await prove()) > 0 ? 1 : 0
else {
  const mangling = await mangleFiles({ files, seed, turn: Number(values.turn), of }, say)
  process.send?.(mangling, () => process.disconnect())
}
