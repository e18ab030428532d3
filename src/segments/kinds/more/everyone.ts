import { z } from 'zod'
import { sql } from '../../compile/sql.js'
import { begunBy } from '../../read/candidate.js'
import type { Kind } from '../kind.js'
import { NO_BUTTONS } from '../slot.js'

const schema = z.strictObject({ leaf: z.literal('everyone') })

/** All people, or with *not* before it none. */
export type Everyone = z.infer<typeof schema>

const SAID = { everyone: { en: 'everyone', ru: 'все' }, nobody: { en: 'nobody', ru: 'никто' } }
const BEGINS = {
  everyone: {
    en: [
      ...['everyone', 'everybody', 'all', 'anyone', 'anybody', 'all customers', 'all clients', 'all users'],
      ...['all contacts', 'whole base', 'the whole base', 'entire base', 'all people', 'all subscribers'],
      ...['whole audience', 'the whole audience', 'the entire base', 'entire audience', 'the entire audience'],
      ...['everyone in the base', 'entire list', 'the whole list', 'all of them', 'all the people'],
      ...['all of the people', 'all the subscribers', 'all the customers', 'the whole database', 'entire database'],
      ...['all our subscribers', 'all our customers', 'all of our subscribers', 'all members', 'all readers'],
      ...['absolutely everyone', 'every subscriber', 'every customer', 'each subscriber', 'full base', 'complete base'],
      ...['any subscriber', 'any customer', 'all users of the bot', 'every person', 'every single one'],
      ...['literally everyone', 'all my subscribers'],
    ],
    ru: [
      ...['все', 'все люди', 'все подписчики', 'всех подписчиков', 'всем подписчикам', 'вся база', 'всю базу'],
      ...['по всей базе', 'все клиенты', 'любой', 'всем', 'всех', 'вся аудитория', 'всю аудиторию'],
      ...['по всей аудитории', 'по базе', 'всем людям', 'все пользователи', 'всех пользователей', 'все контакты'],
      ...['каждый', 'все до единого', 'абсолютно все', 'все-все', 'полная база', 'целая база', 'вся наша база'],
      ...['всех клиентов', 'всем клиентам', 'каждый подписчик', 'любой подписчик', 'все кто есть', 'все кто подписан'],
      ...['всей базе', 'всей аудитории', 'все наши подписчики', 'все наши клиенты', 'вообще все', 'все мои подписчики'],
      ...['всем-всем', 'весь список'],
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
