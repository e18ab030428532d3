import { createKeys, createNumberKeys, hashTexts } from './keys.js'
import type { Person } from './person.js'

/**
 * Whom a row is about: `row` is the number of the person (1 …), `first` the first row of theirs, `absorbs` the numbers of
 * those who turn out to be the same person; `news`: the row says something that an equal row before did not.
 */
export type Known = { row: number; first: boolean; absorbs: readonly number[]; news: boolean }

/** Tells people of a file apart by their keys, and holds no more of them than numbers. */
export type People = {
  add(person: Person): Known
  readonly count: number
}

const NOBODY: readonly number[] = []

/**
 * People are joined by the strongest key that a row has: Telegram's id, the phone, the e-mail. A weaker key never joins
 * two whose stronger ones differ: a family's e-mail does not make one person of two phones.
 * @param options.often people come again often, as in a file of orders: what their first row says is remembered as well, and
 * a row that has nothing but their number is theirs
 * @param options.named a username alone names somebody, as in a list of ours
 */
export function createPeople({ often = false, named = false } = {}): People {
  const ids = createNumberKeys()
  const phones = createNumberKeys()
  const emails = createKeys()
  const names = createKeys()
  const numbers = createKeys()
  /** By number: the id and the phone (0 for none), what was said last, and into whom they were absorbed. */
  let telegram = new Float64Array(1024)
  let phone = new Float64Array(1024)
  let said = new Float64Array(1024)
  let parent = new Int32Array(1024)
  let last = 0
  let absorbed = 0

  const rootOf = (row: number): number => {
    let root = row
    while (parent[root] !== root && root !== 0) root = parent[root] ?? 0
    return root
  }
  const grow = () => {
    if (last < telegram.length - 1) return
    telegram = enlarged(telegram)
    phone = enlarged(phone)
    const rows = new Int32Array(parent.length * 2)
    rows.set(parent)
    parent = rows
  }
  /** Whether a weaker key may join these: their stronger ones do not contradict each other. */
  const agree = (row: number, id: number, number: number) =>
    (id === 0 || telegram[row] === 0 || telegram[row] === id) &&
    (number === 0 || phone[row] === 0 || phone[row] === number)

  return {
    add(person) {
      const id = person.telegramId ?? 0
      const number = person.phone === null ? 0 : Number(person.phone.slice(1))
      const byId = id === 0 ? 0 : rootOf(ids.get(id))
      const byPhone = number === 0 ? 0 : rootOf(phones.get(number))
      const byEmail = person.email === null ? 0 : rootOf(emails.get(person.email))
      const byName =
        !named || person.username === null || id + number !== 0 || person.email !== null
          ? 0
          : rootOf(names.get(person.username.toLowerCase()))
      const byNumber =
        !often || person.externalId === null || id + number !== 0 || person.email !== null
          ? 0
          : rootOf(numbers.get(person.externalId))
      const ofPhone = byPhone !== 0 && agree(byPhone, id, 0) ? byPhone : 0
      const ofEmail = byEmail !== 0 && agree(byEmail, id, number) ? byEmail : 0
      const known = byId || ofPhone || ofEmail || byName || byNumber
      const fresh = known === 0
      const row = fresh ? ++last : known
      grow()
      if (fresh) parent[row] = row
      const alone = [ofPhone, ofEmail, byName, byNumber].every(other => other === 0 || other === row)
      const absorbs: number[] = []
      for (const other of alone ? NOBODY : new Set([ofPhone, ofEmail, byName, byNumber])) {
        if (other === row || other === 0 || !agree(other, telegram[row] ?? 0, phone[row] ?? 0)) continue
        parent[other] = row
        absorbed += 1
        absorbs.push(other)
        if (telegram[row] === 0) telegram[row] = telegram[other] ?? 0
        if (phone[row] === 0) phone[row] = phone[other] ?? 0
      }
      if (telegram[row] === 0) telegram[row] = id
      if (phone[row] === 0) phone[row] = number
      if (id !== 0 && byId === 0) ids.set(id, row)
      if (number !== 0 && byPhone === 0) phones.set(number, row)
      if (person.email !== null && byEmail === 0) emails.set(person.email, row)
      if (named && person.username !== null && names.get(person.username.toLowerCase()) === 0)
        names.set(person.username.toLowerCase(), row)
      if (often && person.externalId !== null && numbers.get(person.externalId) === 0)
        numbers.set(person.externalId, row)
      // Elsewhere what the first row says is in nobody's memory: the second is news, all like it are not.
      const content = fresh && !often ? 0 : contentOf(person)
      const news = fresh || content === 0 || said[row] !== content
      if (content !== 0) {
        while (said.length <= row) said = enlarged(said)
        said[row] = content
      }
      return { row, first: fresh, absorbs, news }
    },
    get count() {
      return last - absorbed
    },
  }
}

/** What a row says of a person, as one number: made for every row, and so without detours. */
function contentOf(person: Person): number {
  const { telegramId, subscribedAt, fields } = person
  const standing = `${person.stopped ? 's' : ''}${person.reachable === null ? '' : person.reachable ? 'r' : 'b'}`
  return hashTexts([
    telegramId === null ? null : String(telegramId),
    person.phone,
    person.email,
    person.externalId,
    person.firstName,
    person.lastName,
    person.username,
    person.language,
    standing,
    subscribedAt === null ? null : String(subscribedAt),
    hasAny(fields) ? JSON.stringify(fields) : null,
  ])
}

function hasAny(fields: Person['fields']): boolean {
  for (const _ in fields) return true
  return false
}

function enlarged(array: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(array.length * 2)
  larger.set(array)
  return larger
}

/** One person of two rows: what the earlier says stays, what it does not say comes from the later; tags of both. */
export function joinPeople(earlier: Person, later: Person): Person {
  const fields = { ...later.fields, ...earlier.fields }
  for (const [key, value] of Object.entries(later.fields)) {
    const before = earlier.fields[key]
    if (Array.isArray(value) && Array.isArray(before)) fields[key] = [...new Set([...before, ...value])]
  }
  const times = [earlier.subscribedAt, later.subscribedAt].filter(time => time !== null)
  return {
    line: Math.min(earlier.line, later.line),
    telegramId: earlier.telegramId ?? later.telegramId,
    phone: earlier.phone ?? later.phone,
    email: earlier.email ?? later.email,
    externalId: earlier.externalId ?? later.externalId,
    firstName: earlier.firstName ?? later.firstName,
    lastName: earlier.lastName ?? later.lastName,
    username: earlier.username ?? later.username,
    language: earlier.language ?? later.language,
    // Whoever stopped once in a file stays stopped, whatever a double of them says.
    stopped: earlier.stopped || later.stopped,
    reachable:
      earlier.reachable === false || later.reachable === false ? false : (earlier.reachable ?? later.reachable),
    subscribedAt: times.length === 0 ? null : Math.min(...times),
    fields,
  }
}
