import type { Db } from '../../../db/open.js'
import { AHEAD } from '../../../tracking/conversion.js'
import type { Series } from '../campaign.js'
import { followOrders, type Writing } from './following.js'
import { intakesOf, isOrdered, NEWEST_ORDER } from './intake.js'

/** Lets those who order into series that start by it, and has a look at whoever else ordered. Times are ms UTC. */
export type Buyers = {
  /** A series as a whole, once since the program began, the series went on or was changed. @returns how many messages were given */
  followAll(series: Series, at: number): Promise<number>
  /** Only these series run: whichever goes on is looked at as a whole again. */
  keep(running: readonly number[]): void
  /** Whoever's orders came, changed or went, and who was linked or unlinked; null: everybody. */
  follow(customers: readonly number[] | null, at: number): Promise<void>
  /** Orders whose time has come since the last look that succeeded. */
  settle(at: number): Promise<void>
}

/** What it needs. */
export type BuyersDeps = {
  db: Db
  /** Series that run now. */
  running: () => readonly number[]
  /** One of them; null: it rests. */
  find: (id: number) => Series | null
  writing: Writing
  /** Told of a series of which messages wait to be sent, and how many. */
  changed: (campaignId: number, given: number) => void
}

/** Creates it. What it knows by itself is only how far it looked. */
export function createBuyers({ db, running, find, writing, changed }: BuyersDeps): Buyers {
  /** In which edition each was looked at as a whole, and has heard of every order since. */
  const settled = new Map<number, number>()
  let since: number | null = null

  /** Nobody decided about it since. */
  const isAsRead = ({ id, generation }: Series) => find(id)?.generation === generation

  function keep(ids: readonly number[]): void {
    for (const id of settled.keys()) if (!ids.includes(id)) settled.delete(id)
  }

  async function followSome(customers: readonly number[], at: number): Promise<void> {
    const ids = running()
    // Whichever rests does not hear of these, however soon it goes on.
    keep(ids)
    if (customers.length === 0 || ids.length === 0) return
    await db.group(
      () =>
        void db
          .sql(
            `update enrolments set next_at = :at where next_at > :at and state = 'on_way' and subscriber_id in (
             select subscriber_id from customers where id in (select value from json_each(:who)) and subscriber_id is not null)`,
          )
          .run({ at, who: JSON.stringify(customers) }),
    )
    for (const id of ids) {
      const series = find(id)
      const given = series === null ? 0 : await followIn(series, customers, at)
      if (series === null || !isAsRead(series)) settled.delete(id)
      if (given > 0) changed(id, given)
    }
  }

  /** Orders that were taken back gave their numbers away: whatever comes by these is of the start that holds. */
  async function lower(series: Series): Promise<void> {
    const top = db.sql<{ id: number | null }>(NEWEST_ORDER).get()?.id ?? 0
    if (
      intakesOf(series)
        .filter(isOrdered)
        .every(({ of, position, upto }) => ((of === null ? position : upto) ?? 0) <= top)
    )
      return
    await db.group(() => {
      const where = `starts ->> '$.on.kind' = 'ordered'`
      db.sql(`update campaigns set position = min(position, ?) where id = ? and ${where}`).run(top, series.id)
      db.sql(`update campaign_editions set upto = min(upto, ?) where campaign_id = ? and ${where}`).run(top, series.id)
    })
  }

  /** By each of the starts that go by orders. */
  async function followIn(series: Series, customers: readonly number[] | null, at: number): Promise<number> {
    let given = 0
    for (const intake of intakesOf(series).filter(isOrdered))
      given += await followOrders(db, writing, { series, intake }, customers, at)
    return given
  }

  return {
    async followAll(series, at) {
      await lower(series)
      if (settled.get(series.id) === series.edition) return 0
      const given = await followIn(series, null, at)
      if (isAsRead(series)) settled.set(series.id, series.edition)
      return given
    },
    keep,
    async follow(customers, at) {
      if (customers === null) settled.clear()
      else await followSome(customers, at)
    },
    async settle(at) {
      since ??= at
      if (running().length > 0 && db.sql(`${AHEAD} limit 1`).get({ since }) !== undefined) {
        const ahead = await db.jobs.rows<{ id: number }>(AHEAD, { since })
        await followSome(
          ahead.map(({ id }) => id),
          at,
        )
      }
      // Only now: what a look that failed had before it is before the next one still.
      since = at
    },
  }
}
