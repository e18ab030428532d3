import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'

const MB = 1024 * 1024
const LEAST = 500 * MB
const LEAST_SHARE = 0.02
const ENOUGH = 5_000 * MB

/** Room on a disk, in bytes; `low` when it is time that somebody made some. */
export type Room = { free: number; low: boolean }

/** Room for the database, on the disk that it lies on. */
export async function findRoom(databasePath: string): Promise<Room> {
  const { bavail, bsize, blocks } = await statfs(dirname(databasePath))
  return roomOf(bavail * bsize, blocks * bsize)
}

/** Low: under 500 MB, or under 2 % of the disk; 5 GB are enough on a disk of any size. */
export function roomOf(free: number, size: number): Room {
  return { free, low: free < Math.max(LEAST, Math.min(size * LEAST_SHARE, ENOUGH)) }
}
