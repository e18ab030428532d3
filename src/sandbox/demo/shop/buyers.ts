import { SECOND } from '../../../clock.js'
import { promoOf } from '../../../offers/promo.js'
import { type CameAfter, cameAfter, EVIDENCE, type Evidence } from '../../../reports/came-after.js'
import { findEffect } from '../../../reports/effect.js'
import type { Folk, Someone } from '../crowd/folk.js'
import { isOffer } from '../crowd.js'
import { type Row, untilAgreed } from '../show/tally.js'
import type { Stage } from '../stage.js'
import { insightWords } from '../words/insight-words.js'
import { demoWords } from '../words.js'
import type { Sale } from './sales.js'
import type { Till } from './till.js'

const LIMIT_MS = 20 * SECOND
/** One of so many of those who were to get the offer buys afterwards, and one of so many of those kept out would have anyway. */
const BUYS = { treated: 2, held: 4 } as const
/** One of so many who bought anyway has it from a friend, who lends them their code. */
const LENT = 9

/** Who bought after the offer, and by what the crowd itself knows that it came after it; null: by nothing. */
export type Bought = { sale: Omit<Sale, 'number' | 'at'>; held: boolean; by: Evidence | 'shared' | null }

/** What is known of the offer when people buy. `early`: who had left before it; `cut`: whose message had no answer. */
export type After = { early: ReadonlySet<number>; cut: ReadonlySet<number> }

/** People of the control group, by the dice of the product: who was drawn is no figure. */
export function keptOut({ app: { db } }: Stage): ReadonlySet<number> {
  const rows = db
    .sql<{ id: number }>(
      `select s.telegram_id as id from deliveries d join subscribers s on s.id = d.subscriber_id where d.state = 'held_out'`,
    )
    .all()
  return new Set(rows.map(({ id }) => id))
}

/** The codes that people have in their chats, by person. */
function codesIn({ emulator }: Stage): Map<number, string> {
  const codes = new Map<number, string>()
  for (const { chat, payload } of emulator.accepted().filter(isOffer)) {
    const [code] = /BOOTS-\w{4}/u.exec(String(payload['caption'] ?? '')) ?? []
    if (code !== undefined) codes.set(chat, code)
  }
  return codes
}

/** Lets every second of those who were to get it buy, and every fourth of the others; the shop tells of each by a signed call. */
export async function buyAfter(stage: Stage, till: Till, folk: Folk, about: After): Promise<Bought[]> {
  const { language, people } = stage
  const price = 11_900 * insightWords(language).priceFactor
  const held = keptOut(stage)
  const codes = codesIn(stage)
  const acts = people.acts().filter(act => act.ok)
  const clicksOf = (id: number) => acts.filter(act => act.person === id && act.kind === 'click')
  const sawIt = (id: number) => acts.some(act => act.person === id && act.shows === 'seen')
  const planned = folk.everybody.filter(({ id, kind }) => kind !== null && !about.early.has(id) && !about.cut.has(id))
  const sides = { treated: planned.filter(({ id }) => !held.has(id)), held: planned.filter(({ id }) => held.has(id)) }

  /** Most who have a code use it; of the others who came by a link the shop knows every second click. */
  function evidenceOf({ id }: Someone, nth: number): Pick<Bought, 'by'> & Partial<Sale> {
    const code = codes.get(id)
    if (code !== undefined && nth % 3 !== 0) return { by: 'code', code }
    const led = clicksOf(id).at(-1)?.led ?? null
    if (led !== null && nth % 2 === 0) return { by: 'click_id', led }
    if (led !== null) return { by: 'click' }
    return { by: sawIt(id) ? 'seen' : null }
  }

  const treated = everyNth(sides.treated, BUYS.treated).map((buyer, i): Bought => {
    const { by, ...how } = evidenceOf(buyer, i)
    const discount = how.code === undefined ? 0 : price / 5
    return { by, held: false, sale: { buyer, total: price - discount, discount, ...how } }
  })
  const buying = new Set(treated.map(({ sale }) => sale.buyer.id))
  const lenders = sides.treated.filter(({ id }) => !buying.has(id) && codes.has(id))
  const others = everyNth(sides.held, BUYS.held).map((buyer, i): Bought => {
    const lent = i % LENT === 0 ? codes.get(lenders[i]?.id ?? 0) : undefined
    if (lent === undefined) return { by: null, held: true, sale: { buyer, total: price } }
    return { by: 'shared', held: true, sale: { buyer, total: price - price / 5, discount: price / 5, code: lent } }
  })
  const bought = [...treated, ...others]
  for (const { sale } of bought) await till.sell(sale)
  return bought
}

