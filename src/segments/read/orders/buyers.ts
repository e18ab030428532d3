import { type Cursor, peek, see } from '../cursor.js'
import { endsHere } from '../fields/field.js'
import { seesWindow } from '../times/window.js'
import { sameWord } from '../words/inflect.js'

/** True before "buyers", where nothing behind it says what else they are: "buyers", "customers this month", «покупатели ботинок». */
export function seesBuyers(c: Cursor): boolean {
  const seen = see(c, 'buyers')
  // «Клиенты отбеливания», "clients of dentistry" have bought it.
  if (seen === null) return CLIENTS.has(peek(c)?.text ?? '') && buysThing({ ...c, at: c.at + 1 })
  const behind: Cursor = { ...c, at: c.at + seen.length, trying: true }
  return (
    endsHere(behind) ||
    seesWindow(behind) ||
    see(behind, 'forTotal') !== null ||
    buysThing(behind) ||
    seesBuyersThere(c) !== null
  )
}

const CLIENTS: ReadonlySet<string> = new Set(['clients', 'клиенты', 'клиентов', 'клиентам'])

/** Whoever is called so has bought; "customers" may be anybody. */
const BUYERS: ReadonlySet<string> = new Set([
  ...['buyers', 'purchasers', 'payers', 'покупатели', 'покупателей', 'заказчики', 'платящие'],
])

/** "Buyers from Riga": who bought, where what stands behind it is of them, and not of what they bought. How many tokens say so. */
export function seesBuyersThere(c: Cursor): number | null {
  if (!BUYERS.has(peek(c)?.text ?? '')) return null
  const behind: Cursor = { ...c, at: c.at + 1, trying: true }
  const there = see(behind, 'livesIn', 'cameFrom', 'older', 'younger', 'speaks') !== null || seesWho(behind)
  return there && !buysThing(behind) ? 1 : null
}

const WHO = /^(?:котор(?:ый|ая|ые|ых|ым)|кто|who|that)$/u

/** True before «которые …», «, кто …»: something more is said of them; what they bought, or that they did not, says it all. */
function seesWho(c: Cursor): boolean {
  const comma = peek(c)?.text === ',' ? 1 : 0
  if (!WHO.test(peek(c, comma)?.text ?? '')) return false
  const said = c.tokens.slice(c.at, c.end)
  return !said.some(({ text }) => BOUGHT.test(text))
}

const BOUGHT = /^(?:куп|покуп|заказ|приобр|оплат|плат|потрат|трат|order|buy|bought|purchas|spen|paid|pay)/u

function buysThing(c: Cursor): boolean {
  const of = see(c, 'product')?.length ?? 0
  const word = c.tokens[c.at + of]
  if (word === undefined || c.at + of >= c.end) return false
  const { products, categories } = c.vocabulary
  const name = c.source.slice(word.start, word.end)
  const named = (used: { has(name: string): boolean; all(): readonly string[] }) =>
    used.has(word.kind === 'quoted' ? word.text : name) || sameWord(name, used.all()) !== null
  return named(products) || named(categories)
}
