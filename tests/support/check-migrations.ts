// Fails when the schema has changed and no migration says so.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { packageRoot } from '../../src/db/root.js'

const root = packageRoot()
const copy = mkdtempSync(join(tmpdir(), 'segcast-migrations-'))
try {
  cpSync(join(root, 'drizzle'), copy, { recursive: true })
  const before = readdirSync(copy).length
  execFileSync(
    process.execPath,
    [
      join(root, 'node_modules/drizzle-kit/bin.cjs'),
      'generate',
      '--dialect=sqlite',
      '--schema=./src/db/schema/**/*.ts',
      `--out=${relative(root, copy)}`,
    ],
    { cwd: root, stdio: 'pipe' },
  )
  if (readdirSync(copy).length !== before) {
    console.error('The schema has changed without a migration: run `npm run db:generate` and commit what it writes.')
    process.exitCode = 1
  } else console.log('Migrations are current.')
} finally {
  rmSync(copy, { recursive: true, force: true })
}
