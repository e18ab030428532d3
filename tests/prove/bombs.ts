/**
 * npm run prove:bombs: files that are made to break whoever reads them, each in the child that reads what people send. Each
 * is refused in one sentence (or read), while the child stays under its cap. Then the parent is killed: its child goes too.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  createWriteStream,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { ZipFile } from 'yazl'
import { lookAt } from '../../src/crm/reading.js'
import { MEMORY_MB } from '../../src/crm/reading-limits.js'
import { isAppError } from '../../src/errors.js'
import { workbookParts } from '../crm/table/made.js'

const MB = 1_024 * 1_024
/** What the watch may miss between two looks. */
const SLACK_MB = 100

type Bomb = { name: string; code: string | null; write(path: string): Promise<void> }

function* repeated(before: string, piece: string, times: number, after: string): Generator<string> {
  const many = piece.repeat(1_000)
  yield before
  for (let left = times; left > 0; left -= 1_000) yield left >= 1_000 ? many : piece.repeat(left)
  yield after
}

/** Text that hardly packs. */
function* noise(before: string, megabytes: number, after: string): Generator<string> {
  yield before
  for (let i = 0; i < megabytes * 8; i += 1) {
    let text = ''
    while (text.length < MB / 8) text += Math.random().toString(36).slice(2)
    yield text
  }
  yield after
}

/** A workbook in which some parts are as given. */
async function writeBook(path: string, given: Readonly<Record<string, () => Iterable<string>>>): Promise<void> {
  const zip = new ZipFile()
  const parts = workbookParts([{ name: 'a', rows: '<row><c t="s"><v>0</v></c></row><row><c><v>1</v></c></row>' }], {
    strings: ['id'],
  })
  for (const [name, content] of Object.entries(parts)) {
    if (given[name] === undefined) zip.addBuffer(Buffer.from(content), name)
  }
  for (const [name, content] of Object.entries(given)) zip.addReadStream(Readable.from(content()), name)
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
}

async function writeText(path: string, pieces: Iterable<string>): Promise<void> {
  const file = openSync(path, 'w')
  for (const piece of pieces) writeSync(file, piece)
  closeSync(file)
}

const SHEET = 'xl/worksheets/sheet1.xml'
const STRINGS = 'xl/sharedStrings.xml'
const [BEFORE, AFTER] = ['<worksheet><sheetData>', '</sheetData></worksheet>']
const ROW = '<row><c t="inlineStr"><is><t>id</t></is></c></row>'

const BOMBS: readonly Bomb[] = [
  {
    name: 'a sheet of 2 GB of blanks',
    code: 'file_bomb',
    write: path => writeBook(path, { [SHEET]: () => repeated(BEFORE, ' '.repeat(1_024), 2_000_000, AFTER) }),
  },
  {
    name: 'a sheet of 310 MB that packs as sheets do',
    code: 'file_bomb',
    write: path => writeBook(path, { [SHEET]: () => noise(`${BEFORE}<!--`, 310, `-->${AFTER}`) }),
  },
  {
    name: '80 MB of shared texts',
    code: 'file_bomb',
    write: path => writeBook(path, { [STRINGS]: () => noise('<sst><si><t>', 80, '</t></si></sst>') }),
  },
  {
    name: '3,600,000 shared texts of one letter, each with a style',
    code: null,
    write: path =>
      writeBook(path, {
        [STRINGS]: () => repeated('<sst>', '<si><t>ж</t></si>', 3_600_000, '</sst>'),
        'xl/media/a': () => noise('', 2, ''),
      }),
  },
  {
    name: 'one cell of 250 MB',
    code: 'file_too_heavy',
    write: path =>
      writeBook(path, {
        [SHEET]: () => noise(`${BEFORE}${ROW}<row><c t="inlineStr"><is><t>`, 250, `</t></is></c></row>${AFTER}`),
      }),
  },
  {
    name: 'a tag of 250 MB',
    code: 'file_too_heavy',
    write: path => writeBook(path, { [SHEET]: () => noise(`${BEFORE}${ROW}<row r="`, 250, `"/>${AFTER}`) }),
  },
  {
    name: 'a row of 2,000,000 cells',
    code: 'file_too_wide',
    write: path =>
      writeBook(path, {
        [SHEET]: () => repeated(`${BEFORE}${ROW}<row>`, '<c><v>1</v></c>', 2_000_000, `</row>${AFTER}`),
        'xl/media/a': () => noise('', 2, ''),
      }),
  },
  {
    name: '10,000 parts',
    code: 'file_bomb',
    write: path =>
      writeBook(path, Object.fromEntries(Array.from({ length: 10_000 }, (_none, i) => [`${i}.xml`, () => ['x']]))),
  },
  {
    name: 'tags within tags, 5,000,000 of them',
    code: 'file_broken',
    write: path =>
      writeBook(path, {
        [SHEET]: () => repeated(`${BEFORE}${ROW}<row><c><v>1</v></c></row>`, '<a>', 5_000_000, AFTER),
        'xl/media/a': () => noise('', 2, ''),
      }),
  },
  { name: '300 MB of text in one line', code: 'file_not_a_table', write: path => writeText(path, noise('', 300, '')) },
  {
    name: '300 MB within a quote that nothing closes',
    code: null,
    write: path => writeText(path, repeated('id;name\n1;"', `Anna;${'Riga '.repeat(200)}\n`, 300_000, '')),
  },
  {
    name: '300 MB of semicolons',
    code: 'file_too_wide',
    write: path => writeText(path, repeated('', ';', 300_000_000, '')),
  },
  {
    name: 'JSON with a text of 300 MB',
    code: 'file_broken',
    write: path => writeText(path, noise('[{"a":"', 300, '"}]')),
  },
  {
    name: 'JSON of 100,000,000 brackets',
    code: 'file_broken',
    write: path => writeText(path, repeated('', '[', 100_000_000, '')),
  },
  {
    name: 'a page of cells that reach over all others',
    code: null,
    write: path =>
      writeText(
        path,
        repeated('<table><tr><td>id<td>b</tr>', '<tr><td rowspan=1000 colspan=1000>1</tr>', 20_000, '</table>'),
      ),
  },
  {
    name: 'a page of tags that nothing closes',
    code: 'file_broken',
    write: path => writeText(path, repeated('<table><tr><td>id', '<b>', 5_000_000, '')),
  },
  { name: 'a page of one tag', code: 'file_too_heavy', write: path => writeText(path, noise('<html><', 200, '>')) },
]

