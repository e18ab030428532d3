import type { Db } from '../../db/open.js'
import { counted } from './broadcasts.js'
import type { Table } from './table.js'

/** Everything that the shop reported of people, with what came with it as JSON. */
export function eventsTable(db: Db): Table {
  return counted(
    db,
    'events',
    { table: 'events', key: 'id' },
    ['event', 'external_id', 'person', 'telegram_id', 'name', 'happened_at', 'told_at', 'properties'],
    `select e.id as event, e.key as external_id, e.subscriber_id as person, s.telegram_id, n.name, e.at as happened_at,
       e.received_at as told_at, e.properties
     from events e join event_names n on n.id = e.name_id join subscribers s on s.id = e.subscriber_id
     where e.id > :after and e.id <= :upto order by e.id`,
  )
}
