import { rmSync } from 'node:fs'
import { z } from 'zod'
import { findDone, renumberDone } from '../../audience/erase.js'
import type { Db } from '../../db/open.js'
import { forgetPlaces } from '../../delivery/erase.js'
import { forgetSeen } from '../../tracking/erase.js'
import { removeWithdrawn, type WithdrawDeps } from '../replies/postman/withdraw.js'
import { findSetting, saveSetting } from '../settings.js'
import { forgetByAge, type RetentionDeps } from './retention.js'

const SETTING = 'erased'
const SLICE = 500

/**
 * What is left to do: until no update up to this number waits, its words may still be there. `admins` have left and are a
 * number; of `people` (our ids) it is forgotten where their messages stood.
 */
const schema = z.object({
  update: z.int(),
  admins: z.array(z.object({ admin: z.int(), number: z.int() })),
  people: z.array(z.int()).default([]),
})

/** Somebody was forgotten in this transaction: what was overwritten is still in the log. */
export function noteErased(
  db: Pick<Db, 'sql'>,
  { subscriberId, ...who }: { admin: number; number: number; subscriberId: number | null },
): void {
  const update = db.sql<{ id: number | null }>('select max(update_id) as id from updates').get()?.id ?? 0
  const known = findSetting(db, SETTING, schema)
  const worked = db.sql('select 1 from audit_log where admin_id = ? limit 1').get(who.number) !== undefined
  const people = [...(known?.people ?? []), ...(subscriberId === null ? [] : [subscriberId])]
  saveSetting(db, SETTING, schema, { update, admins: [...(known?.admins ?? []), ...(worked ? [who] : [])], people })
}

/** What is done after somebody was forgotten, and what is forgotten by its age, a bit at a time. */
export function createCleaning(deps: WithdrawDeps & RetentionDeps): {
  run(): Promise<void>
  byAge(at: number): Promise<void>
} {
  return {
    byAge: at => forgetByAge(deps, at),
    async run() {
      await clean(deps.db)
      await removeWithdrawn(deps)
    },
  }
}

/**
 * Ends what forgetting somebody began, as soon as the update that asked for it is handled: a bit at a time it makes those
 * who worked here a number on what they did for people, forgets where the many messages of somebody stood, then empties the log, and drops the copy from before the last
 * migration, in which they still were. It goes on after a restart.
 */
export async function clean(db: Db): Promise<void> {
  const left = findSetting(db, SETTING, schema)
  if (left === null) return
  for (const { admin, number } of left.admins)
    for (let done = await findDone(db, admin, SLICE); done !== null; done = await findDone(db, admin, SLICE)) {
      const some = done
      await db.group(() => renumberDone(db, admin, number, some))
    }
  for (const id of left.people)
    while ((await db.group(() => forgetPlaces(db, id) + forgetSeen(db, id))) > 0)
      await new Promise(resolve => setImmediate(resolve))
  const waits = db.sql('select 1 from updates where update_id <= ? and handled_at is null limit 1').get(left.update)
  if (waits !== undefined) return
  rmSync(`${db.path}.before-migration`, { force: true })
  if (left.admins.length > 0) return db.group(() => keepRest(db, left.admins))
  await db.emptyLog()
  await db.group(() => {
    // Whoever was forgotten meanwhile has the next run.
    if (findSetting(db, SETTING, schema)?.update === left.update)
      db.sql('delete from settings where key = ?').run(SETTING)
  })
}

/** Those are a number everywhere now, and their ids are kept here no longer. */
function keepRest(db: Db, done: z.infer<typeof schema>['admins']): void {
  const left = findSetting(db, SETTING, schema)
  if (left === null) return
  const admins = left.admins.filter(({ admin }) => done.every(one => one.admin !== admin))
  saveSetting(db, SETTING, schema, { ...left, admins })
}
