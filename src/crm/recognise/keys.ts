/**
 * Which row a key belongs to, for a million keys in 20 bytes each: numbers as they are, texts by two hashes of 53 bits,
 * so that none is ever taken for another.
 */
export type Keys = {
  /** The row of a key; 0 when it has none. */
  get(key: string | number): number
  set(key: string | number, row: number): void
}

const FIRST_SIZE = 1024

/** An open table of keys that doubles when it is two thirds full. */
export function createKeys(): Keys {
  let size = FIRST_SIZE
  let held = 0
  let names = new Float64Array(size)
  let checks = new Float64Array(size)
  let rows = new Int32Array(size)

  const placeOf = (name: number, check: number): number => {
    let place = (hashNumber(name) ^ (check & 0x7fffffff)) & (size - 1)
    while (rows[place] !== 0 && !(names[place] === name && checks[place] === check)) place = (place + 1) & (size - 1)
    return place
  }

  const grow = () => {
    const [oldNames, oldChecks, oldRows] = [names, checks, rows]
    size *= 2
    names = new Float64Array(size)
    checks = new Float64Array(size)
    rows = new Int32Array(size)
    oldRows.forEach((row, at) => {
      if (row === 0) return
      const [name = 0, check = 0] = [oldNames[at], oldChecks[at]]
      const place = placeOf(name, check)
      names[place] = name
      checks[place] = check
      rows[place] = row
    })
  }

  return {
    get(key) {
      const [name, check] = nameOf(key)
      return rows[placeOf(name, check)] ?? 0
    },
    set(key, row) {
      if (held * 3 > size * 2) grow()
      const [name, check] = nameOf(key)
      const place = placeOf(name, check)
      if (rows[place] === 0) held += 1
      names[place] = name
      checks[place] = check
      rows[place] = row
    },
  }
}

function nameOf(key: string | number): readonly [number, number] {
  return typeof key === 'number' ? [key, 0] : [hashText(key, 0x9e3779b9), hashText(key, 0x7f4a7c15)]
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
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909)
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909)
  return 4294967296 * (2097151 & two) + (one >>> 0)
}
