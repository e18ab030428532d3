import { LIST_HEADERS, SEGMENT_HEADERS } from '../../crm/own-file.js'
import type { Db } from '../../db/open.js'
import type { Criterion } from '../../segments/criterion.js'
import { describeCriterion, findNames } from '../../segments/describe.js'
import { type ListedSegment, listSegments } from '../../segments/segment.js'
import type { Language } from '../../text/format.js'
import { moment } from './csv.js'
import type { Who } from './person.js'
import { bigTable, smallTable, type Table } from './table.js'

/**
 * Saved segments: what each asks, as a sentence that can be read again, and how many people it held when last counted.
 * @param hidden whose words are not for whoever reads it
 */
export function segmentsTable(
  db: Db,
  language: Language,
  hidden: (criterion: Criterion) => boolean = () => false,
): Table {
  return smallTable('segments', SEGMENT_HEADERS, async () => {
    const names = findNames(db)
    const counted = await db.jobs.rows<{ id: number; size: number }>(
      'select segment_id as id, size, max(day) from segment_sizes group by segment_id',
    )
    const sizes = new Map(counted.map(({ id, size }) => [id, size] as const))
    const { segments } = listSegments(db, { offset: 0, limit: 1_000_000 })
    const sentence = ({ kind, criterion }: ListedSegment) =>
      kind === 'list' || criterion === null || hidden(criterion) ? null : describeCriterion(criterion, language, names)
    return segments
      .toReversed()
      .map(segment => [
        ...[segment.name, sentence(segment), language, sizes.get(segment.id) ?? null, segment.kind],
        segment.criterion === null || hidden(segment.criterion) ? null : JSON.stringify(segment.criterion),
      ])
  })
}

type Member = Who & {
  list: string
  subscribedAt: number | null
  since: number
}

/** Who is in which fixed list. */
export function listsTable(db: Db): Table {
  const read = `select g.name as list, s.telegram_id as telegramId, s.first_name as firstName, s.last_name as lastName,
      s.username, s.phone, s.status, s.subscribed_at as subscribedAt, m.since
    from subscribers s cross join segment_members m indexed by segment_members_subscriber on m.subscriber_id = s.id
      join segments g on g.id = m.segment_id
    where s.id > :after and s.id <= :upto and s.status <> 'erased' and g.kind = 'list' and g.listed = 1
      and g.deleted_at is null
    order by s.id, g.id`
  return bigTable(db, 'lists', LIST_HEADERS, { table: 'subscribers', key: 'id' }, async span =>
    (await db.jobs.rows<Member>(read, span)).map(member => [
      ...[member.list, member.telegramId, member.firstName, member.lastName, member.username, member.phone],
      ...[member.status, moment(member.subscribedAt), moment(member.since)],
    ]),
  )
}
