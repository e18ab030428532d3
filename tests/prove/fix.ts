// npm run prove:fix — kills in the middle of repairing, against the emulator's own truth. Figures are printed; a claim that
// does not hold ends it with a non-zero status. One part of it, and of that one kind: `npm run prove:fix -- disk take_back`.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HOUR, SECOND } from '../../src/clock.js'
import { type RepairPlan, repair } from './repair.js'
import { SEASONS } from './seasons.js'
import { createSmallDisk } from './small-disk.js'

const failures: string[] = []
const say = (line: string) => console.log(line)

function must(condition: boolean, what: string): void {
  say(`  ${condition ? '✓' : '✗'} ${what}`)
  if (!condition) failures.push(what)
}

const [, , only, alone] = process.argv

const kinds = (
  [
    ['link', 'A link is changed'],
    ['edit', 'A text is edited everywhere'],
    ['take_back', 'A broadcast is taken back'],
  ] as const
).filter(([kind]) => alone === undefined || kind === alone)

/** Runs it and says what came of it. */
async function section(title: string, plan: Omit<RepairPlan, 'path' | 'say'>, path?: string) {
  say(`\n${title}`)
  const folder = mkdtempSync(join(tmpdir(), 'segcast-prove-'))
  try {
    const result = await repair({ ...plan, path: path ?? join(folder, 'prove.db'), say })
    const { have, wrong, unanswered, doubled, told, seconds } = result
    say(
      `  ${seconds.toFixed(0)} s: ${have} people have it; ${wrong} not as it should be, ${unanswered} of them reported`,
    )
    must(wrong === unanswered, 'nobody has it wrong but those without an answer from Telegram, who are reported')
    must(doubled === 0, `${doubled} people got it twice (none)`)
    must(told === null || told === 1, `its end was told ${told === null ? 'at once' : `${told} times (once)`}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))
const usual = { people: 2_000, pace: 100, seed: 7 }

for (const [kind, title] of kinds) {
  if (only !== undefined && only !== 'kills') continue
  await section(`${title} while 2,000 people get it at 100/s, 8 kills −9`, { ...usual, kind, kills: 8 })
}

for (const [kind, title] of kinds) {
  if (only !== undefined && only !== 'lost') continue
  const chats = Array.from({ length: usual.people }, (_none, i) => i + 1)
  await section(`${title} while every second answer is lost for 20 s`, {
    ...usual,
    kind,
    kills: 0,
    async trouble(emulator) {
      const methods = ['send*', 'editMessage*', 'deleteMessage']
      const fault = emulator.fault({ kind: 'cut', when: 'after', methods, chats, probability: 0.5 })
      await pause(20_000)
      fault.clear()
    },
  })
}

for (const [kind, title] of kinds) {
  if (only !== undefined && only !== 'clock') continue
  // Telegram lets nothing be deleted after 48 hours, and how long that is our clock tells.
  const leaps = kind === 'take_back' ? [-1, 2, -9, 16, -8] : [-1, 2, -9, 16, -56, 96, -48]
  await section(`${title} while the clock is set back and ahead`, {
    ...usual,
    kind,
    kills: 0,
    async trouble(_emulator, clock) {
      for (const hours of leaps) {
        clock.move(clock.moved() + hours * HOUR)
        await pause(1_200)
      }
    },
  })
}

for (const { zone, changes } of SEASONS)
  for (const change of changes)
    for (const [kind, title] of kinds) {
      if (only !== undefined && only !== 'season') continue
      const people = 300
      const pace = 30
      // Half of them have it by then.
      const begins = (people / pace / 2) * SECOND + 3 * SECOND
      await section(`${title} while clocks change in ${zone} at ${change}`, {
        ...usual,
        ...{ kind, people, pace, kills: 0, from: Date.parse(change) - begins, env: { TZ: zone, TIME_ZONE: zone } },
        trouble: () => pause(5_000),
      })
    }

for (const [kind, title] of kinds) {
  if (only !== undefined && only !== 'disk') continue
  const disk = createSmallDisk(48)
  if (disk === null) {
    say('\nA full disk: not tried, because this user may not mount one (it needs root)')
    break
  }
  try {
    const trouble = async () => {
      disk.fill()
      await pause(10_000)
      disk.free()
    }
    await section(
      `${title} while the disk is full for 10 s`,
      { ...usual, kind, kills: 0, trouble },
      join(disk.folder, 'prove.db'),
    )
  } finally {
    disk.remove()
  }
}

if (failures.length > 0) process.exitCode = 1
