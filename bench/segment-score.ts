import type Database from 'better-sqlite3'
import { windowStart } from '../src/audience/rfm/calendar.js'
import { cellSql } from '../src/audience/rfm/cell.js'
import { TERMS } from './segment-work.js'

/**
 * The scores of everybody as one would write them by hand, in a temporary table: what each bought within the window, in fifths.
 * Nothing is compared with what is stored.
 * @param at ms UTC
 * @returns how many customers have one
 */
export function scoreByHand(sqlite: Database.Database, at: number): number {
  const { rules, currency, zone } = TERMS
  sqlite.exec(`
    drop table if exists temp.bought;
    drop table if exists temp.scored;
    create temp table bought as select customer_id, max(at) / 86400000 as last_day, count(*) as orders,
        sum(iif(currency = '${currency}', total - refunded, 0)) as money
      from orders where +at >= ${windowStart(at, rules.windowMonths, zone)} and +at <= ${at} and status = 'paid'
        and (total > refunded or (total = 0 and refunded = 0))
      group by customer_id;
    create temp table scored as select *, ${cellSql('r', 'f', 'm')} as cell from (
      select customer_id, last_day, orders, money, ntile(5) over (order by last_day) as r,
        case when orders <= 1 then 1 when orders <= 2 then 2 when orders <= 3 then 3 when orders <= 5 then 4 else 5 end as f,
        ntile(5) over (order by money) as m
      from temp.bought)`)
  return sqlite.prepare<[], { n: number }>('select count(*) as n from temp.scored').get()?.n ?? 0
}
