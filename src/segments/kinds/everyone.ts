import { z } from 'zod'
import { sql } from '../compile/sql.js'
import { begunBy } from '../read/candidate.js'
import type { Kind } from './kind.js'
import { NO_BUTTONS } from './slot.js'

const schema = z.strictObject({ leaf: z.literal('everyone') })

/** All people, or with *not* before it none. */
export type Everyone = z.infer<typeof schema>

const SAID = { everyone: { en: 'everyone', ru: 'все' }, nobody: { en: 'nobody', ru: 'никто' } }
const BEGINS = {
  everyone: {
    en: [
      'everyone',
      'everybody',
      'all',
      'anyone',
      'anybody',
      'all customers',
      'all clients',
      'all users',
      'all contacts',
      'whole base',
      'the whole base',
      'entire base',
      'all people',
      'all subscribers',
    ],
    ru: [
      'все',
      'все люди',
      'все подписчики',
      'всех подписчиков',
      'всем подписчикам',
      'вся база',
      'всю базу',
      'по всей базе',
      'все клиенты',
      'любой',
      'всем',
      'всех',
    ],
  },
  nobody: { en: ['nobody', 'no one'], ru: ['никто', 'никого'] },
}
const EVERYONE: Everyone = { leaf: 'everyone' }

export const everyone: Kind<Everyone> = {
  name: 'everyone',
  schema,
  sql: () => sql`(true)`,
  not: {
    turned: () => null,
    holdsUnknown: () => false,
    say: (_leaf, { language }) => SAID.nobody[language],
  },
  refers: () => [],
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read: c => begunBy(c, BEGINS, begun => (begun === 'everyone' ? EVERYONE : { not: EVERYONE })),
  say: (_leaf, { language }) => SAID.everyone[language],
  builder: NO_BUTTONS,
}
