import { CROWDS, tryOut } from './reactions.js'

/**
 * A careful start over simulated crowds: in at least 95 of 100 seeds it halts where it must, and runs through where it need
 * not. SEEDS (200) comes from the environment. Ends with 1 where it does not hold.
 */
const seeds = Number(process.env['SEEDS'] ?? 200)
const SIZES = [5_001, 8_000, 20_000, 100_000]
const ENOUGH = 0.95

let failed = 0
console.log(`careful starts, ${seeds} seeds each: how many halted, and after how many people (middle, worst)`)
for (const crowd of CROWDS) {
  for (const people of SIZES) {
    const { halted, middle, worst } = tryOut(crowd, { people, seeds })
    const right = crowd.halts === null ? seeds : crowd.halts ? halted : seeds - halted
    const holds = right >= ENOUGH * seeds
    if (!holds) failed++
    const after = middle === null ? '' : `, after ${middle}, ${worst}`
    console.log(
      `${holds ? 'ok  ' : 'FAIL'} ${crowd.name}, ${people}: ${((100 * halted) / seeds).toFixed(1)} % halted${after}`,
    )
  }
}
for (const crowd of CROWDS.filter(({ halts }) => halts !== null)) {
  const people = 20_000
  const { halted, middle } = tryOut(crowd, { people, seeds, careful: false })
  const after = middle === null ? '' : `, after ${middle}`
  // Most of it has left before people can say what they think: what a careful start is for.
  console.log(`at once: ${crowd.name}, ${people}: ${((100 * halted) / seeds).toFixed(1)} % halted${after}`)
  if (crowd.halts === false && halted > (1 - ENOUGH) * seeds) failed++
}
process.exitCode = failed === 0 ? 0 : 1
