// npm run prove:once [-- words of deeds … --troubles cut,504,… --at-once 3] — every deed × every trouble that makes a handler run twice, against the same
// deed without trouble. The list is printed; a deed that happens twice ends it with a non-zero status.

import { parseArgs } from 'node:util'
import type { Subject } from './subjects/scene.js'
import { subjects } from './subjects.js'
import { difference, template, trace, troubles } from './twice.js'

const { values, positionals: only } = parseArgs({
  // Most of a case is waiting for calm.
  options: { troubles: { type: 'string' }, 'at-once': { type: 'string', default: '6' } },
  allowPositionals: true,
})
const chosen = troubles.filter(trouble => values.troubles?.split(',').includes(trouble) ?? true)
const wanted = subjects.filter(({ name }) => only.length === 0 || only.some(words => name.includes(words)))
const { path, drop } = await template(Date.now())
let cases = 0
let failures = 0
try {
  const left = wanted[Symbol.iterator]()
  const work = async () => {
    for (const subject of left) {
      const results = await resultsOf(subject).catch(error => [report([String(error)])])
      console.log(`${subject.name}: ${results.join(' · ')}`)
    }
  }
  await Promise.all(Array.from({ length: Number(values['at-once']) }, work))
} finally {
  drop()
}
console.log(
  `${wanted.length} deeds × ${chosen.length} troubles, ${cases} cases: ${failures === 0 ? 'each happened once' : `${failures} did not happen once`}`,
)
if (failures > 0) process.exitCode = 1

async function resultsOf(subject: Subject): Promise<string[]> {
  // A question waits for its answer for an hour, and a whole run may take longer.
  const at = Date.now()
  if (subject.meanwhile !== undefined) {
    const found = await trace(path, subject, { trouble: 'killAfter', again: false, at })
    return [`killAfter ${report(difference(found.meanwhile ?? found, found))}`]
  }
  const once = await trace(path, subject, { trouble: null, again: false, at })
  // What does nothing at all would stand every trouble.
  const done = difference(once.prepared, once)
  // That it was done is written by all; what it was is not in that.
  const real = once.sent > 0 || done.some(where => subject.unseen === true || !where.startsWith('table audit_log'))
  if (subject.leads === true) return [`leads on ${report(done)}`]
  const results = [`done ${report(real ? [] : ['nothing happened'])}`]
  // Each is followed by another press of the same button.
  for (const trouble of [null, ...chosen]) {
    const differences = await trace(path, subject, { trouble, again: true, at }).then(
      found => {
        const differences = difference(once, found)
        const told = subject.shows === true && difference(once.prepared, found).length === 0
        return told ? [] : differences
      },
      error => [String(error)],
    )
    results.push(`${trouble ?? 'pressed again'} ${report(differences)}`)
  }
  return results
}

function report(differences: string[]): string {
  cases++
  if (differences.length === 0) return '✓'
  failures++
  return `✗\n    ${differences.join('\n    ').slice(0, 1_500)}\n `
}
