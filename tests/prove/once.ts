// npm run prove:once [-- words of deeds … --troubles cut,504,…] — every deed × every trouble that makes a handler run twice, against the same
// deed without trouble. The list is printed; a deed that happens twice ends it with a non-zero status.

import { parseArgs } from 'node:util'
import type { Subject } from './subjects/scene.js'
import { subjects } from './subjects.js'
import { difference, template, trace, troubles } from './twice.js'

/** Most of a case is waiting for calm. */
const AT_ONCE = 3

const { values, positionals: only } = parseArgs({ options: { troubles: { type: 'string' } }, allowPositionals: true })
const chosen = troubles.filter(trouble => values.troubles?.split(',').includes(trouble) ?? true)
const wanted = subjects.filter(({ name }) => only.length === 0 || only.some(words => name.includes(words)))
const { path, drop } = await template(Date.now())
let cases = 0
let failures = 0
try {
  const left = wanted[Symbol.iterator]()
  const work = async () => {
    for (const subject of left) console.log(`${subject.name}: ${(await resultsOf(subject)).join(' · ')}`)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
} finally {
  drop()
}
console.log(
  `${wanted.length} deeds, ${cases} cases: ${failures === 0 ? 'each happened once' : `${failures} did not happen once`}`,
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
  const twice = await trace(path, subject, { trouble: null, again: true, at })
  // What does nothing at all would stand every trouble.
  const done = difference(once.prepared, once)
  const results = [
    `done ${report(done.length > 0 ? [] : ['nothing happened'])}`,
    `pressed again ${report(difference(once, twice))}`,
  ]
  for (const trouble of chosen) {
    const differences = await trace(path, subject, { trouble, again: true, at }).then(
      found => difference(once, found),
      error => [String(error)],
    )
    results.push(`${trouble} ${report(differences)}`)
  }
  return results
}

function report(differences: string[]): string {
  cases++
  if (differences.length === 0) return '✓'
  failures++
  return `✗\n    ${differences.join('\n    ').slice(0, 1_500)}\n `
}
