import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { readMangled, specs } from './mangled.js'

const BATCH = 1_000

/** What many mangled files came to: read ones by container, refused ones by code, the slowest, and what went wrong. */
export type Mangling = {
  files: number
  read: Record<string, number>
  refused: Record<string, number>
  rows: number
  slowest: number
  wrong: string[]
}

/** Which mangled files: of all their thousands each `of`th from `turn` on, so that processes share them. */
export type Share = { files: number; seed: number; turn?: number; of?: number }

/**
 * Makes and reads mangled files, a thousand from each seed on; every fiftieth is written down as well.
 * @param say told of every batch
 */
export async function mangleFiles(
  { files, seed, turn = 0, of = 1 }: Share,
  say: (line: string) => void = () => undefined,
): Promise<Mangling> {
  const folder = mkdtempSync(join(tmpdir(), 'segcast-mangled-'))
  const result: Mangling = { files: 0, read: {}, refused: {}, rows: 0, slowest: 0, wrong: [] }
  const count = (counts: Record<string, number>, name: string) => (counts[name] = (counts[name] ?? 0) + 1)
  const one = fc.asyncProperty(specs, async spec => {
    result.files += 1
    const path = join(folder, String(result.files))
    const { fault, container, refusal, rows, seconds } = await readMangled(spec, path, result.files % 50 === 0)
    for (const suffix of ['', '.scratch']) rmSync(`${path}${suffix}`, { force: true })
    result.rows += rows
    result.slowest = Math.max(result.slowest, seconds)
    if (refusal !== null) count(result.refused, refusal)
    else if (container !== null) count(result.read, container)
    if (fault !== null) throw new Error(fault)
  })
  try {
    for (let done = turn * BATCH; done < files; done += of * BATCH) {
      const run = await fc.check(one, { numRuns: Math.min(BATCH, files - done), seed: seed + done / BATCH })
      if (run.failed) result.wrong.push(`${run.errorInstance}\n${await fc.asyncDefaultReportMessage(run)}`)
      say(`${result.files} files, ${result.rows} rows, ${result.wrong.length} wrong`)
    }
    return result
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What shares of the files came to, together. */
export function together(shares: readonly Mangling[]): Mangling {
  const whole: Mangling = { files: 0, read: {}, refused: {}, rows: 0, slowest: 0, wrong: [] }
  for (const { files, read, refused, rows, slowest, wrong } of shares) {
    whole.files += files
    whole.rows += rows
    whole.slowest = Math.max(whole.slowest, slowest)
    whole.wrong.push(...wrong)
    for (const [name, n] of Object.entries(read)) whole.read[name] = (whole.read[name] ?? 0) + n
    for (const [name, n] of Object.entries(refused)) whole.refused[name] = (whole.refused[name] ?? 0) + n
  }
  return whole
}
