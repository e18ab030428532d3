import { DAY } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { counted } from './broadcasts.js'
import { moment } from './csv.js'
import { bigTable, type Table } from './table.js'

/** Every message that the shop's systems sent to one person, with its words while they are kept. */
export function serviceTable(db: Db): Table {
  return counted(
    db,
    'service_messages',
    { table: 'service_messages', key: 'id' },
    ['message', 'external_id', 'person', 'telegram_id', 'text', 'state', 'reason', 'asked_at', 'sent_at', 'read'],
    `select m.id as message, m.external_id, m.subscriber_id as person, s.telegram_id, m.text, m.state, m.reason,
       m.created_at as asked_at, m.sent_at, m.read_grade as read
     from service_messages m join subscribers s on s.id = m.subscriber_id where m.id > :after and m.id <= :upto order by m.id`,
  )
}

type Line = {
  id: number
  telegramId: number | null
  firstName: string
  lastName: string | null
  text: string | null
  state: string
  reason: string | null
  createdAt: number
  sentAt: number | null
  read: string | null
}

/**
 * Those of the last 7 days as a file.
 * @param number what people are called for whoever may not know who they are; null: they may
 */
export function lastServiceTable(db: Db, name: string, at: number, number: ((id: number) => string) | null): Table {
  const fate = ['state', 'reason', 'asked_at', 'sent_at', 'read']
  const headers = [...(number === null ? ['telegram_id', 'first_name', 'last_name', 'text'] : ['person']), ...fate]
  const keys = { table: 'service_messages', key: 'id', where: `created_at >= ${at - 7 * DAY}` }
  const read = `select s.id, s.telegram_id as telegramId, s.first_name as firstName, s.last_name as lastName, m.text, m.state,
      m.reason, m.created_at as createdAt, m.sent_at as sentAt, m.read_grade as read
    from service_messages m join subscribers s on s.id = m.subscriber_id
    where ${keys.where} and m.id > :after and m.id <= :upto order by m.id`
  return bigTable(db, name, headers, keys, async span =>
    (await db.jobs.rows<Line>(read, span)).map(one => [
      ...(number === null ? [one.telegramId, one.firstName, one.lastName, one.text] : [number(one.id)]),
      ...[one.state, one.reason, moment(one.createdAt), moment(one.sentAt), one.read],
    ]),
  )
}
