import { type Cursor, see } from './cursor.js'
import { endsHere } from './field.js'
import { sameWord } from './inflect.js'
import { seesWindow } from './window.js'

/** True before "buyers", where nothing behind it says what else they are: "buyers", "customers this month", «покупатели ботинок». */
export function seesBuyers(c: Cursor): boolean {
  const seen = see(c, 'buyers')
  if (seen === null) return false
  const behind: Cursor = { ...c, at: c.at + seen.length, trying: true }
  return endsHere(behind) || seesWindow(behind) || see(behind, 'forTotal') !== null || buysThing(behind)
}

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
