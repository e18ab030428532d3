/**
 * npm run prove:import: 30 imports that are killed at any slice of them, of their cancel or of their undo (`-- --kills 100
 * --people 20000 --seed 7`). Each is as if it had not begun, or completed, after the next start; undone, the database is row
 * by row what it was.
 */
import { parseArgs } from 'node:util'
import { killImports } from './import-kills.js'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '30' },
    people: { type: 'string', default: '8000' },
    seed: { type: 'string', default: '1' },
  },
})
const { ended, slices, wrong } = await killImports(
  { kills: Number(values.kills), people: Number(values.people), seed: Number(values.seed) },
  line => console.log(line),
)
console.log(`ended: ${JSON.stringify(ended)}; ${slices} were killed with some of their rows in the database`)
for (const line of wrong) console.log(`  ✗ ${line}`)
console.log(wrong.length === 0 ? '  ✓ each is whole or never was, and undone nothing of it is left' : '')
if (wrong.length > 0) process.exitCode = 1
