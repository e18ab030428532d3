import { recordValues } from '../../../audience/attribute/value.js'
import { builtIn, createAttribute } from '../../../audience/attribute.js'
import { recordContact } from '../../../audience/contact.js'
import type { Cell } from '../../../audience/rfm/cell.js'
import { refreshRfm } from '../../../audience/rfm.js'
import { createTopic } from '../../../audience/topic.js'
import { listLinkTopics, setLinkTopic } from '../../../offers/link/topic.js'
import type { Language } from '../../../text/format.js'
import type { Stage } from '../stage.js'
import { insightWords } from '../words/insight-words.js'

/**
 * How a customer buys: days since the last order, and how many there were, a month apart. The days of two kinds never
 * meet and there are as many customers of each, so every kind is one fifth, and its cell is known beforehand.
 */
type Kind = { cell: Cell; days: number; spread: number; orders: number; price: number }

export const KINDS = [
  { cell: 'champions', days: 2, spread: 8, orders: 6, price: 12_000 },
  { cell: 'promising', days: 15, spread: 10, orders: 1, price: 7_000 },
  { cell: 'need_attention', days: 50, spread: 20, orders: 3, price: 6_000 },
  { cell: 'at_risk', days: 120, spread: 30, orders: 3, price: 5_000 },
  { cell: 'lost', days: 250, spread: 50, orders: 1, price: 4_000 },
] as const satisfies readonly Kind[]

const CUSTOMERS = 0.6
const READY_DAYS = 30
const BATCH = 40

/** The number that a customer shared: of nobody, in the country of the language. */
export function phoneOf({ nth }: Someone, language: Language): string {
  return language === 'ru' ? `+79001${String(nth).padStart(6, '0')}` : `+3712${String(1_000_000 + nth)}`
}

/** What the demo knows of one person; `nth` counts from 0; `kind` null: the shop does not know them. */
export type Someone = { id: number; nth: number; city: string; interest: string; birthday: string; kind: Kind | null }

/** The people of a demo with the lives they were given. */
export type Folk = {
  readonly everybody: readonly Someone[]
  /** How many customers of a cell there are. */
  inCell(cell: Cell): number
  /** How many bought within the days in which the ladder calls somebody ready to buy. */
  ready(): number
}

/** Thinks up a city, an interest, a birthday and a way to buy for everybody; nothing is told to the product. */
export function inventFolk({ people, anna, language }: Pick<Stage, 'people' | 'anna' | 'language'>): Folk {
  const { cities, interests } = insightWords(language)
  const ids = [anna, ...people.persons].map(person => person.id)
  const customers = Math.floor((ids.length * CUSTOMERS) / KINDS.length) * KINDS.length
  const everybody = ids.map((id, i): Someone => {
    const kind = i < customers ? (KINDS[i % KINDS.length] ?? null) : null
    // Champions are hikers more often than others: something for the portrait to find.
    const interest = kind?.cell === 'champions' && i % 4 !== 0 ? 0 : i % interests.length
    return {
      id,
      nth: i,
      city: cities[Math.floor(i / KINDS.length) % cities.length] ?? '',
      interest: interests[interest] ?? '',
      birthday: new Date(Date.UTC(1965 + ((i * 7) % 40), i % 12, 1 + (i % 28))).toISOString().slice(0, 10),
      kind,
    }
  })
  return {
    everybody,
    inCell: cell => everybody.filter(({ kind }) => kind?.cell === cell).length,
    ready: () => everybody.filter(({ kind }) => kind !== null && kind.days + kind.spread < READY_DAYS).length,
  }
}

/** Tells the product what people said before: fields of everybody, and customers' own numbers. */
export async function tellFolk({ app: { db }, marketer, language, rfmTerms }: Stage, folk: Folk): Promise<void> {
  const words = insightWords(language)
  const now = Date.now()
  const fields = await db.group(() => ({
    city: builtIn(db, 'city'),
    birthday: builtIn(db, 'birthday'),
    interest: createAttribute(
      db,
      {
        label: words.interest,
        group: 'personality',
        type: 'one_of',
        options: [...words.interests],
        purpose: words.interestPurpose,
        createdBy: marketer.id,
      },
      now,
    ),
  }))
  const tell = (someone: Someone) => {
    const row = db.sql<{ id: number }>('select id from subscribers where telegram_id = ?').get(someone.id)
    if (row === undefined) throw new Error(`nobody knows ${someone.id}`)
    for (const key of ['city', 'birthday', 'interest'] as const)
      recordValues(db, row.id, fields[key], { values: [someone[key]], provenance: 'imported', origin: 'crm' }, now)
    if (someone.kind === null) return
    recordContact(db, row.id, phoneOf(someone, language), now)
  }
  for (let from = 0; from < folk.everybody.length; from += BATCH) {
    await db.group(() => {
      for (const someone of folk.everybody.slice(from, from + BATCH)) tell(someone)
    })
  }
  await refreshRfm(db, rfmTerms(), Date.now())
}

/** Says what the two links of the first offer are about: ways to choose, and our own boots. */
export async function nameTopics({ app: { db }, marketer, language }: Stage, offerId: number): Promise<void> {
  const { topics } = insightWords(language)
  await db.group(() => {
    const at = Date.now()
    const boots = createTopic(db, { name: topics.boots, rung: 4, createdBy: marketer.id }, at)
    const sizes = createTopic(db, { name: topics.sizes, rung: 3, createdBy: marketer.id }, at)
    for (const [i, { number }] of listLinkTopics(db, offerId).entries())
      setLinkTopic(db, offerId, number, i === 0 ? boots.id : sizes.id, at)
  })
}
