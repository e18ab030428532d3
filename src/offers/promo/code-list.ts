import type { Db } from '../../db/open.js'
import { AppError } from '../../errors.js'
import { isCodeHeader } from '../../text/code-header.js'
import { countCodes, nameOfSame } from '../promo.js'
import { type Code, type NoCode, readCode } from './code.js'

/** So many codes one offer may have: counting those that are left stays a matter of a few ms. */
export const MOST_CODES = 500_000
/** So many are written at once, a few ms. */
export const SLICE = 500
/** So many are read without a pause. */
const AT_ONCE = 1_000
const EXAMPLES = 3

/** What is left out of a list, why, and the first few of it. `double`: it stands there twice, or the offer has it already. */
export type LeftOut = { why: Exclude<NoCode, 'empty'> | 'double'; codes: number; examples: string[] }

/** What was read of a list, in its order. */
export type CodeList = { codes: Code[]; leftOut: LeftOut[] }

/** Typed or pasted codes: each on a line of its own, or with commas, semicolons or tabs between. */
export function splitCodes(text: string): string[] {
  return text.split(/[\r\n\t,;\u0085\u2028\u2029]+/u).filter(cell => cell.trim() !== '')
}

/**
 * Reads a list of codes: empty lines and a header go, and what is no code, or stands there twice, is left out and told.
 * @throws AppError `codes_none` when no code is in it, `codes_too_many` {limit}
 */
export async function readCodes(written: readonly string[]): Promise<CodeList> {
  const codes = new Map<string, Code>()
  const leftOut = new Map<LeftOut['why'], LeftOut>()
  const leave = (why: LeftOut['why'], code: string) => {
    const known = leftOut.get(why) ?? { why, codes: 0, examples: [] }
    known.codes += 1
    if (known.examples.length < EXAMPLES) known.examples.push(code.trim())
    leftOut.set(why, known)
  }
  let begun = false
  for (const [i, cell] of written.entries()) {
    if (i % AT_ONCE === AT_ONCE - 1) await new Promise(resolve => setImmediate(resolve))
    const read = readCode(cell)
    if (read === 'empty') continue
    const header = !begun && isCodeHeader(cell)
    begun = true
    if (header) continue
    if (typeof read === 'string') leave(read, cell)
    else if (codes.has(read.folded)) leave('double', read.code)
    else codes.set(read.folded, read)
  }
  if (codes.size === 0) throw new AppError('codes_none')
  if (codes.size > MOST_CODES) throw new AppError('codes_too_many', { limit: MOST_CODES })
  return { codes: [...codes.values()], leftOut: [...leftOut.values()] }
}

/** What became of codes that were added: `elsewhere` is how many another offer has (`name` is one of these); they are left out. */
export type Added = { added: number; double: number; elsewhere: { codes: number; name: string } | null }

/**
 * Adds codes to the end of an offer's list; those that it has already, or that another offer gives out, are left out. Done
 * again it comes to the same list. To be called in a group, with a slice (`SLICE`) of them.
 * @param offerId whose list it is, see `listOf`
 */
export function addCodes(db: Pick<Db, 'sql'>, offerId: number, codes: readonly Code[]): Added {
  const insert = db.sql(
    `insert into promo_codes (offer_id, folded, code, position) values (?, ?, ?, ?) on conflict do nothing`,
  )
  let position = countCodes(db, offerId).total
  const result: Added = { added: 0, double: 0, elsewhere: null }
  for (const { code, folded } of codes) {
    const name = nameOfSame(db, { offer: offerId, list: offerId }, folded)
    if (name !== null) result.elsewhere = { codes: (result.elsewhere?.codes ?? 0) + 1, name }
    else if (insert.run(offerId, folded, code, position).changes === 0) result.double += 1
    else {
      result.added += 1
      position += 1
    }
  }
  db.sql('update offers set promo_total = ? where id = ?').run(position, offerId)
  return result
}

/**
 * Removes a slice of what nobody has of a list that was put away. To be called in a group, until it returns false.
 * @returns whether more may be left
 */
export function clearList(db: Pick<Db, 'sql'>, offerId: number): boolean {
  const { changes } = db
    .sql(
      `delete from promo_codes where offer_id = :offer and folded in (select folded from promo_codes
         indexed by promo_codes_free where offer_id = :offer and delivery_id is null order by position limit ${SLICE})`,
    )
    .run({ offer: offerId })
  db.sql('update offers set promo_total = promo_total - ? where id = ?').run(changes, offerId)
  return changes === SLICE
}