function everyNth<T>(all: readonly T[], n: number): T[] {
  return all.filter((_one, i) => i % n === 0)
}

/** What the product says of all that, beside what the crowd itself knows. */
export async function compareBought(stage: Stage, bought: readonly Bought[], folk: Folk, about: After): Promise<Row[]> {
  const { app, now } = stage
  const truth = truthOf(stage, bought, folk, about)
  const ask = async () =>
    rowsOf(stage, await cameAfter(app.db, 1), await findEffect(app.db, { broadcastId: 1 }, now()), truth)
  // Orders are looked at within seconds of the call that tells of them.
  return untilAgreed(ask, LIMIT_MS)
}

type Truth = {
  held: number
  heldGot: number
  codes: number
  by: Map<Bought['by'], number>
  sum: number
  discounts: number
  treated: { n: number; of: number }
  control: { n: number; of: number }
}

function truthOf(stage: Stage, bought: readonly Bought[], folk: Folk, { early, cut }: After): Truth {
  const held = keptOut(stage)
  const codes = codesIn(stage)
  const came = bought.filter(({ by }) => by !== null && by !== 'shared')
  const by = new Map<Bought['by'], number>()
  for (const one of bought) by.set(one.by, (by.get(one.by) ?? 0) + 1)
  const known = folk.everybody.filter(({ id, kind }) => kind !== null && !early.has(id))
  const side = (kept: boolean) => ({
    n: bought.filter(one => one.held === kept).length,
    of: known.filter(({ id }) => held.has(id) === kept).length,
  })
  return {
    held: held.size,
    heldGot: stage.emulator.accepted().filter(one => isOffer(one) && held.has(one.chat)).length,
    // A code stays with whom it was given where nobody knows whether the message came.
    codes: new Set([...codes.keys(), ...cut]).size,
    by,
    sum: came.reduce((sum, { sale }) => sum + sale.total, 0),
    discounts: came.reduce((sum, { sale }) => sum + (sale.discount ?? 0), 0),
    treated: side(false),
    control: side(true),
  }
}

function rowsOf(
  { app, language }: Stage,
  came: CameAfter,
  effect: Awaited<ReturnType<typeof findEffect>>,
  truth: Truth,
): Row[] {
  const { figures } = demoWords(language)
  const promo = promoOf(app.db, 1)
  const one = (name: string, product: number, emulator: number): Row => ({
    name,
    product: [product],
    emulator: [emulator],
  })
  const amounts = (of: 'sum' | 'discount') =>
    Math.round(came.amounts.reduce((sum, amount) => sum + amount[of], 0) / 100)
  const all = EVIDENCE.reduce((sum, by) => sum + (truth.by.get(by) ?? 0), 0)
  const sides = 'treated' in effect ? { treated: effect.treated, held: effect.held } : { treated: NOBODY, held: NOBODY }
  const more = (a: Side, b: Side) => Math.round(100 * (a.n / Math.max(1, a.of) - b.n / Math.max(1, b.of)))
  return [
    one(figures.heldOut, countHeld(app.db), truth.held),
    one(figures.heldGot, 0, truth.heldGot),
    one(figures.codes, promo?.kind === 'each' ? promo.given : 0, truth.codes),
    one(figures.came, came.orders, all),
    ...EVIDENCE.map(by =>
      one(figures.cameBy[by], came.by.find(row => row.by === by)?.orders ?? 0, truth.by.get(by) ?? 0),
    ),
    one(figures.cameSum, amounts('sum'), Math.round(truth.sum / 100)),
    one(figures.discounts, amounts('discount'), Math.round(truth.discounts / 100)),
    one(figures.camePeople, came.people, all),
    one(figures.sharedCodes, came.shared.orders, truth.by.get('shared') ?? 0),
    one(figures.effectGot, sides.treated.of, truth.treated.of),
    one(figures.effectBought, sides.treated.n, truth.treated.n),
    one(figures.effectHeld, sides.held.of, truth.control.of),
    one(figures.effectBought, sides.held.n, truth.control.n),
    one(figures.effectMore, more(sides.treated, sides.held), more(truth.treated, truth.control)),
  ]
}

type Side = { n: number; of: number }
const NOBODY: Side = { n: 0, of: 0 }

function countHeld(db: Stage['app']['db']): number {
  return db.sql<{ n: number }>('select count(*) as n from holdout_members where held = 1').get()?.n ?? 0
}
