// npm run prove:winners — kills −9 while two versions are tried, the better one is found, and it goes to the others, against the
// emulator's own truth. Figures are printed; a claim that does not hold ends it with a non-zero status.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { winners } from './winners.js'

const KILLS = Number(process.argv[2] ?? 30)
const BROADCASTS = Number(process.argv[3] ?? 30)
const PEOPLE = Number(process.argv[4] ?? 240)

const failures: string[] = []
function must(condition: boolean, what: string): void {
  console.log(`  ${condition ? '✓' : '✗'} ${what}`)
  if (!condition) failures.push(what)
}

const folder = mkdtempSync(join(tmpdir(), 'segcast-winners-'))
try {
  console.log(`\n${KILLS} kills −9 while ${BROADCASTS} broadcasts try two versions on ${PEOPLE} people`)
  const plan = { path: join(folder, 'prove.db'), broadcasts: BROADCASTS, people: PEOPLE, kills: KILLS, seed: 14 }
  const result = await winners(plan)
  const { rows, sent, uncertain, decided, struck } = result
  console.log(`  ${rows} rows: ${sent} sent, ${uncertain} without an answer`)
  console.log(`  decided: ${decided.better} better, ${decided.few} too few to say, ${decided.same} no matter`)
  const states = Object.entries(struck).map(([state, n]) => `${n} ${state}`)
  console.log(`  struck by kills: ${states.join(', ')}; ${result.lostToKills} messages on their way`)
  must(rows === BROADCASTS * PEOPLE, `everybody has one row of every broadcast (${BROADCASTS * PEOPLE})`)
  must(result.unfinished === 0, `${result.unfinished} rows without an end or a version (none)`)
  must(result.doubled === 0, `${result.doubled} got a broadcast twice, or two versions (none)`)
  must(result.falselySent === 0, `${result.falselySent} marked sent that were not (none)`)
  must(result.wrongVersion === 0, `${result.wrongVersion} of the others have not the version decided on (none)`)
  must(result.undecided === 0, `${result.undecided} trials not decided, or judged twice (none)`)
  must(uncertain === result.lostToKills, `${uncertain} without an answer, as many as kills cut off`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

if (failures.length > 0) {
  console.log(`\n${failures.length} claims do not hold`)
  process.exitCode = 1
}
