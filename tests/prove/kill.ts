// npm run prove:kill — kills, outages and presses, against the emulator's own truth. Figures are printed; a claim that
// does not hold ends it with a non-zero status.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CrashPlan, type CrashResult, crash } from './crash.js'
import { presses } from './presses.js'

const LATENCY_MS = 100
const TICKS_MS = 2 * 8
const COMMIT_MS = 10

const failures: string[] = []
const say = (line: string) => console.log(line)

function must(condition: boolean, what: string): void {
  say(`  ${condition ? '✓' : '✗'} ${what}`)
  if (!condition) failures.push(what)
}

async function inFolder<T>(run: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'segcast-prove-'))
  try {
    return await run(join(folder, 'prove.db'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function report(result: CrashResult): void {
  say(
    `  ${result.people} people in ${result.seconds.toFixed(0)} s: ${result.sent} sent, ${result.uncertain} without an answer (the emulator had accepted ${result.uncertainAccepted} of them), ${result.failed} refused; faults struck ${result.struck} calls`,
  )
  must(result.unfinished === 0, `${result.unfinished} rows without an end (none)`)
  must(result.sent + result.uncertain + result.failed === result.people, 'every row ended in one state')
  must(result.doubled === 0, `${result.doubled} people got it twice (none)`)
  must(result.falselySent === 0, `${result.falselySent} marked sent that were not (none)`)
}

async function section(title: string, plan: Omit<CrashPlan, 'path' | 'say'>, check: (result: CrashResult) => void) {
  say(`\n${title}`)
  const result = await inFolder(path => crash({ ...plan, path, say }))
  report(result)
  check(result)
}

const only = process.argv[2]
const wanted = (name: string) => only === undefined || only === name
const PACE = 100

if (wanted('kills')) {
  await section(
    `30 kills −9, 2,000 people at ${PACE}/s, small faults all along`,
    { people: 2_000, kills: 30, pace: PACE, seed: 7, faults: true },
    result => {
      const bound = PACE * ((LATENCY_MS + COMMIT_MS + TICKS_MS) / 1_000) + 1
      const sum = result.kills.reduce((a, b) => a + b, 0)
      must(
        result.lostToKills === sum,
        `kills made ${result.lostToKills} rows unknown; ${sum} were on their way when they struck`,
      )
      const worst = Math.max(...result.kills)
      must(
        worst <= bound,
        `the worst kill left ${worst} (at most ${bound.toFixed(1)}); mean ${(sum / result.kills.length).toFixed(1)}`,
      )
    },
  )
}

for (const kind of ['html', 'hang'] as const) {
  if (!wanted(kind)) continue
  const name = kind === 'html' ? '502 pages' : 'silence'
  await section(
    `60 s of ${name} in the middle, 1,500 people at 29/s`,
    { people: 1_500, kills: 0, pace: 29, seed: 11, faults: false, outage: { kind, ms: 60_000 } },
    result => {
      must(result.uncertain <= 2 * 29 + 5, `${result.uncertain} without an answer (at most ${2 * 29 + 5})`)
      must(result.sent + result.uncertain === result.people, 'the rest was sent without a hand')
    },
  )
}

if (wanted('presses')) {
  say('\n20 kills −9 while 500 people press Stop')
  const result = await inFolder(path => presses({ path, people: 500, kills: 20, seed: 3, say }))
  say(
    `  ${result.confirmed} presses were confirmed, ${result.unconfirmed} were not; ${result.stopped} people are stopped`,
  )
  must(result.missing === 0, `${result.missing} confirmed presses are not in the history (none)`)
  must(result.confirmed > 0, 'presses were confirmed at all')
}

if (failures.length > 0) process.exitCode = 1
