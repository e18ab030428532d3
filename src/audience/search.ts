import type { Db } from '../db/open.js'
import { fold } from '../text/fold.js'
import { phoneForms } from './phone.js'

/** Somebody found: enough to recognise them. */
export type FoundPerson = { id: number; firstName: string; lastName: string | null; username: string | null }

const USERNAME = /^(?:@|(?:https?:\/\/)?t\.me\/)([a-z]\w{3,31})\/?$/i
const ID = /^(?:id\s*)?(\d{1,15})$/i
const FULL_NAME = `s.first_name || ' ' || coalesce(s.last_name, '') || ' ' || coalesce(s.username, '')`

/**
 * People by what an admin typed: @name or t.me link, Telegram id, phone (shared, or known from the CRM), else every word as a part of the name, whatever
 * its case, е as ё. Who was seen last comes first. What is typed is only ever text.
 * @throws AppError `query_timeout` after 5 s
 */
export async function findPeople(
  db: Db,
  typed: string,
  page: { offset: number; limit: number },
): Promise<{ people: FoundPerson[]; total: number }> {
  const { where, params } = conditionOf(typed)
  const rows = await db.people.rows<FoundPerson & { total: number }>(
    `select s.id, s.first_name as firstName, s.last_name as lastName, s.username, count(*) over () as total
     from subscribers s where ${where} order by s.last_seen_at desc, s.id limit ? offset ?`,
    [...params, page.limit, page.offset],
  )
  return { people: rows.map(({ total, ...person }) => person), total: rows[0]?.total ?? 0 }
}

function conditionOf(typed: string): { where: string; params: (string | number)[] } {
  const words = typed.normalize('NFKC').trim()
  const [, username] = USERNAME.exec(words) ?? []
  if (username !== undefined) return { where: 's.username = ? collate nocase', params: [username] }
  const forms = phoneForms(typed)
  const called = `s.phone in (select value from json_each(?)) or s.id in (
    select c.subscriber_id from customers c where c.phone in (select value from json_each(?)))`
  const phones = [JSON.stringify(forms), JSON.stringify(forms)]
  const [, id] = ID.exec(words) ?? []
  if (id !== undefined) return { where: `(s.telegram_id = ? or ${called})`, params: [Number(id), ...phones] }
  if (forms.length > 0) return { where: `(${called})`, params: phones }
  const globs = fold(words)
    .replace(/^@/, '')
    .split(' ')
    .filter(word => word !== '')
    .map(globOf)
  if (globs.length === 0) return { where: '0', params: [] }
  return { where: globs.map(() => `${FULL_NAME} glob ?`).join(' and '), params: globs }
}

/** SQLite compares only ASCII without case, so each letter stands for both of its cases. */
function globOf(word: string): string {
  const one = (char: string) => {
    if (char === 'е') return '[еЕёЁ]'
    const upper = char.toUpperCase()
    if ([...upper].length === 1 && upper !== char) return `[${char}${upper}]`
    return '*?['.includes(char) ? `[${char}]` : char
  }
  return `*${[...word].map(one).join('')}*`
}
