import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openFile } from '../../src/db/binding.js'
import { openDb } from '../../src/db/open.js'
import { packageRoot } from '../../src/db/root.js'
import { AppError } from '../../src/errors.js'
import { errors as en } from '../../src/text/en/errors.js'
import { temporaryPath } from '../support/db.js'

const QUICK = { patience: 150 }

describe('one process for a database, whatever it is called', () => {
  const names: [string, (path: string) => string][] = [
    ['its own name', path => path],
    ['a relative path', path => join(dirname(path), 'x', '..', 'test.db')],
    [
      'a symlink to the file',
      path => {
        symlinkSync(path, `${path}.link`)
        return `${path}.link`
      },
    ],
    [
      'a symlink to a symlink',
      path => {
        symlinkSync(path, `${path}.one`)
        symlinkSync('test.db.one', `${path}.two`)
        return `${path}.two`
      },
    ],
    [
      'a symlink to the folder',
      path => {
        symlinkSync(dirname(path), `${dirname(path)}-link`)
        return join(`${dirname(path)}-link`, 'test.db')
      },
    ],
    [
      'its own name, after the lock file was removed',
      path => {
        rmSync(`${path}.lock`)
        return path
      },
    ],
  ]
  if (process.platform === 'linux')
    names.push([
      'a hard link',
      path => {
        linkSync(path, `${path}.hard`)
        return `${path}.hard`
      },
    ])

  test.each(names)('by %s', async (_name, called) => {
    const path = temporaryPath()
    const first = await openDb(path)
    const other = called(path)
    await expect(openDb(other, QUICK)).rejects.toMatchObject({ code: 'database_locked' })
    await first.close()
    await (await openDb(other, QUICK)).close()
    rmSync(`${dirname(path)}-link`, { force: true })
  })

  test('a link to a file that is still to be made leads there', async () => {
    const path = temporaryPath()
    mkdirSync(join(dirname(path), 'disk'))
    symlinkSync(join('disk', 'real.db'), path)
    const db = await openDb(path)
    expect(db.path.endsWith(join('disk', 'real.db'))).toBe(true)
    await expect(openDb(join(dirname(path), 'disk', 'real.db'), QUICK)).rejects.toMatchObject({
      code: 'database_locked',
    })
    await db.close()
  })
})

describe('what is no database of ours is named in one sentence, and left as it is', () => {
  const filled = (path: string) => {
    const sqlite = openFile(path)
    sqlite.exec('create table t (a)')
    const insert = sqlite.prepare('insert into t values (?)')
    for (let i = 0; i < 50; i++) insert.run('x'.repeat(4_000))
    sqlite.close()
  }
  const cases: [string, string, (path: string) => void][] = [
    ['a folder', 'database_folder', path => mkdirSync(path)],
    ['words', 'database_foreign', path => writeFileSync(path, 'name,phone\nAnna,+371')],
    ['one byte', 'database_foreign', path => writeFileSync(path, 'x')],
    ['a garbage header', 'database_foreign', path => writeFileSync(path, Buffer.alloc(40_960, 7))],
    [
      'a garbage page after a good first line',
      'database_damaged',
      path => writeFileSync(path, Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(40_000, 255)])),
    ],
    [
      'one that was cut in the middle',
      'database_damaged',
      path => {
        filled(path)
        truncateSync(path, 8_192)
      },
    ],
    [
      'one that was cut in its first page',
      'database_damaged',
      path => {
        filled(path)
        truncateSync(path, 1_000)
      },
    ],
    [
      'one that was emptied, beside its log',
      'database_damaged',
      path => {
        writeFileSync(path, '')
        writeFileSync(`${path}-wal`, 'left')
      },
    ],
  ]

  test.each(cases)('%s', async (_name, code, make) => {
    const path = temporaryPath()
    make(path)
    const before = statSync(path).isFile() ? readFileSync(path) : null
    const error = await openDb(path, QUICK).then(
      () => null,
      thrown => thrown,
    )
    expect(error).toMatchObject({ code })
    expect(error instanceof AppError && en[error.code](error.details)).toContain(path)
    if (before !== null) expect(readFileSync(path).equals(before)).toBe(true)
  })

  test('an empty file becomes a database', async () => {
    const path = temporaryPath()
    writeFileSync(path, '')
    await (await openDb(path)).close()
  })

  test('the program ends with that sentence, without a stack', async () => {
    const path = temporaryPath()
    writeFileSync(path, 'name,phone\n')
    const child = spawn(process.execPath, [join(packageRoot(), 'dist/src/main.js')], {
      env: {
        BOT_TOKEN: `1000000:${'a'.repeat(35)}`,
        PUBLIC_URL: 'http://127.0.0.1:9',
        TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
        DATABASE_PATH: path,
        PORT: '0',
      },
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += chunk))
    const [code] = await once(child, 'close')
    expect(code).toBe(1)
    expect(said).toBe(`${en.database_foreign({ path })}\n`)
  })
})
