// The process that works out what a file would change. It reads the main file and writes only beside it. Its statements
// run in its only thread; so it looks for its parent between two steps, and a parent that goes ends it by the channel.
import { z } from 'zod'
import { createForgotten } from '../../audience/erase/erasure.js'
import { matchCustomers } from '../../audience/incoming/customers.js'
import { matchOrders } from '../../audience/incoming/orders.js'
import { type MatchContext, matchPeople } from '../../audience/incoming/people.js'
import { openFile, type SqliteFile, statementsOf } from '../../db/binding.js'
import { unreachable } from '../../errors.js'
import { openTable } from '../table/table.js'
import { type MatchResult, matchResult } from './counts.js'
import { leftOutRows, writeLeftOut } from './left-out.js'
import { type MatchOrder, matchOrder } from './matching.js'

const [, , parent] = process.argv
process.umask(0o077)
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
const lookForParent = () => {
  if (process.ppid !== Number(parent)) process.kill(process.pid, 'SIGKILL')
}

process.on('message', message => {
  void match(matchOrder.parse(message))
    .then(
      result => ({ result }),
      (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
    )
    .then(answer => process.send?.(answer))
})

async function match(order: MatchOrder): Promise<MatchResult> {
  const file = openFile(order.changes)
  try {
    for (const pragma of ['journal_mode = off', 'synchronous = off', 'temp_store = file', 'cache_size = -32768'])
      file.pragma(pragma)
    file.prepare('attach ? as source').run(order.database)
    file.prepare('attach ? as basis').run(order.read)
    file.pragma('source.cache_size = -32768')
    file.pragma('basis.cache_size = -16384')
    const progress = (rows: number) => {
      lookForParent()
      process.send?.({ rows })
    }
    const { forgotten, erasures } = erasuresIn(file)
    file.exec('begin')
    const counts = countsOf(file, order, forgotten, progress)
    file.exec('commit')
    const leftOut = await keepLeftOut(file, order)
    const last =
      'select max(coalesce((select max(id) from result), 0), coalesce((select max(id) from ordered), 0)) as n'
    const size = file.prepare<[], { n: number }>(last).get()?.n ?? 0
    const fields = file.prepare<[], { label: string }>('select label from main.field order by id').all()
    return matchResult.parse({ ...counts, leftOut, fields: fields.map(({ label }) => label), size, erasures })
  } finally {
    file.close()
  }
}

function countsOf(
  file: SqliteFile,
  { kind, team, labels, at }: MatchOrder,
  forgotten: MatchContext['forgotten'],
  progress: (rows: number) => void,
): Partial<MatchResult> {
  switch (kind) {
    case 'subscribers':
      return matchPeople(file, { team, labels, at, forgotten }, progress)
    case 'customers':
      return matchCustomers(file, { forgotten })
    case 'orders': {
      const orders = matchOrders(file, { forgotten }, factIn(file, 'said', said), progress)
      const { buyers: people, new: fresh, changed, same, found } = orders
      const here = found.telegramId + found.phone + found.otherwise
      return { people, new: fresh, changed, same, here, orders: { ...orders, twice: factIn(file, 'twice', z.int()) } }
    }
    default:
      return unreachable(kind)
  }
}

const said = z.object({ status: z.enum(['every', 'over', 'none']), refunded: z.boolean() })

function factIn<T>(file: SqliteFile, key: string, shape: z.ZodType<T>): T {
  const row = file.prepare<[string], { value: string }>('select value from basis.facts where key = ?').get(key)
  return shape.parse(JSON.parse(row?.value ?? 'null'))
}

/** Of the main file, as it was when this was asked: `erasures` is when somebody last asked to be forgotten. */
function erasuresIn(file: SqliteFile): Pick<MatchContext, 'forgotten'> & { erasures: number } {
  const last = file.prepare<[], { at: number | null }>('select max(at) as at from source.erasures').get()?.at ?? 0
  return { forgotten: createForgotten({ sql: statementsOf(file) }), erasures: last }
}

/** Counts them by reason, and writes them as a file where there are any. */
async function keepLeftOut(file: SqliteFile, order: MatchOrder): Promise<Record<string, number>> {
  const reasons = file.prepare<[], { reason: string; n: number }>(
    `select reason, count(*) as n from (select reason from basis.left_out union all select reason from main.left_out)
     group by reason`,
  )
  const leftOut = Object.fromEntries(reasons.all().map(({ reason, n }) => [reason, n]))
  if (Object.keys(leftOut).length > 0) {
    const table = await openTable(order.upload, order.choice)
    await writeLeftOut(order.leftOut, table, leftOutRows(file, table), order.words)
  }
  return leftOut
}
