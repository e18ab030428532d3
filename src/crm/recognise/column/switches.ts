import { fold } from '../../../text/fold.js'
import { remembering } from '../remembering.js'
import { headerWords } from './header.js'
import type { Profile } from './profile.js'
import type { Roles } from './roles.js'
import { orderWord } from './statuses.js'

type Switched = 'paid' | 'cancelled' | 'refunded'

const CALLED_OFF = /^(?:cancel|void|аннулир|отмен|storn|anulad|anulowan|annul|iptal|скасован)/u
const TAKEN_BACK = /^(?:refund|return|возвра|chargeback|erstattet|reembols|devuelt|zwro|iade|rembours|rimbors|поверн)/u
/** Beside these a header speaks of what may be, of a part, or of who and why. */
const SETTLED =
  /^(?:paid|оплачен|оплата|bezahlt|pagad|pago$|paye$|payee$|pagat|odendi|сплачен|zaplacon|oplacon|betaald)/u
const OTHERWISE =
  /^(?:able|refundable|возмож|доступ|allowed|eligible|policy|услови|part|частич|reason|причин|by|кем|fee|комисс|insurance|страхов|address|адрес)/u
/** A status that says nothing but how an order was paid. */
const OF_MONEY = /^(?:financ|payment|оплат|zahlung|pago|paiement|pagamento|odeme|platnosc)/u
const KIND = /^(?:тип|вид|type|kind|operation|операц|art|tipo|typ|rodzaj|признак|action|line)$/u
const YES = /^(?:1|yes|true|да|так|ja|si|sim|evet|y|д|tak|oui|\+|x|х|v|✓|✅|✔)$/u
const NO = /^(?:0|no|false|нет|ні|nein|hayir|n|н|nie|non|-)$/u
const DAY = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}/

/** What a column named so says of an order by *yes*; null where it says nothing of the kind. */
function namedFor(header: string): Switched | null {
  const words = headerWords(header)
  if (words.length > 4 || words.some(word => OTHERWISE.test(word))) return null
  if (words.some(word => TAKEN_BACK.test(word))) return 'refunded'
  if (words.some(word => CALLED_OFF.test(word))) return 'cancelled'
  return words.length <= 2 && SETTLED.test(words[0] ?? '') ? 'paid' : null
}

/**
 * Columns by which single orders were paid, taken back or called off although another one holds their status: switches
 * named so (`Voided`, «Оплачено»), the day of it in a few rows where no status speaks of it, and kinds of documents, sales among which
 * there are returns.
 */
export function switchColumns(columns: readonly Profile[], roles: Roles): number[] {
  const [status] = roles.order_status ?? []
  const ofMoney = headerWords(columns[status ?? -1]?.header ?? '').some(word => OF_MONEY.test(word))
  const money = new Set([...(roles.refunded ?? []), ...(roles.total ?? [])])
  const orders = columns[roles.ordered_at?.[0] ?? -1]?.filled ?? 0
  return columns.flatMap(({ header, filled, values, days }, at) => {
    if (filled === 0 || at === status || money.has(at)) return []
    const named = namedFor(header)
    if (named !== null) {
      const words = [...(values?.keys() ?? [])].map(fold)
      const [yes, no] = [words.some(word => YES.test(word)), words.some(word => NO.test(word))]
      const switches = (yes || (no && named !== 'paid')) && words.every(word => YES.test(word) || NO.test(word))
      // Where most have such a day, it is when something lent comes back, or somebody flies home.
      const few = days.all === filled && filled * 2 <= orders
      const isDay = few && (status === undefined ? named !== 'paid' : named === 'cancelled' && ofMoney)
      return switches || isDay ? [at] : []
    }
    if (values === null || !headerWords(header).some(word => KIND.test(word))) return []
    const meanings = new Set([...values.keys()].map(orderWord))
    return meanings.has('paid') && meanings.has('refunded') ? [at] : []
  })
}

/** Asked of every row. */
const meant = remembering(namedFor)

/** True for a switch that says of every order whether it was paid. */
export function saysPaid(header: string): boolean {
  return meant(header) === 'paid'
}

/** What the word of such a column says of its order: `unsaid` where the others are paid and this is blank; null where it says nothing. */
export function switchedBy(header: string, written: string): Switched | 'unpaid' | 'unsaid' | null {
  const named = meant(header)
  if (written === '') return named === 'paid' ? 'unsaid' : null
  if (named !== null) {
    if (YES.test(fold(written)) || DAY.test(written)) return named
    return named === 'paid' && NO.test(fold(written)) ? 'unpaid' : null
  }
  const meaning = orderWord(written)
  return meaning === 'refunded' || meaning === 'cancelled' ? meaning : null
}
