import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { bindingFor } from '../../src/db/binding.js'
import { packageRoot } from '../../src/db/root.js'

test.each([
  ['20.19.0', 'better-sqlite3-12'],
  ['20.20.2', 'better-sqlite3-12'],
  ['22.14.0', 'better-sqlite3-13'],
  ['24.21.0', 'better-sqlite3-13'],
  ['26.10.0', 'better-sqlite3-13'],
])('Node %s has %s', (node, name) => {
  expect(bindingFor(node)).toBe(name)
})

test('without SQLite for this Node a start says so in one sentence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'segcast-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const file of ['db/binding.js', 'errors.js']) cpSync(join(packageRoot(), 'dist/src', file), join(folder, file))
  cpSync(join(packageRoot(), 'package.json'), join(folder, 'package.json'))
  const script =
    "import { openFile } from './db/binding.js'; try { openFile(':memory:') } catch (error) { console.log(error.code, error.details.node) }"
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: folder,
    encoding: 'utf8',
  })
  expect(stdout.trim()).toBe(`sqlite_missing ${process.versions.node}`)
})
