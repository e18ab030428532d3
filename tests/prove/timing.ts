// npm run prove:timing — every zone × daily, weekly and monthly × hours at which clocks change, over three years, against another
// calendar library.
import { nextRuns } from '../../src/delivery/campaign/repeat/rhythm.js'
import type { Rhythm } from '../../src/delivery/campaign/terms.js'
import { calendarRuns, ZONES } from '../delivery/campaign/calendar.js'

const START = Date.UTC(2026, 10, 24, 12)
const MINUTES = [0, 150, 600]

const rhythmsAt = (minute: number): { rhythm: Rhythm; runs: number }[] => [
  { rhythm: { kind: 'daily', minute, own: false }, runs: 3 * 365 },
  { rhythm: { kind: 'weekly', days: [1, 4, 7], minute, own: false }, runs: 3 * 52 * 3 },
  ...[1, 15, 29, 30, 31].map(day => ({ rhythm: { kind: 'monthly' as const, day, minute, own: false }, runs: 36 })),
]

let compared = 0
let wrong = 0
for (const zone of ZONES) {
  for (const { rhythm, runs } of MINUTES.flatMap(rhythmsAt)) {
    const found = nextRuns({ rhythm, to: { kind: 'everybody' } }, { kind: 'never' }, zone, START, runs)
    const expected = calendarRuns(rhythm, zone, START, runs)
    compared += runs
    const at = expected.findIndex((moment, i) => found[i] !== moment)
    if (at < 0 && found.length === expected.length) continue
    wrong++
    console.error(zone, JSON.stringify(rhythm), 'run', at, found[at], expected[at])
  }
}
console.log(`${compared} runs in ${ZONES.length} zones compared, ${wrong} rhythms differ`)
process.exitCode = wrong === 0 ? 0 : 1
