// npm run check:nodes [-- --nodes 20,22,24,26 --parts install,suite,demo,soak --statements N --tests FILTER] — the last
// commit on every Node that README names: a clone of its own, `npm ci`, the suite, the demo's story, and an hour's worth
// of statements collected under load. Each Node comes from the npm package `node`. Prints a table; the status is 1 when
// anything failed, and then the logs stay where it says.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { packageRoot } from '../../src/db/root.js'

const parts = ['install', 'suite', 'demo', 'soak'] as const
type Part = (typeof parts)[number]

const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '20,22,24,26' },
    parts: { type: 'string', default: parts.join(',') },
    statements: { type: 'string' },
    tests: { type: 'string' },
  },
})
const nodes = values.nodes.split(',')
const wanted = z.array(z.enum(parts)).parse(values.parts.split(','))
const folder = mkdtempSync(join(tmpdir(), 'segcast-nodes-'))

/** What one step came to. */
type Result = { ok: boolean; seconds: number; said: string }

async function run(log: string, cwd: string, env: NodeJS.ProcessEnv, command: readonly string[]): Promise<Result> {
  const started = performance.now()
  const [name = '', ...args] = command
  const child = spawn(name, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' })
  const file = createWriteStream(log, { flags: 'a' })
  let last = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.pipe(file, { end: false })
    stream.on('data', (chunk: Buffer) => {
      last = (last + chunk.toString()).slice(-2_000)
    })
  }
  const [code, signal] = await once(child, 'close')
  file.end()
  const said = last.trim().split('\n').at(-1) ?? ''
  const ok = code === 0
  return {
    ok,
    seconds: (performance.now() - started) / 1_000,
    said: ok ? said : `${signal ?? `code ${code}`}: ${said}`,
  }
}

/** The folder whose `node` this is, and the headers beside it. */
function findNode(home: string): { bin: string; headers: string } {
  const files = readdirSync(home, { recursive: true, encoding: 'utf8' })
  const header = files.find(name => /include[\\/]node[\\/]node_version\.h$/.test(name))
  if (header === undefined) throw new Error('the npm package node holds no headers')
  const bin = join(home, 'node_modules', 'node', 'bin')
  if (!existsSync(bin)) throw new Error('the npm package node holds no program')
  return { bin, headers: join(home, header, '..', '..', '..') }
}

async function check(node: string): Promise<{ version: string; results: Map<Part, Result> }> {
  const home = join(folder, node)
  const checkout = join(home, 'checkout')
  const log = (part: string) => join(home, `${part}.log`)
  mkdirSync(home)
  writeFileSync(join(home, 'package.json'), '{"private":true}')
  const fetched = await run(log('node'), home, process.env, [
    'npm',
    'install',
    '--no-audit',
    '--no-fund',
    `node@${node}`,
  ])
  if (!fetched.ok) throw new Error(`Node ${node} could not be fetched: ${fetched.said}`)
  const { bin, headers } = findNode(home)
  execFileSync('git', ['clone', '--quiet', '--local', packageRoot(), checkout])
  const env = {
    ...process.env,
    PATH: [bin, process.env['PATH']].join(delimiter),
    npm_config_nodedir: headers,
    NO_COLOR: '1',
    PORT: '0',
  }
  const version = execFileSync(join(bin, 'node'), ['-v'], { encoding: 'utf8' }).trim()
  const steps: Record<Part, readonly (readonly string[])[]> = {
    install: [
      ['npm', 'ci', '--no-audit', '--no-fund'],
      ['npm', 'run', '-s', 'build'],
    ],
    suite: [['npx', 'vitest', 'run', ...(values.tests === undefined ? [] : values.tests.split(','))]],
    demo: [['npm', 'run', 'demo', '--', '--exit']],
    soak: [
      [
        'node',
        '--expose-gc',
        'dist/tests/prove/soak.js',
        ...(values.statements === undefined ? [] : ['--statements', values.statements]),
      ],
    ],
  }
  const results = new Map<Part, Result>()
  for (const part of parts) {
    if (part !== 'install' && !wanted.includes(part)) continue
    let seconds = 0
    for (const command of steps[part]) {
      const result = await run(log(part), checkout, env, command)
      seconds += result.seconds
      results.set(part, { ...result, seconds })
      if (!result.ok) break
    }
    const result = results.get(part)
    console.log(
      `${version} ${part}: ${result?.ok ? 'well' : 'FAILED'} in ${seconds.toFixed(0)} s ${result?.said ?? ''}`,
    )
    // Nothing can be tried on what was not installed.
    if (part === 'install' && !result?.ok) break
  }
  return { version, results }
}

let failed = false
const lines: string[] = []
for (const node of nodes) {
  const { version, results } = await check(node)
  const cells = parts.map(part => {
    const result = results.get(part)
    if (result === undefined) return '–'.padStart(12)
    failed ||= !result.ok
    return `${result.ok ? '✓' : '✗'} ${result.seconds.toFixed(0)} s`.padStart(12)
  })
  lines.push(version.padEnd(12) + cells.join(''))
}
console.log(`\n${'Node'.padEnd(12)}${parts.map(part => part.padStart(12)).join('')}`)
for (const line of lines) console.log(line)
if (failed) {
  console.log(`\nThe logs are in ${folder}`)
  process.exitCode = 1
} else rmSync(folder, { recursive: true, force: true })
