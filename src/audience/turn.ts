import type { Db } from '../db/open.js'

const last = new WeakMap<Db, Map<string, Promise<unknown>>>()

/**
 * Does one piece of work after another, for each database and name. What is recomputed is read first and stored later;
 * two that overlap would store what neither has read.
 */
export function inTurn<T>(db: Db, name: string, work: () => Promise<T>): Promise<T> {
  const turns = last.get(db) ?? new Map<string, Promise<unknown>>()
  last.set(db, turns)
  const turn = (turns.get(name) ?? Promise.resolve()).then(work)
  turns.set(
    name,
    turn.catch(() => undefined),
  )
  return turn
}
