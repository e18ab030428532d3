import { amountIn } from '../cell/amount.js'
import { cut } from '../cell.js'

/** A position as a file tells of it. `price` is the plain amount for one piece, null when it is not said. */
export type LineItem = {
  product: string
  sku: string | null
  category: string | null
  quantity: number
  price: number | null
}

const LONGEST_CELL = 20_000
const MOST = 200
const LONGEST_NAME = 256

/**
 * The positions in one cell: a list in JSON, lines of «name x 2 ≡ 690» (Tilda), "2× name", «name (3 шт.)», fields of
 * BigCommerce parted by bars, else the names as they are parted by lines or bars.
 */
export function readLineItems(cell: string): LineItem[] {
  const text = cut(cell.trim(), LONGEST_CELL)
  if (text === '') return []
  const list = text.startsWith('[') || text.startsWith('{') ? fromJson(text) : null
  if (list !== null) return list.slice(0, MOST)
  return segments(text).slice(0, MOST).flatMap(fromSegment)
}

function segments(text: string): string[] {
  if (/\n/.test(text)) return text.split(/\n+/)
  if (/\s\|\s/.test(text)) return text.split(/\s\|\s/)
  const counted = text.match(/\(\d+ ?(?:шт|pcs?|st(?:k|ück)?)\.?\)/giu) ?? []
  if (counted.length > 1) return text.split(/(?<=\))\s?[,;]\s?/)
  if ((text.match(/\d\s?[×x]\s/giu) ?? []).length > 1) return text.split(/[,;]\s(?=\d{1,6}\s?[×x]\s)/iu)
  return [text]
}

function fromSegment(segment: string): LineItem[] {
  const text = segment.trim()
  if (text === '') return []
  const pairs = text.includes('|') ? pairsIn(text) : null
  if (pairs !== null) return fromObject(pairs)
  const fields = /Product Name:\s?([^|]+)/i.exec(text)
  if (fields !== null) {
    const [, sku = ''] = /Product SKU:\s?([^,|]*)/i.exec(text) ?? []
    const [, count = '1'] = /Product Qty:\s?(\d+)/i.exec(text) ?? []
    return item(fields[1] ?? '', Number(count), null, sku)
  }
  const [, name, times, price] = /^(.+?)\s[xх×]\s?(\d{1,6})(?:\s?[≡=]\s?([\d\s.,]+))?$/iu.exec(text) ?? []
  if (name !== undefined)
    return item(name, Number(times), price === undefined ? null : (amountIn(price.trim(), null)?.value ?? null))
  const [, before, rest] = /^(\d{1,6})\s?[×xх]\s(.+)$/iu.exec(text) ?? []
  if (rest !== undefined) return item(rest, Number(before), null)
  const [, counted, pieces] = /^(.+?)\s?[(\-–—]\s?(\d{1,6})\s?(?:шт|pcs?|st(?:k|ück)?)\.?\s?\)?$/iu.exec(text) ?? []
  if (counted !== undefined) return item(counted, Number(pieces), null)
  return item(text, 1, null)
}

const PAIR = /^\s*([a-z][a-z _]{0,30}?)\s?:\s?(.*)$/isu

/** `name:Boots|sku:B-1|quantity:2|total:110.00`, with the price of one by what all came to; null for anything else. */
function pairsIn(text: string): Record<string, unknown> | null {
  const pairs = text.split('|').map(part => PAIR.exec(part))
  const said = Object.fromEntries(pairs.map(pair => [pair?.[1]?.toLowerCase() ?? '', pair?.[2]?.trim() ?? '']))
  if (pairs.includes(null) || !('name' in said || 'product' in said || 'title' in said)) return null
  const [total, quantity] = [numberOf(said, ['total', 'subtotal', 'sub_total']), numberOf(said, ['quantity', 'qty'])]
  return total === null || quantity === null || quantity <= 0 || 'price' in said
    ? said
    : { ...said, price: total / quantity }
}

function item(product: string, quantity: number, price: number | null, sku = ''): LineItem[] {
  const name = cut(product.trim(), LONGEST_NAME)
  if (name === '' || quantity < 1) return []
  return [{ product: name, sku: cut(sku.trim(), LONGEST_NAME) || null, category: null, quantity, price }]
}

function fromJson(text: string): LineItem[] | null {
  try {
    const parsed: unknown = JSON.parse(text)
    const list = Array.isArray(parsed) ? parsed : [parsed]
    return list.flatMap(entry => fromObject(entry))
  } catch {
    return null
  }
}

function fromObject(entry: unknown): LineItem[] {
  if (typeof entry === 'string') return fromSegment(entry)
  if (!isObject(entry)) return []
  const offer = isObject(entry['offer']) ? entry['offer'] : isObject(entry['product']) ? entry['product'] : {}
  const name =
    textOf(entry, ['name', 'title', 'productName', 'product_name', 'product']) ??
    textOf(offer, ['displayName', 'name', 'title']) ??
    ''
  const sku =
    textOf(entry, ['sku', 'article', 'code', 'vendorCode']) ?? textOf(offer, ['article', 'sku', 'externalId']) ?? ''
  const quantity = numberOf(entry, ['quantity', 'qty', 'count', 'amount']) ?? 1
  const price = numberOf(entry, ['price', 'initialPrice', 'unitPrice', 'unit_price', 'cost'])
  const category = textOf(entry, ['category']) ?? ''
  return item(name === '' ? sku : name, Math.round(quantity), price, sku).map(one => ({
    ...one,
    category: cut(category.trim(), LONGEST_NAME) || null,
  }))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function textOf(entry: Record<string, unknown>, names: readonly string[]): string | null {
  for (const name of names) {
    const value = entry[name]
    if (typeof value === 'string' && value.trim() !== '') return value
    if (typeof value === 'number') return String(value)
  }
  return null
}

function numberOf(entry: Record<string, unknown>, names: readonly string[]): number | null {
  for (const name of names) {
    const value = entry[name]
    if (typeof value === 'number') return value
    if (typeof value === 'string') return amountIn(value.trim(), '.')?.value ?? null
  }
  return null
}
