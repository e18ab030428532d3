import type { Db } from '../../db/open.js'

/** A line of the audit log. `at`: ms UTC. `address`: callback data, or the command. `subject`: null when it is about nothing. */
export type ActLine = { admin: number; at: number; address: string; subject: string | null }

/** Writes down who did what, when, and to what; called with the deed itself. @param act.at ms UTC */
export function recordAct(db: Db, act: ActLine): void {
  db.sql('insert into audit_log (admin_id, at, address, subject) values (?, ?, ?, ?)').run(
    act.admin,
    act.at,
    act.address,
    act.subject,
  )
}

/**
 * How many rows this connection has written since it was opened: the same before and after what changed nothing. It counts
 * a row that was written as it stood, and does not fall when writes are undone.
 */
export function changedRows(db: Db): number {
  return db.sql<{ rows: number }>('select total_changes() as rows').get()?.rows ?? 0
}

/** Some of what the team did, the newest first, and how much there is in all. @param admin only what they did; null: all */
export function listActs(
  db: Db,
  admin: number | null,
  page: { offset: number; limit: number },
): { acts: ActLine[]; total: number } {
  const [whose, who] = admin === null ? ['', []] : ['where admin_id = ?', [admin]]
  const acts = db
    .sql<ActLine>(
      `select admin_id as admin, at, address, subject from audit_log ${whose} order by id desc limit ? offset ?`,
    )
    .all(...who, page.limit, page.offset)
  const row = db.sql<{ total: number }>(`select count(*) as total from audit_log ${whose}`).get(...who)
  return { acts, total: row?.total ?? 0 }
}

/**
 * Telegram ids of all who ever did something, also of those who left. It goes from one to the next in the index: a
 * `distinct` reads every line (35 ms for 300,000).
 */
export function listActors(db: Db): number[] {
  return db
    .sql<{ id: number }>(
      `with recursive actors(id) as (
         select min(admin_id) from audit_log
         union all
         select (select min(admin_id) from audit_log where admin_id > actors.id) from actors where actors.id is not null
       ) select id from actors where id is not null`,
    )
    .all()
    .map(({ id }) => id)
}

/** Drops what the team did longer ago than that, a few lines at once. @param before ms UTC @returns how many went */
export function dropOldActs(db: Db, before: number, most: number): number {
  return db
    .sql(
      'delete from audit_log where id in (select id from (select id, at from audit_log order by id limit ?) where at < ?)',
    )
    .run(most, before).changes
}
