import { expect, test } from 'vitest'
import { repair } from '../prove/repair.js'
import { migratedPath } from '../support/db.js'

test.each([
  ['link', 11],
  ['edit', 12],
  ['take_back', 13],
] as const)(
  'kills −9 in the middle of repairing (%s): it goes on, and nobody has it wrong unreported',
  async (kind, seed) => {
    const result = await repair({ path: await migratedPath(), kind, people: 80, kills: 2, pace: 40, seed })
    expect(result.wrong).toBe(result.unanswered)
    expect(result.doubled).toBe(0)
    expect(result.told ?? 1).toBe(1)
    if (kind === 'take_back') expect(result.have).toBe(result.wrong)
    else expect(result.have).toBeGreaterThan(70)
  },
)
