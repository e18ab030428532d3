import { eq } from 'drizzle-orm'
import type { Db } from '../../db/open.js'
import { tests } from '../../db/schema/index.js'

/** A test sent to an admin. */
export type Test = { id: number; variantId: number; adminId: number; at: number }

/** Notes a test, whose id goes into its links and buttons. */
export function recordTest(db: Db, test: { variantId: number; adminId: number }, at: number): number {
  return db.orm
    .insert(tests)
    .values({ ...test, at })
    .returning({ id: tests.id })
    .get().id
}

/** A test, or null. */
export function findTest(db: Db, id: number): Test | null {
  return db.orm.select().from(tests).where(eq(tests.id, id)).get() ?? null
}
