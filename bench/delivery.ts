// npm run bench:delivery — our engine beside peers and a bare loop, on the same stub in the same run.
import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { packageRoot } from '../src/db/root.js'

const resultSchema = z.object({ seconds: z.number(), cpuMs: z.number(), failed: z.number() })
const truthSchema = z.object({
  accepted: z.number(),
  people: z.number(),
  doubled: z.number(),
  refused: z.number(),
  seconds: z.number(),
})
type Run = z.infer<typeof resultSchema> & { truth: z.infer<typeof truthSchema> }

const root = packageRoot()
const peers = join(root, 'bench/dist')
const ours = join(root, 'dist/bench/engine.js')

function message<T>(child: ChildProcess, schema: z.ZodType<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', value => resolve(schema.parse(value)))
    child.once('exit', code => reject(new Error(`a process ended with ${code} and said nothing`)))
  })
}

async function run(program: string, stubArgs: string[], args: string[]): Promise<Run> {
  const stub = fork(join(root, 'dist/bench/telegram-stub.js'), stubArgs)
  const { port } = await message(stub, z.object({ port: z.number() }))
  const apiRoot = `http://127.0.0.1:${port}`
  const result = await message(fork(program, ['--root', apiRoot, ...args]), resultSchema)
  const truth = truthSchema.parse(await (await fetch(`${apiRoot}/truth`)).json())
  stub.disconnect()
  return { ...result, truth }
}

function report(name: string, { truth, cpuMs }: Run, people: number): void {
  const rate = (truth.accepted - 1) / truth.seconds
  console.log(
    `  ${name.padEnd(34)} ${rate.toFixed(1).padStart(8)} msg/s   429s ${String(truth.refused).padStart(4)}   lost ${String(people - truth.people).padStart(4)}   doubled ${truth.doubled}   CPU ${((cpuMs * 1_000) / people).toFixed(0)} µs/msg`,
  )
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Of the pace of a loop that records nothing, so much is left to what is on disk at each step. */
const FLAT_OUT = 0.15

const failures: string[] = []
function must(condition: boolean, what: string): void {
  console.log(`  ${condition ? '✓' : '✗'} ${what}`)
  if (!condition) failures.push(what)
}

if (!existsSync(join(root, 'bench/node_modules')))
  execFileSync('npm', ['ci', '--prefix', join(root, 'bench')], { stdio: 'inherit' })
execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'bench')], {
  stdio: 'inherit',
})

const only = process.argv[2]

if (only === undefined || only === 'a') {
  console.log('\n(a) A strict bucket of 30 a second, 900 people, our pace 29')
  const people = ['--people', '900']
  const bucket = ['--rate', '30', '--latency', '75']
  const engine = await run(ours, bucket, [...people, '--pace', '29'])
  report('segcast (durable)', engine, 900)
  report('grammY loop + auto-retry', await run(join(peers, 'autoretry.js'), bucket, people), 900)
  report('Telegraf + Bottleneck 30/s', await run(join(peers, 'telegraf.js'), bucket, people), 900)
  const rate = 899 / engine.truth.seconds
  must(rate >= 0.97 * 29, `pace ${(rate / 29).toFixed(3)} of 29/s (at least 0.97)`)
  must(engine.truth.refused === 0, `${engine.truth.refused} answers 429 (none)`)
  must(engine.truth.people === 900 && engine.truth.doubled === 0 && engine.failed === 0, 'nobody lost, nobody twice')
}

if (only === undefined || only === 'b') {
  console.log('\n(b) 75 ms of latency, no limit, three rounds of 10,000 people, our pace 1,000')
  const people = ['--people', '10000']
  const slow = ['--latency', '75']
  const rates: number[] = []
  const costs: number[] = []
  // Rounds alternate, because whatever else the machine does should meet both.
  for (let round = 0; round < 3; round++) {
    const engine = await run(ours, slow, [...people, '--pace', '1000'])
    const bare = await run(join(peers, 'bare.js'), slow, [...people, '--width', '76'])
    report('segcast (durable)', engine, 10_000)
    report('bare grammY loop, records nothing', bare, 10_000)
    must(
      engine.truth.people === 10_000 && engine.truth.doubled === 0 && engine.failed === 0,
      'nobody lost, nobody twice',
    )
    rates.push(9_999 / engine.truth.seconds)
    costs.push(engine.cpuMs / bare.cpuMs)
  }
  const rate = median(rates)
  must(rate >= 980, `pace ${(rate / 1_000).toFixed(3)} of 1,000/s (at least 0.98; median)`)
  must(median(costs) <= 1.3, `CPU ${median(costs).toFixed(2)} × the bare loop (at most 1.3; median)`)
}

if (only === undefined || only === 'c') {
  console.log('\n(c) Flat out: no latency, three rounds of 30,000 people')
  const people = ['--people', '30000']
  const shares: number[] = []
  for (let round = 0; round < 3; round++) {
    const engine = await run(ours, [], [...people, '--pace', '10000'])
    const bare = await run(join(peers, 'undici.js'), [], [...people, '--width', '76'])
    report('segcast (durable)', engine, 30_000)
    report('bare undici loop, records nothing', bare, 30_000)
    must(
      engine.truth.people === 30_000 && engine.truth.doubled === 0 && engine.failed === 0,
      'nobody lost, nobody twice',
    )
    shares.push(bare.truth.seconds / engine.truth.seconds)
  }
  const share = median(shares)
  must(
    share >= FLAT_OUT,
    `${share.toFixed(2)} of the pace of the bare loop, each state durable (at least ${FLAT_OUT}; median)`,
  )
}

if (failures.length > 0) process.exitCode = 1
