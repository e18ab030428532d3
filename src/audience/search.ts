import type { Db } from '../db/open.js'
import { foldSearch, lettersLike } from '../text/fold.js'
import { phoneForms } from './phone.js'

/**
 * Somebody found, and what tells them from others of the same name: `city` as it is kept, the last digits of a phone that
 * they shared, and since when they are here (ms UTC).
 */
export type FoundPerson = {
  id: number
  telegramId: number
  firstName: string
  lastName: string | null
  username: string | null
  city: string | null
  phoneEnd: string | null
  since: number
}

const USERNAME = /^(?:@|(?:https?:\/\/)?t\.me\/)([a-z]\w{3,31})\/?$/i
const ID = /^(?:id\s*)?(\d{1,15})$/i
/** What may be a number in a shop, or an e-mail, beside a name. */
const NUMBER = /[\d@]/
const FULL_NAME = `s.first_name || ' ' || coalesce(s.last_name, '') || ' ' || coalesce(s.username, '')`
const SPACED = `(' ' || ${FULL_NAME} || ' ')`
const BARE = `trim(s.first_name || ' ' || coalesce(s.last_name, ''))`

/**
 * People by what an admin typed: @name or t.me link, Telegram id, phone (shared, or known from the CRM), number in the shop or
 * e-mail of the customer they are, else every word as a part of the name, whatever
 * its case and marks, е as ё. Whose whole name that is come first, then those who have it as a name of theirs, then those whose name
 * begins so; among equals who was seen last. What is typed is only ever text.
 * @throws AppError `query_timeout` after 5 s
 */
export async function findPeople(
  db: Db,
  typed: string,
  page: { offset: number; limit: number },
): Promise<{ people: FoundPerson[]; total: number }> {
  const { where, rank, params } = conditionOf(typed)
  const rows = await db.people.rows<FoundPerson & { total: number }>(
    `select p.*, (select v.shown from attributes a join attribute_values v on v.attribute_id = a.id and v.subscriber_id = p.id
         where a.key = 'city') as city
     from (select s.id, s.telegram_id as telegramId, s.first_name as firstName, s.last_name as lastName, s.username,
         substr(s.phone, -4) as phoneEnd, s.subscribed_at as since, count(*) over () as total
       from subscribers s where ${where} order by ${rank.text} s.last_seen_at desc, s.id limit ? offset ?) p`,
    [...params, ...rank.params, page.limit, page.offset],
  )
  return { people: rows.map(({ total, ...person }) => person), total: rows[0]?.total ?? 0 }
}

type Values = (string | number)[]

/** Whom it means, and by what they are put in order, before anything else; nothing where one person is meant. */
function conditionOf(typed: string): { where: string; params: Values; rank: { text: string; params: Values } } {
  const rank = { text: '', params: [] }
  const words = typed.normalize('NFKC').trim()
  const [, username] = USERNAME.exec(words) ?? []
  if (username !== undefined) return { where: 's.username = ? collate nocase', params: [username], rank }
  const forms = phoneForms(typed)
  const called = `s.phone in (select value from json_each(?)) or s.id in (
    select c.subscriber_id from customers c where c.phone in (select value from json_each(?)))`
  const phones = [JSON.stringify(forms), JSON.stringify(forms)]
  const customer = 's.id in (select c.subscriber_id from customers c where c.external_id = ? or c.email = ?)'
  const known = [words, words.toLowerCase()]
  const [, id] = ID.exec(words) ?? []
  if (id !== undefined)
    return { where: `(s.telegram_id = ? or ${called} or ${customer})`, params: [Number(id), ...phones, ...known], rank }
  if (forms.length > 0) return { where: `(${called})`, params: phones, rank }
  const parts = foldSearch(words)
    .replace(/^@/, '')
    .split(' ')
    .filter(word => word !== '')
    .map(globOf)
  if (parts.length === 0) return { where: '0', params: [], rank }
  const all = (name: string) => parts.map(() => `${name} glob ?`).join(' and ')
  const named = parts.map(part => `*${part}*`)
  const numbered = NUMBER.test(words)
  return {
    where: numbered ? `((${all(FULL_NAME)}) or ${customer})` : all(FULL_NAME),
    params: numbered ? [...named, ...known] : named,
    rank: {
      text: `case when ${all(SPACED)} then (${BARE} not glob ? and ${BARE} not glob ?) when ${all(SPACED)} then 2 else 3 end,`,
      params: [
        ...parts.map(part => `* ${part} *`),
        ...[parts, parts.toReversed()].map(order => order.join(' ')),
        ...parts.map(part => `* ${part}*`),
      ],
    },
  }
}

/**
 * A pattern of `glob` for words in a column that keeps them as they were written: SQLite compares only ASCII without
 * case, so each letter stands for all that are like it.
 * @param word as `foldSearch` has it
 */
export function globOf(word: string): string {
  const one = (letter: string) => {
    const like = lettersLike(letter)
    return like === letter && !'*?['.includes(letter) ? letter : `[${like}]`
  }
  return [...word].map(one).join('')
}
