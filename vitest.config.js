import { mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const MEMORY = '/dev/shm'

// Tests run compiled: `tsc` first, then the runner on its output, so what is tested is what ships.
export default defineConfig({
  test: {
    include: ['dist/tests/**/*.test.js'],
    pool: 'forks',
    isolate: false,
    server: { deps: { external: [/\/dist\/(src|bench)\//] } },
    env: { TMPDIR: temporaryFolder() },
    // No test may fail because its machine is slow: a wait ends by a limit of its own, far beyond what it takes, and says for what.
    testTimeout: 900_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
    // Journeys mostly wait for a server or a browser: two workers for each core of a small machine keep it busy.
    maxWorkers: 4,
  },
})

/**
 * A folder for all temporary files, which goes with this process whatever became of the tests: in memory where there is a
 * gigabyte of it (a container may give 64 MB). Nothing is proved by a real disk's waiting, which costs a commit the most.
 */
function temporaryFolder() {
  const folder = mkdtempSync(join(hasRoom(MEMORY) ? MEMORY : tmpdir(), 'segcast-tests-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** @param {string} folder */
function hasRoom(folder) {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize > 2 ** 30
  } catch {
    return false
  }
}