/** The most that a child of ours has taken so far, MB; 0 where there is none. */
function mostOf(parent: number): number {
  let most = 0
  for (const pid of childrenOf(parent)) {
    const status = statusOf(pid)
    most = Math.max(most, Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1_024)
  }
  return most
}

function childrenOf(parent: number): number[] {
  const mine = new RegExp(`^PPid:\\s+${parent}$`, 'm')
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && mine.test(statusOf(Number(name))))
    .map(Number)
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return ''
  }
}

const beside = { shop: { country: null, currency: null }, remembered: () => null }

async function tryBomb(path: string): Promise<{ said: string; most: number; seconds: number }> {
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, mostOf(process.pid))
  }, 20)
  const began = performance.now()
  try {
    const look = await lookAt(path, beside)
    return { said: `${look.rows} rows of ${look.table.container}`, most, seconds: (performance.now() - began) / 1_000 }
  } catch (error) {
    if (!isAppError(error)) throw error
    return { said: error.code, most, seconds: (performance.now() - began) / 1_000 }
  } finally {
    clearInterval(watch)
  }
}

const [, , role, subject] = process.argv
if (role === 'parent') await lookAt(subject ?? '', beside)
else {
  const folder = mkdtempSync(join(tmpdir(), 'segcast-bombs-'))
  try {
    for (const { name, code, write } of BOMBS) {
      const path = join(folder, 'bomb')
      await write(path)
      const { said, most, seconds } = await tryBomb(path)
      const well = (code === null || said === code) && most < MEMORY_MB + SLACK_MB
      if (!well) process.exitCode = 1
      console.log(`${well ? '✓' : '✗'} ${name}: ${said}, ${most.toFixed(0)} MB at most, ${seconds.toFixed(1)} s`)
      rmSync(path)
    }
    const path = join(folder, 'large')
    await writeText(path, repeated('id;phone\n', '700000001;+37120000001\n', 1_000_000, ''))
    const parent = fork(import.meta.filename, ['parent', path])
    const child = await childOf(parent)
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    for (let i = 0; i < 100 && statusOf(child) !== ''; i += 1) await wait(20)
    const gone = statusOf(child) === ''
    if (!gone) process.exitCode = 1
    console.log(`${gone ? '✓' : '✗'} a child whose parent is killed goes too`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function childOf(parent: ChildProcess): Promise<number> {
  for (;;) {
    const [child] = parent.pid === undefined ? [] : childrenOf(parent.pid)
    if (child !== undefined) return child
    await wait(10)
  }
}
