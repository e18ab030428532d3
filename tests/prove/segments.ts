import { compareReadings } from '../segments/agreement.js'
import { openTemporary } from '../support/migrated.js'

/**
 * Compares SQL with the plain reading of the language on many generated criteria and populations.
 * POPULATIONS (400), CRITERIA for each (20) and SEED come from the environment.
 */
const size = {
  populations: Number(process.env['POPULATIONS'] ?? 400),
  criteria: Number(process.env['CRITERIA'] ?? 20),
  seed: Number(process.env['SEED'] ?? 20_261_124),
}
const { db, close } = await openTemporary()
const begun = performance.now()
try {
  const { compared, telling, refused } = compareReadings(db, size)
  const seconds = ((performance.now() - begun) / 1000).toFixed(0)
  console.log(
    `${compared} criteria over ${size.populations} populations, seed ${size.seed}: SQL, count, list, planned audience and plain reading were always the same.`,
  )
  console.log(`${telling} of them held some people but not all; ${refused} were refused as too large. ${seconds} s.`)
} finally {
  await close()
}
