// npm run prove:fix — kills in the middle of mending, against the emulator's own truth. Figures are printed; a claim that
// does not hold ends it with a non-zero status.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mend } from './mend.js'

const failures: string[] = []
const say = (line: string) => console.log(line)

function must(condition: boolean, what: string): void {
  say(`  ${condition ? '✓' : '✗'} ${what}`)
  if (!condition) failures.push(what)
}

const kinds = [
  ['link', 'A link is changed'],
  ['edit', 'A text is edited everywhere'],
  ['take_back', 'A broadcast is taken back'],
] as const

for (const [kind, title] of kinds) {
  say(`\n${title} while 2,000 people get it at 100/s, 8 kills −9`)
  const folder = mkdtempSync(join(tmpdir(), 'segcast-prove-'))
  try {
    const path = join(folder, 'prove.db')
    const result = await mend({ path, kind, people: 2_000, kills: 8, pace: 100, seed: 7, say })
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

if (failures.length > 0) process.exitCode = 1
