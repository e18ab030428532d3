import { randomBytes } from 'node:crypto'
import { createApiKey, SCOPES } from '../../src/crm/api-key.js'
import type { Db } from '../../src/db/open.js'
import { createChance } from '../../src/sandbox/seed/chance.js'

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A key that nobody made, and how it was come by. */
export type Forged = { key: string; how: string }

/**
 * Keys that nobody made, so many: of random letters, of the visible part of a real one, of real ones with a letter changed,
 * left out, put in, in capitals, mixed of two, revoked, and things that have not the form of one.
 */
export function* forgedKeys(
  real: readonly string[],
  revoked: readonly string[],
  n: number,
  seed: number,
): Generator<Forged> {
  const chance = createChance(seed)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(chance.share() * all.length)] as T
  const letters = (n: number) => Array.from({ length: n }, () => pick([...LETTERS])).join('')
  const ways: Record<string, () => string> = {
    random: () => `segcast_${letters(8)}_${letters(52)}`,
    'of a visible part': () => `${pick(real).slice(0, 17)}${letters(52)}`,
    'with a letter changed': () => {
      const key = pick(real)
      const at = 17 + Math.floor(chance.share() * 52)
      const other = pick([...LETTERS].filter(letter => letter !== key[at]))
      return key.slice(0, at) + other + key.slice(at + 1)
    },
    'with a letter less': () => pick(real).slice(0, -1),
    'with a letter more': () => `${pick(real)}${letters(1)}`,
    'in capitals': () => pick(real).toUpperCase(),
    'of two': () => {
      const [one, two] = [real[0] ?? '', real[1] ?? '']
      return one.slice(0, 17) + two.slice(17)
    },
    revoked: () => pick(revoked),
    'without a form': () =>
      pick(['', 'segcast_', 'null', 'undefined', '*', "' or 1=1 --", randomBytes(40).toString('base64')]),
  }
  const names = Object.keys(ways)
  for (let i = 0; i < n; i++) {
    const how = names[i % names.length] ?? ''
    yield { key: ways[how]?.() ?? '', how }
  }
}

/** So many keys that may do everything. */
export function makeKeys(db: Db, n: number, at: number): { id: number; text: string }[] {
  return db.write(() => Array.from({ length: n }, () => createApiKey(db, { name: 'Site', scopes: SCOPES, by: 1 }, at)))
}
