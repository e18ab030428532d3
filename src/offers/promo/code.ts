import { AppError } from '../../errors.js'
import { fold, withoutUnseen } from '../../text/fold.js'

/** So many UTF-16 units a promo code may have. */
export const CODE_LIMIT = 64

/** What a code is put in where it is named, or stands in a table as text; it is none of the code. */
const OPENING = /^["“„«`]/u
const CLOSING = /["”“»`]$/u

/** Why something is no promo code. */
export type NoCode = 'empty' | 'long' | 'spaces'

/** A promo code: as it is shown, and as it is compared. */
export type Code = { code: string; folded: string }

/**
 * The form in which promo codes are compared, those of offers (`promo_codes.folded`, `offers.promo_folded`) and those that
 * orders carry (`orders.promo_folded`): one for both, see `fold`.
 */
export function foldCode(code: string): string {
  return fold(code)
}

/**
 * Reads a promo code as somebody wrote it; why it is none, where it is not. What surrounds it goes, quotes too, and what nobody sees:
 * a checkout would not know it with that. Spaces within do not go.
 */
export function readCode(written: string): Code | NoCode {
  const seen = withoutUnseen(written.normalize('NFC')).trim()
  const code = seen.length > 1 && OPENING.test(seen) && CLOSING.test(seen) ? seen.slice(1, -1).trim() : seen
  const folded = foldCode(code)
  if (folded === '') return 'empty'
  if (/\s/u.test(code)) return 'spaces'
  return code.length > CODE_LIMIT ? 'long' : { code, folded }
}

/** A promo code. @throws AppError `code_invalid` {why: `NoCode`, limit} */
export function parseCode(written: string): Code {
  const read = readCode(written)
  if (typeof read === 'string') throw new AppError('code_invalid', { why: read, limit: CODE_LIMIT })
  return read
}
