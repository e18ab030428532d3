// npm run prove:kill — kills, outages and presses, against the emulator's own truth. Figures are printed; a claim that
// does not hold ends it with a non-zero status.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HOUR } from '../../src/clock.js'
import { type CrashPlan, type CrashResult, crash } from './crash.js'
import { presses } from './presses.js'
import { SEASONS } from './seasons.js'
import { createSmallDisk } from './small-disk.js'
import { type TroublePlan, type TroubleResult, trouble } from './trouble.js'

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
  must(result.wrongCodes === 0, `${result.wrongCodes} have another’s promo code, or two (none)`)
  const { service } = result
  const served = service.sent + service.uncertain + service.failed
  if (served + service.unfinished === 0) return
  say(`  order messages: ${service.sent} sent, ${service.uncertain} without an answer, ${service.failed} refused`)
  must(
    service.unfinished + service.doubled + service.falselySent === 0,
    `of order messages ${service.unfinished} without an end, ${service.doubled} twice, ${service.falselySent} falsely sent (none)`,
  )
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
    { people: 2_000, service: 500, kills: 30, pace: PACE, seed: 7, faults: true },
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

/** With trouble on the way, people who say Stop all along, and `/health` watched. */
async function troubled(
  title: string,
  plan: Omit<TroublePlan, 'path' | 'say'>,
  check: (result: TroubleResult) => void = () => {},
  path?: string,
) {
  say(`\n${title}`)
  const result = await (path === undefined
    ? inFolder(own => trouble({ ...plan, path: own, say }))
    : trouble({ ...plan, path, say }))
  const { sent, uncertain, failed, skipped, people, stops, waits, longestUnsaid } = result
  say(
    `  ${people} people in ${result.seconds.toFixed(0)} s: ${sent} sent, ${uncertain} without an answer, ${failed} refused, ${skipped} left out after their Stop; /health waited for: ${waits.join(', ') || 'nothing'}`,
  )
  must(result.doubled === 0, `${result.doubled} people got it twice (none)`)
  must(result.falselySent === 0, `${result.falselySent} marked sent that were not (none)`)
  must(
    result.unfinished === 0 && sent + uncertain + failed + skipped === people,
    `nobody is lost: ${result.unfinished} rows without an end (none)`,
  )
  must(result.lostStops === 0, `${result.lostStops} of ${stops} Stops were lost (none)`)
  must(
    longestUnsaid < 5,
    `nothing left for ${longestUnsaid.toFixed(1)} s at most before /health was red or it went on (under 5)`,
  )
  check(result)
}

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

if (wanted('lost')) {
  const pace = 50
  await troubled(
    `Every second answer is lost for 40 s, 1,000 people at ${pace}/s`,
    {
      people: 1_000,
      pace,
      stops: 40,
      seed: 13,
      async trouble(emulator) {
        const fault = emulator.fault({ kind: 'cut', when: 'after', methods: ['send*'], probability: 0.5 })
        await pause(40_000)
        fault.clear()
      },
    },
    ({ uncertain, waits }) => {
      const bound = 10 + pace * 0.2 + 8
      must(uncertain <= bound, `${uncertain} without an answer (at most ${bound})`)
      must(waits.includes('outage'), 'it said so')
    },
  )
}

if (wanted('unheard')) {
  await troubled(
    'Another program polls for 25 s, 1,200 people at 29/s',
    {
      people: 1_200,
      pace: 29,
      // Whatever the other program takes nobody else can know of.
      stops: 0,
      seed: 17,
      async trouble(emulator) {
        const until = performance.now() + 25_000
        while (performance.now() < until) {
          await fetch(`${emulator.apiRoot}/bot${emulator.token}/getUpdates?timeout=1`).catch(() => null)
        }
      },
    },
    ({ waits, uncertain }) => {
      must(uncertain === 0, `${uncertain} without an answer (none)`)
      must(waits.includes('unheard'), 'it said so')
    },
  )
}

if (wanted('disk')) {
  const disk = createSmallDisk(48)
  if (disk === null) say('\nA full disk: not tried, because this user may not mount one (it needs root)')
  else {
    try {
      await troubled(
        'The disk is full for 15 s and freed, twice, 1,500 people at 50/s',
        {
          people: 1_500,
          pace: 50,
          stops: 60,
          seed: 19,
          async trouble() {
            for (let time = 1; time <= 2; time++) {
              disk.fill()
              await pause(15_000)
              disk.free()
              await pause(5_000)
            }
          },
        },
        ({ uncertain, waits }) => {
          must(uncertain === 0, `${uncertain} without an answer (none)`)
          must(waits.includes('disk'), 'it said so')
        },
        join(disk.folder, 'prove.db'),
      )
    } finally {
      disk.remove()
    }
  }
}

for (const [name, leaps] of [
  ['back, then ahead', [-1, 1, -8, 8, -48, 48]],
  ['ahead, then back', [1, -1, 8, -8, 48, -48]],
] as const) {
  if (!wanted('clock')) continue
  await troubled(
    `The clock is set ${name} by 1, 8 and 48 h, 700 people at 29/s`,
    {
      people: 700,
      pace: 29,
      stops: 40,
      seed: 23,
      async trouble(_emulator, clock) {
        for (const hours of leaps) {
          clock.move(clock.moved() + hours * HOUR)
          await pause(2_500)
        }
      },
    },
    ({ uncertain }) => must(uncertain === 0, `${uncertain} without an answer (none)`),
  )
}

for (const { zone, changes } of SEASONS) {
  for (const change of changes) {
    if (!wanted('season')) continue
    const begins = 10_000
    await troubled(
      `Clocks change in ${zone} at ${change} in the middle, 200 people at 15/s`,
      {
        people: 200,
        pace: 15,
        stops: 15,
        seed: 29,
        from: Date.parse(change) - begins - 5_000,
        inMs: begins,
        env: { TZ: zone, TIME_ZONE: zone },
        trouble: () => pause(3_000),
      },
      ({ uncertain }) => must(uncertain === 0, `${uncertain} without an answer (none)`),
    )
  }
}

if (failures.length > 0) process.exitCode = 1
