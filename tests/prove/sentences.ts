import { strangeSentences, tried } from '../segments/strange.js'

/** 100,000 random sequences of words: none is answered with silence, and the slowest are not slow (20 × the median, of processor time). */
const MANY = Number(process.env['SENTENCES'] ?? 100_000)
const SEED = Number(process.env['SEED'] ?? 1)
const MOST = 20

const { times, kinds, faults } = tried(strangeSentences(MANY, SEED))
times.sort((a, b) => a - b)
const [median = 0, p99 = 0] = [times[times.length >> 1], times[Math.floor(times.length * 0.99)]]
process.stdout.write(
  `${JSON.stringify(kinds)} median ${median.toFixed(3)} ms of processor, p99 ${p99.toFixed(3)} ms, longest ${times.at(-1)?.toFixed(1)} ms\n`,
)
for (const fault of faults.slice(0, 30)) process.stdout.write(`${fault}\n`)
if (faults.length > 0 || p99 > MOST * median) process.exit(1)
