import { DateTime } from 'luxon'
import type { Here } from '../../here.js'

const LONGEST = 60

/** What a file is called, without an ending: its own name and the day on which it was made. */
export function stemOf({ at, zone }: Pick<Here, 'at' | 'zone'>, name: string): string {
  const plain = name
    .normalize('NFC')
    .split(/[^\p{L}\p{N}]/u)
    .filter(word => word !== '')
    .join('-')
    .slice(0, LONGEST)
  const day = DateTime.fromMillis(at, { zone: zone() }).toFormat('yyyy-MM-dd')
  return [plain, day].filter(part => part !== '').join('-')
}
