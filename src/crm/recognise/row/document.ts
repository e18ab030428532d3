import type { Mapping } from '../../role.js'
import { bare, cut } from '../cell.js'
import { headerWords } from '../column/header.js'
import type { Reading } from './reading.js'

const LONGEST = 256
/** Numbers as most shops write them, which have nothing around them. */
const PLAIN = /^#?[A-Za-z0-9][\w-]*$/
/** A document's kind before its number, and its day behind it: «Реализация товаров ТЧ00-000120 от 30.10.2026». */
const DOCUMENT = /^(?:[\p{L}()./-]+\s+){1,6}(?:№|#|N)?\s?((?=[^\s]*\d)[^\s]+)(?:\s+(?:от|vom|of|from|de|del|з)\s.*)?$/u

/** A document by which money was given back: «Возврат от покупателя 00-000007». */
const RETURN =
  /^(?:возврат|сторно|refund|return|credit (?:memo|note)|gutschrift|retoure|storno|zwrot|avoir|iade|devoluci[oó]n|nota de cr[eé]dito)(?!\p{L})/iu

/** True for the name of a document by which money was given back. */
export function isReturn(name: string): boolean {
  return name !== '' && !isDigit(name.charCodeAt(0)) && RETURN.test(name)
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** A sale as another document names it: «Реализация товаров 00-000120 от 30.10.2026». */
const SALE =
  /^(?:реализаци|продаж|чек|заказ|сч[её]т|накладн|отгрузк|расходн|sale|order|invoice|receipt|rechnung|bestellung|pedido|factura|facture|commande|zam[oó]wieni|paragon)\p{L}*\s/iu
/** A column of what a document was made from. */
const BASIS = /^(?:основани|сделка$|исходн|basis|original|related|parent|grundlage|bezug)/u
/** The same within the name of a return: «Возврат по заказу №1001», Refund for order #1001. */
const WITHIN =
  /\s(?:по|к|на|for|of|zu|zur|de)\s+(?:заказ|чек|реализаци|продаж|order|sale|invoice|receipt|bestellung|rechnung|pedido|commande)\p{L}*\s+(?:№|#|N)?\s?([^\s()]*\d[^\s()]*)/iu

/**
 * The number of the order that a document gives money of back, as another cell or its own name says it; else its own, which
 * may be the order's. Null where the row is no such document.
 */
export function returnedOrder(cells: readonly string[], { roles }: Mapping, { headers }: Reading): string | null {
  const [at] = roles.order_id ?? []
  const name = at === undefined ? '' : bare(cells[at] ?? '')
  if (!isReturn(name)) return null
  const within = WITHIN.exec(name)?.[1]
  if (within !== undefined) return orderIdOf(within)
  const aside = /\(([^()]+)\)/u.exec(name)?.[1] ?? ''
  if (SALE.test(aside) && DOCUMENT.test(aside)) return orderIdOf(aside)
  const basis = cells.findIndex((cell, column) => {
    const text = bare(cell)
    const named = SALE.test(text) && DOCUMENT.test(text)
    return (
      column !== at && /\d/.test(text) && (named || headerWords(headers[column] ?? '').some(word => BASIS.test(word)))
    )
  })
  return orderIdOf(bare(cells[basis] ?? '')) ?? orderIdOf(name)
}

/** A row of its own for what the rows above come to: «Итого за день», Subtotal. */
const SUBTOTAL =
  /^(?:(?:под|промежуточн\p{L}* |общ\p{L}* )?итоги?о?|всего|сумма за день|выручка за день|(?:day |daily |sub-? ?|grand )?total|zwischensumme|tagessumme|gesamt(?:summe)?|razem|ara toplam|toplam)(?:[:.]?$| (?:по|за|на|for|of|on|am) | (?:дня|day)[:.]?$|:? \d)/iu

/** True where a cell says that the row is what others come to. */
export function isSubtotal(cells: readonly string[]): boolean {
  return cells.some(cell => cell.length < 80 && SUBTOTAL.test(bare(cell)))
}

/** The number of an order as its shop says it, without the kind of the document that holds it. */
export function orderIdOf(written: string): string | null {
  if (written.length <= LONGEST && PLAIN.test(written)) return written
  const text = written.replace(/^(\d+)[.,]0$/, '$1').replace(/\s+/gu, ' ')
  return cut(DOCUMENT.exec(text.slice(0, LONGEST))?.[1] ?? text, LONGEST) || null
}
