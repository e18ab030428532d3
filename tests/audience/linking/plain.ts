import { type LinkedBy, type Reason, STRENGTH } from '../../../src/audience/linking/evidence.js'
import { sameNumbers } from '../../../src/audience/phone.js'
import type { Db } from '../../../src/db/open.js'

type Customer = {
  id: number
  telegramId: number | null
  phone: string | null
  file: number
  person: number | null
  by: LinkedBy | null
  erased: number | null
}
type Person = {
  id: number
  telegramId: number | null
  phone: string | null
  filePhone: string | null
  erased: number | null
}
type Pair = { customer: number; person: number }

/** All that bears on who a customer is. */
export type World = {
  customers: Customer[]
  people: Person[]
  denied: Pair[]
  asked: Pair[]
  claims: Pair[]
  clicks: Pair[]
}

export function read(db: Db): World {
  const all = <Row>(sql: string) => db.sql<Row>(sql).all()
  return {
    customers: all(`select id, telegram_id as telegramId, phone, by_file_phone as file, subscriber_id as person,
      linked_by as by, erased_at as erased from customers order by id`),
    people: all(`select id, telegram_id as telegramId, phone, file_phone as filePhone, erased_at as erased
      from subscribers order by id`),
    denied: all('select customer_id as customer, subscriber_id as person from customer_conflicts where denied = 1'),
    asked: all(
      'select customer_id as customer, subscriber_id as person from customer_conflicts where denied = 0 and resolved_at is null',
    ),
    claims: all('select customer_id as customer, subscriber_id as person from customer_claims'),
    clicks: all(`select o.customer_id as customer, d.subscriber_id as person from orders o
      join deliveries d on d.id = o.click_delivery`),
  }
}

/** What is known, worked out plainly from every pair: whom a customer's strongest reasons name, and who claims a person. */
export function judge(world: World): {
  reasons: (customer: number, person: number) => Reason[]
  names: (customer: number) => { strength: number; people: number[] }
  claims: (person: number) => { strength: number; customers: number[] }
} {
  const has = (pairs: readonly Pair[], customer: number, person: number) =>
    pairs.some(pair => pair.customer === customer && pair.person === person)
  const alike = (one: string | null, other: string | null) =>
    one !== null && other !== null && sameNumbers(one).some(form => sameNumbers(other).includes(form))
  const reasons = (customer: number, person: number): Reason[] => {
    const c = world.customers.find(({ id }) => id === customer)
    const p = world.people.find(({ id }) => id === person)
    if (c === undefined || p === undefined || c.erased !== null || p.erased !== null) return []
    if (has(world.denied, customer, person)) return []
    const speaks: Record<Reason, boolean> = {
      telegram_id: c.telegramId !== null && c.telegramId === p.telegramId,
      phone: alike(c.phone, p.phone),
      personal_link: has(world.claims, customer, person),
      file_phone: c.file === 1 && alike(c.phone, p.filePhone),
      click: has(world.clicks, customer, person),
    }
    return (Object.keys(speaks) as Reason[]).filter(by => speaks[by])
  }
  const names = (customer: number) => {
    const c = world.customers.find(({ id }) => id === customer)
    if (c?.by === 'admin' && c.person !== null) return { strength: STRENGTH.admin, people: [c.person] }
    const strengths = world.people.map(({ id }) => ({
      id,
      strength: Math.max(0, ...reasons(customer, id).map(by => STRENGTH[by])),
    }))
    const strength = Math.max(0, ...strengths.map(one => one.strength))
    return {
      strength,
      people: strength === 0 ? [] : strengths.filter(one => one.strength === strength).map(({ id }) => id),
    }
  }
  const claims = (person: number) => {
    const claiming = world.customers
      .map(({ id }) => ({ id, ...names(id) }))
      .filter(({ people }) => people.includes(person))
    const strength = Math.max(0, ...claiming.map(one => one.strength))
    return { strength, customers: claiming.filter(one => one.strength === strength).map(({ id }) => id) }
  }
  return { reasons, names, claims }
}
