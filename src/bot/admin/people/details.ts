import { findAttribute } from '../../../audience/attribute.js'
import { claimsOf, valuesOf } from '../../../audience/value.js'
import { isAppError } from '../../../errors.js'
import { compileCriterion } from '../../../segments/compile.js'
import { parseCriterion } from '../../../segments/criterion.js'
import { expandCriterion } from '../../../segments/expand.js'
import { sql } from '../../../segments/sql.js'
import { date, dateTime, money, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece } from '../../../text/rich.js'
import { type Card, key } from '../../card.js'
import type { BotContext } from '../../context.js'
import type { Press } from '../../press.js'
import { valueWords } from '../../value-words.js'
import { fieldName } from '../fields/label.js'
import { pageRow } from '../page.js'
import { getPerson, type PeopleDeps, personName } from './card.js'
import { linesOf, listBought, listMeant } from './facts.js'
import { presses } from './presses.js'

const MESSAGES = 10
const ORDERS = 5
const SEGMENTS = 20

/** What is known of them, where from and when; what weaker sources say stands below it. */
export function fieldsOfPerson(deps: PeopleDeps, ctx: BotContext, id: number): Card {
  const { db } = deps
  const { fieldCards, personCards: t } = texts(ctx.language)
  const claims = claimsOf(db, id)
  const values = valuesOf(db, id)
  const day = (at: number) => date(at, deps.zone(), ctx.language)
  const shown = [...new Set(values.map(({ attributeId }) => attributeId))].flatMap((attributeId): Piece[] => {
    const field = findAttribute(db, attributeId)
    const mine = values.filter(value => value.attributeId === attributeId)
    const [first] = mine
    if (field === null || first === undefined) return []
    const inWords = (said: string) => valueWords(field, said, ctx.language)
    const all = shorten(mine.map(value => inWords(value.shown)).join(', '), 120)
    return [
      t.field(fieldName(field, ctx.language), all, fieldCards.from[first.provenance], day(first.at)),
      ...claims
        .filter(claim => claim.attributeId === attributeId)
        .map(({ shown, provenance, at }) =>
          t.claim(shorten(shown.split('\n').map(inWords).join(', '), 80), fieldCards.from[provenance], day(at)),
        ),
    ]
  })
  // Telegram takes 4096 characters; no survey is that long, imported fields may be.
  const body = shown.length === 0 ? [t.noFields] : shown.slice(0, 20)
  return { text: lines([t.fields(personName(getPerson(deps, id))), '', ...body]), keyboard: [back(ctx, id)] }
}

/** The last messages meant for them, each with what became of it. */
export async function messagesOfPerson(deps: PeopleDeps, ctx: BotContext, id: number, page: number): Promise<Card> {
  const { personCards: t, reports } = texts(ctx.language)
  const reasons: Record<string, string> = { ...reports.failures, ...reports.exclusions }
  const name = personName(getPerson(deps, id))
  const rows = await listMeant(deps.db, id, { limit: MESSAGES, offset: Math.max(0, page) * MESSAGES })
  const shown = rows.map(({ offer, state, reason, at, takenBackAt }) => {
    const why = state === 'sent' || reason === null ? undefined : (reasons[reason] ?? reports.failures.other)
    const what = takenBackAt === null ? t.states[state] : t.takenBack
    const words = why === undefined ? what : `${what}: ${why}`
    return t.message(shorten(offer, 60), words, dateTime(at, deps.zone(), ctx.language, ctx.at))
  })
  return {
    text: lines([t.messages(name), '', ...(shown.length === 0 ? [t.noMessages] : shown)]),
    keyboard: [...pages(presses.messages, id, page, MESSAGES, rows[0]?.total ?? 0), back(ctx, id)],
  }
}

/** Their orders with what was in them; those in another currency are marked. */
export async function ordersOfPerson(deps: PeopleDeps, ctx: BotContext, id: number, page: number): Promise<Card> {
  const { language } = ctx
  const t = texts(language).personCards
  const name = personName(getPerson(deps, id))
  const own = deps.preferences.currency()
  const rows = await listBought(deps.db, id, { limit: ORDERS, offset: Math.max(0, page) * ORDERS })
  const shown = rows.map(order =>
    lines([
      t.order(money(order.paid, order.currency, language), date(order.at, deps.zone(), language), [
        ...(order.status === 'cancelled' ? [t.cancelled] : []),
        ...(order.refunded > 0 ? [t.refunded(money(order.refunded, order.currency, language))] : []),
        ...(order.currency === own ? [] : [t.otherCurrency]),
      ]),
      ...linesOf(deps.db, order.id).map(({ product, quantity }) => t.line(shorten(product, 60), quantity)),
    ]),
  )
  return {
    text: lines([t.orders(name), '', ...(shown.length === 0 ? [t.noOrders] : shown)]),
    keyboard: [...pages(presses.orders, id, page, ORDERS, rows[0]?.total ?? 0), back(ctx, id)],
  }
}

/** The saved segments that hold them now, each asked for this one person; one that cannot be read is left out. */
export async function segmentsOfPerson(deps: PeopleDeps, ctx: BotContext, id: number, page: number): Promise<Card> {
  const t = texts(ctx.language).personCards
  const holding: string[] = []
  const saved = deps.db
    .sql<{ name: string; kind: string; id: number; criterion: string }>(
      'select id, name, kind, criterion from segments where deleted_at is null order by name_folded',
    )
    .all()
  for (const segment of saved) {
    if (await holds(deps, ctx, segment.criterion, id)) holding.push(segment.name)
  }
  const shown = holding.slice(Math.max(0, page) * SEGMENTS, (Math.max(0, page) + 1) * SEGMENTS)
  return {
    text: lines([t.segments(personName(getPerson(deps, id)), holding.length), '', ...shown.map(name => `• ${name}`)]),
    keyboard: [...pages(presses.segments, id, page, SEGMENTS, holding.length), back(ctx, id)],
  }
}

async function holds(deps: PeopleDeps, ctx: BotContext, stored: string, id: number): Promise<boolean> {
  try {
    const plain = expandCriterion(deps.db, parseCriterion(JSON.parse(stored)))
    const condition = compileCriterion(plain, { at: ctx.at, zone: deps.zone() })
    const query = sql`select s.id from subscribers s where s.id = ${id} and ${condition}`
    return (await deps.db.people.rows<{ id: number }>(query.text, query.params)).length > 0
  } catch (error) {
    if (isAppError(error)) return false
    throw error
  }
}

function back(ctx: BotContext, id: number) {
  return [key(texts(ctx.language).admin.card, presses.open, { id })]
}

function pages(turn: Press<'id' | 'page'>, id: number, page: number, size: number, total: number) {
  const to: Press<'page'> = { name: turn.name, data: ({ page }) => turn.data({ id, page }), read: turn.read }
  return pageRow(to, { page, size, total })
}
