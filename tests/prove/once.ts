// npm run prove:once [-- words of deeds … --troubles cut,504,… --part 1/4 --at-once 6 --processes] — every deed × every trouble that
// makes a handler run twice, against the same deed without trouble. `--part 1/4`: every fourth deed, from the first on.
// `--processes`: kills are kills of real processes. The list is printed; a deed that happens twice, a filter that fits
// nothing, or a trouble that there is none of ends it with a non-zero status.

import { parseArgs } from 'node:util'
import { z } from 'zod'
import { difference, type Trace, takenIn } from './once-trace.js'
import type { Subject } from './subjects/scene.js'
import { subjects } from './subjects.js'
import { isInside, type Setting, setting, type Trouble, template, trace, troubles } from './twice.js'

const { values, positionals: only } = parseArgs({
  options: {
    troubles: { type: 'string', default: troubles.join(',') },
    part: { type: 'string', default: '1/1' },
    processes: { type: 'boolean', default: false },
    // Most of a case is waiting for calm.
    'at-once': { type: 'string', default: '6' },
  },
  allowPositionals: true,
})
const chosen = z.array(z.enum(troubles)).parse(values.troubles.split(','))
const atOnce = z.coerce.number().int().positive().parse(values['at-once'])
const [part, parts] = z.tuple([z.coerce.number().int(), z.coerce.number().int()]).parse(values.part.split('/'))
const nothing = only.filter(words => !subjects.some(({ name }) => name.includes(words)))
if (nothing.length > 0) throw new Error(`no deed is called so: ${nothing.join(', ')}`)
const wanted = subjects
  .filter(({ name }) => only.length === 0 || only.some(words => name.includes(words)))
  .filter((_deed, i) => i % parts === part - 1)
if (wanted.length === 0) throw new Error('there is no such part')

/** Of each trouble: how many deeds it met, and how many of them did not happen once. */
const sums = new Map<string, { deeds: number; faults: number }>()
const spared: string[] = []
const { folder, drop } = await template(Date.now())
try {
  const left = wanted[Symbol.iterator]()
  const work = async () => {
    for (const subject of left) {
      const results = await resultsOf(subject).catch(error => [report('prepared', [String(error)])])
      console.log(`${subject.name}: ${results.join(' · ')}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
} finally {
  drop()
}
for (const why of spared) console.log(`not struck: ${why}`)
for (const [what, { deeds, faults }] of sums) console.log(`${what}: ${deeds} deeds, ${faults} faults`)
const faults = [...sums.values()].reduce((n, sum) => n + sum.faults, 0)
const { user, system } = process.cpuUsage()
console.log(
  `${wanted.length} deeds: ${faults === 0 ? 'each happened once' : `${faults} did not happen once`}; ${Math.round((user + system) / 1e6)} s of processor`,
)
if (faults > 0) process.exitCode = 1

async function resultsOf(subject: Subject): Promise<string[]> {
  // A question waits for its answer for an hour, and a whole run may take longer.
  const set = await setting(folder, subject, Date.now())
  try {
    return await (subject.meanwhile === undefined ? tried(set) : besides(set))
  } finally {
    set.drop()
  }
}

/** A colleague comes between only where the product ends and begins again. */
async function besides(set: Setting): Promise<string[]> {
  const results: string[] = []
  for (const trouble of chosen.filter(trouble => trouble === 'killAfter' || trouble === 'redelivered')) {
    const found = await attempt(set, trouble, false)
    results.push(report(trouble, 'failed' in found ? found.failed : difference(found.meanwhile ?? found, found)))
  }
  return results
}

async function tried(set: Setting): Promise<string[]> {
  const { subject, prepared } = set
  const once = await trace(set, { trouble: null, again: false })
  const done = difference(prepared, once)
  // That it was done is written by all; what it was is not in that. What does nothing at all would stand every trouble.
  const real = once.sent > 0 || done.some(where => subject.unseen === true || !where.startsWith('table audit_log'))
  const results = [
    subject.leads === true
      ? report('leads on', difference(prepared, once, true))
      : report('done', real ? [] : ['nothing happened']),
  ]
  // What could not be done at all is no measure for the rest.
  if (subject.leads !== true && !real) return results
  // Each is followed by another press of the same button.
  let expected: Trace = once
  for (const trouble of [null, ...chosen]) {
    if (trouble !== null && isInside(trouble) && !once.begun) {
      spared.push(`${subject.name}, ${trouble}: no deed is begun`)
      continue
    }
    const found = await attempt(set, trouble, true, once.popUp)
    if ('failed' in found) results.push(report(trouble ?? 'pressed again', found.failed))
    else if (found.spared) spared.push(`${subject.name}, ${trouble}: nothing is answered`)
    else {
      if (trouble === null && subject.counts === true) expected = found
      const told = subject.shows === true && difference(prepared, found).length === 0
      results.push(report(trouble ?? 'pressed again', told ? [] : differenceOf(subject, expected, found)))
    }
  }
  return results
}

function differenceOf({ taken }: Subject, expected: Trace, found: Trace): string[] {
  return taken === true ? difference(takenIn(expected), takenIn(found)) : difference(expected, found)
}

function attempt(set: Setting, trouble: Trouble | null, again: boolean, popUp = false) {
  const trial = { trouble, again, popUp, processes: values.processes }
  return trace(set, trial).catch((error: unknown) => ({ failed: [String(error)] }))
}

function report(what: string, differences: string[]): string {
  const sum = sums.get(what) ?? { deeds: 0, faults: 0 }
  sums.set(what, { deeds: sum.deeds + 1, faults: sum.faults + (differences.length > 0 ? 1 : 0) })
  return differences.length === 0 ? `${what} ✓` : `${what} ✗\n    ${differences.join('\n    ').slice(0, 1_500)}\n `
}
