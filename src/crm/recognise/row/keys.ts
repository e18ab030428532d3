/** Which row a key belongs to; 0 when it has none. */
export type Keys<Key> = { get(key: Key): number; set(key: Key, row: number): void }

const FIRST_SIZE = 1024

/** For a million texts in 20 bytes each: by hashes of 53 and 32 bits, so that none is ever taken for another. */
export function createKeys(): Keys<string> {
  const table = createTable(true)
  // Whoever looks for a key often sets it next.
  let last = ''
  let name = 0
  let check = 0
  const hash = (key: string) => {
    if (key === last && name !== 0) return
    last = key
    let [one, two, three] = [0x7f4a7c15, 0x41c6ce57, 0xdeadbeef]
    for (let at = 0; at < key.length; at++) {
      const code = key.charCodeAt(at)
      one = Math.imul(one ^ code, 2654435761)
      two = Math.imul(two ^ code, 1597334677)
      three = Math.imul(three ^ code, 2246822507) ^ (three >>> 15)
    }
    name = mixed(one, two)
    check = Math.imul(three ^ (three >>> 16), 3266489909) ^ (one >>> 13)
  }
  return {
    get(key) {
      hash(key)
      return table.get(name, check)
    },
    set(key, row) {
      hash(key)
      table.set(name, check, row)
    },
  }
}

/** For a million whole numbers in 12 bytes each, as they are. */
export function createNumberKeys(): Keys<number> {
  const table = createTable(false)
  return { get: key => table.get(key, 0), set: (key, row) => table.set(key, 0, row) }
}

type Table = { get(name: number, check: number): number; set(name: number, check: number, row: number): void }

/** An open table of keys that doubles when it is three quarters full. @param checked false: all checks are 0 */
function createTable(checked: boolean): Table {
  let size = FIRST_SIZE
  let held = 0
  let names = new Float64Array(size)
  let checks = new Int32Array(checked ? size : 0)
  let rows = new Int32Array(size)

  const placeOf = (name: number, check: number): number => {
    let place = (hashNumber(name) ^ (check & 0x7fffffff)) & (size - 1)
    while (rows[place] !== 0 && !(names[place] === name && (!checked || checks[place] === check)))
      place = (place + 1) & (size - 1)
    return place
  }

  const grow = () => {
    const [oldNames, oldChecks, oldRows] = [names, checks, rows]
    size *= 2
    names = new Float64Array(size)
    checks = new Int32Array(checked ? size : 0)
    rows = new Int32Array(size)
    oldRows.forEach((row, at) => {
      if (row !== 0) put(oldNames[at] ?? 0, oldChecks[at] ?? 0, row)
    })
  }

  const put = (name: number, check: number, row: number) => {
    const place = placeOf(name, check)
    if (rows[place] === 0) held += 1
    names[place] = name
    if (checked) checks[place] = check
    rows[place] = row
  }

  return {
    get: (name, check) => rows[placeOf(name, check)] ?? 0,
    set(name, check, row) {
      if (held * 4 > size * 3) {
        held = 0
        grow()
      }
      put(name, check, row)
    },
  }
}

function hashNumber(value: number): number {
  const low = (value % 0x1_0000_0000) | 0
  const high = Math.floor(value / 0x1_0000_0000) | 0
  return Math.imul(low ^ (low >>> 15) ^ Math.imul(high, 0x27d4eb2d), 0x85ebca6b) >>> 1
}

/** A number of 53 bits for a text (two rounds of Murmur's mixing over its UTF-16 units). */
export function hashText(text: string, seed: number): number {
  let one = 0xdeadbeef ^ seed
  let two = 0x41c6ce57 ^ seed
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    one = Math.imul(one ^ code, 2654435761)
    two = Math.imul(two ^ code, 1597334677)
  }
  return mixed(one, two)
}

/** A number of 53 bits for several texts; null and an empty text differ. */
export function hashTexts(texts: readonly (string | null)[]): number {
  let one = 0xdeadbeef
  let two = 0x41c6ce57
  for (const text of texts) {
    // No cell that people write holds what stands between them.
    one = Math.imul(one ^ (text === null ? 0x1e : 0x1f), 2654435761)
    two = Math.imul(two ^ (text === null ? 0x1e : 0x1f), 1597334677)
    if (text === null) continue
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      one = Math.imul(one ^ code, 2654435761)
      two = Math.imul(two ^ code, 1597334677)
    }
  }
  return mixed(one, two)
}

function mixed(one: number, two: number): number {
  const low = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909)
  const high = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  return 4294967296 * (2097151 & high) + (low >>> 0)
}
