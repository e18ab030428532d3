import { performance } from 'node:perf_hooks'

const WINDOW_MS = 10
const BUSY_RETRY_MS = 100
const BUSY_PATIENCE_MS = 30_000

type Member = { run: () => unknown; resolve: (value: unknown) => void; reject: (error: unknown) => void }

/** What a batch asks of its database. */
export type Transactions = {
  begin(): void
  commit(): void
  /** Told of each batch that is on disk. */
  committed(): void
  rollback(): void
  savepoint(): void
  release(): void
  undo(): void
  /** True for an error that says only that another program is writing. */
  isBusy(error: unknown): boolean
  /** Told of every error of the batch itself. */
  failed(error: unknown): void
}

/** Joins a small write to the open batch; resolves with its result once that batch is on disk. */
export type Group = <T>(write: () => T & (T extends PromiseLike<unknown> ? never : unknown)) => Promise<T>

/**
 * One commit for many small writes. A write joins the open batch, which is committed at most 10 ms later, at once
 * when nothing was committed lately. Each write stands in a savepoint: one that throws is undone alone and rejects
 * with its own error; if the commit itself fails, every member rejects with that error and nothing is kept. While another
 * program is writing, the batch waits, for 30 s at most, and the event loop does not.
 */
export function createGroup(tx: Transactions): { group: Group; flush(): void; end(): void } {
  let open: Member[] = []
  let timer: NodeJS.Timeout | NodeJS.Immediate | undefined
  let lastCommit = Number.NEGATIVE_INFINITY
  let busySince: number | null = null
  let ended = false

  /** The batch stands in line again, before what joined meanwhile. */
  function wait(batch: Member[]): void {
    open = [...batch, ...open]
    timer = setTimeout(flush, BUSY_RETRY_MS)
  }

  function isWorthWaiting(error: unknown): boolean {
    if (ended || !tx.isBusy(error)) return false
    busySince ??= performance.now()
    return performance.now() - busySince < BUSY_PATIENCE_MS
  }

  function flush(): void {
    if (timer !== undefined) {
      clearTimeout(timer as NodeJS.Timeout)
      clearImmediate(timer as NodeJS.Immediate)
      timer = undefined
    }
    const batch = open
    if (batch.length === 0) return
    open = []
    const settled: (() => void)[] = []
    try {
      tx.begin()
    } catch (error) {
      tx.failed(error)
      if (isWorthWaiting(error)) wait(batch)
      else {
        busySince = null
        reject(batch, error)
      }
      return
    }
    busySince = null
    try {
      for (const member of batch) settled.push(runMember(member))
      tx.commit()
    } catch (error) {
      tx.failed(error)
      tx.rollback()
      reject(batch, error)
      return
    }
    lastCommit = performance.now()
    for (const settle of settled) settle()
    tx.committed()
  }

  function reject(batch: Member[], error: unknown): void {
    lastCommit = performance.now()
    for (const member of batch) member.reject(error)
  }

  function runMember(member: Member): () => void {
    tx.savepoint()
    try {
      const value = member.run()
      tx.release()
      return () => member.resolve(value)
    } catch (error) {
      undo(error)
      return () => member.reject(error)
    }
  }

  /** A full disk may have ended the whole transaction; then all members hear of the disk, not of a lost savepoint. */
  function undo(cause: unknown): void {
    try {
      tx.undo()
    } catch {
      throw cause
    }
  }

  const group: Group = write =>
    new Promise((resolve, reject) => {
      open.push({ run: write, resolve: resolve as (value: unknown) => void, reject })
      if (timer !== undefined) return
      const wait = WINDOW_MS - (performance.now() - lastCommit)
      timer = wait <= 0 ? setImmediate(flush) : setTimeout(flush, wait)
    })

  return {
    group,
    flush,
    end() {
      ended = true
      flush()
    },
  }
}
