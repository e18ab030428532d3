import { z } from 'zod'
import { sql } from '../compile/sql.js'
import { idSchema } from '../parts.js'
import { named } from '../phrase.js'
import { begunBy } from '../read/candidate.js'
import { readThings } from '../read/things.js'
import { ofOne } from '../window.js'
import { PLAIN_NOT } from './complement.js'
import type { Kind } from './kind.js'
import { NO_BUTTONS } from './slot.js'

const schema = z.strictObject({ leaf: z.literal('listed'), segment: idSchema })

/** In the rows of a fixed list. */
export type Listed = z.infer<typeof schema>

const SAID = { en: 'in list', ru: 'в списке' }
const BEGINS = {
  inList: {
    en: ['in list', 'in the list', 'list', 'from list'],
    ru: ['в списке', 'список', 'из списка', 'в готовом списке'],
  },
}

export const listed: Kind<Listed> = {
  name: 'listed',
  schema,
  sql: ({ segment }, context) => sql`(s.id in (select m.subscriber_id from segment_members m
        where m.segment_id = ${segment}${ofOne(sql`m.subscriber_id`, context)}))`,
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
  say: ({ segment }, phrasing) =>
    `${SAID[phrasing.language]} ${named(phrasing.names.segments.name(segment), segment, phrasing)}`,
  builder: NO_BUTTONS,
}
