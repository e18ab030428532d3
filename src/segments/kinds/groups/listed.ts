import { z } from 'zod'
import { isAmong, sql } from '../../compile/sql.js'
import { idSchema } from '../../parts.js'
import { named } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, take } from '../../read/cursor.js'
import { namedAt } from '../../read/names/bare.js'
import { byForm, readThings } from '../../read/names/things.js'
import { ofOne } from '../../window.js'
import { PLAIN_NOT } from '../complement.js'
import type { Kind } from '../kind.js'
import { NO_BUTTONS } from '../slot.js'

const schema = z.strictObject({ leaf: z.literal('listed'), segment: idSchema })

/** In the rows of a fixed list. */
export type Listed = z.infer<typeof schema>

const SAID = { en: 'in list', ru: 'в списке' }
const BEGINS = {
  inList: {
    en: [
      ...['in list', 'in the list', 'list', 'from list', 'on list', 'on the list', 'in lists', 'from the list'],
      ...['on a list', 'members of list', 'people in list', 'lists', 'the list', 'part of list', 'of list'],
      ...['included in list'],
    ],
    ru: [
      ...['в списке', 'список', 'из списка', 'в готовом списке', 'входят в список', 'в списках', 'по списку'],
      ...['из списков', 'люди из списка', 'есть в списке', 'состоят в списке', 'находятся в списке', 'списке'],
      ...['внесены в список', 'попали в список', 'списка', 'готовый список'],
    ],
  },
}

export const listed: Kind<Listed> = {
  name: 'listed',
  schema,
  sql: ({ segment }, context) =>
    isAmong(
      sql`select m.subscriber_id from segment_members m
        where m.segment_id = ${segment}${ofOne(sql`m.subscriber_id`, context)}`,
      { once: true },
    ),
  not: PLAIN_NOT,
  refers: ({ segment }) => [{ kind: 'list', id: segment }],
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read: c =>
    begunBy(c, BEGINS, () =>
      readThings(c, 'list', c.vocabulary.lists, (segment): Listed => ({ leaf: 'listed', segment })),
    ),
  bare: beforeNoun,
  say: ({ segment }, phrasing) =>
    `${SAID[phrasing.language]} ${named(phrasing.names.segments.name(segment), segment, phrasing)}`,
  builder: NO_BUTTONS,
}

/** "VIP list", "on the VIP list": the word for it stands behind its name. */
function beforeNoun(c: Cursor): Candidate[] {
  const inside: Cursor = { ...c }
  take(inside, 'memberOf', 'on')
  take(inside, 'article')
  const found = namedAt(inside, name => byForm(c.vocabulary.lists, name))
  if (found === null || !['list', 'список'].includes(c.tokens[found.to]?.text ?? '') || found.to >= c.end) return []
  return [{ to: found.to + 1, sure: 'words', read: (): Listed => ({ leaf: 'listed', segment: found.value }) }]
}
