import type { Group } from '../../db/group.js'

/** Takes outcomes one by one, and writes all that came until the next commit as one member of it. */
export type Settler<Item, Result> = (item: Item) => Promise<Result>

/**
 * Thousands of outcomes a second share not only a commit but the savepoint that guards it. If such a batch fails, each
 * outcome is handed to `alone`, so that one that cannot be written keeps no other from being.
 * @param write writes one outcome
 * @param alone writes one outcome by itself, for as long as it takes
 */
export function createSettler<Item, Result>(deps: {
  group: Group
  write: (item: Item) => Result
  alone: (item: Item) => Promise<Result>
}): Settler<Item, Result> {
  type Waiting = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }
  let open: Waiting[] = []

  async function flush(): Promise<void> {
    let batch: Waiting[] = []
    try {
      const settled = await deps.group(() => {
        batch = open
        open = []
        return {
          all: batch.map(waiting => {
            const result = deps.write(waiting.item)
            return () => waiting.resolve(result)
          }),
        }
      })
      for (const settle of settled.all) settle()
    } catch {
      // Which one was at fault is found out by writing each alone, where its error is logged.
      for (const waiting of batch.length > 0 ? batch : open.splice(0)) {
        deps.alone(waiting.item).then(waiting.resolve, waiting.reject)
      }
    }
  }

  return item =>
    new Promise((resolve, reject) => {
      open.push({ item, resolve, reject })
      if (open.length === 1) void flush()
    })
}
