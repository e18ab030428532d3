import { z } from 'zod'
import { shownPartSql } from '../../compile/part.js'
import { sql } from '../../compile/sql.js'
import { partShape } from '../../parts.js'
import { partPhrase } from '../../phrase.js'
import { begunBy } from '../../read/candidate.js'
import { readPart } from '../../read/names/part.js'
import { OR_UNKNOWN } from '../complement.js'
import type { Kind } from '../kind.js'
import { partSlot } from '../slot.js'
import { partOfFact } from './known.js'

const schema = z.strictObject({ leaf: z.literal('username'), ...partShape })

/** Whose username in Telegram, without its @, contains a text, or begins or ends with it; many people have none. */
export type Username = z.infer<typeof schema>

const SUBJECT = { en: 'username', ru: 'юзернейм' }
/** Phrases, because a field of an admin's may well be called "Username". */
const BEGINS = {
  username: {
    en: [
      ...['username contains', 'username includes', 'user name contains', 'nickname contains', 'username has'],
      ...['username with', 'nick contains', 'handle contains', 'login contains', 'nickname includes'],
      ...['username containing', 'nickname has', 'username with text', 'handle includes', 'telegram username contains'],
    ],
    ru: [
      ...['юзернейм содержит', 'юзернейм включает', 'никнейм содержит', 'ник содержит', 'юзернейм с текстом'],
      ...['логин содержит', 'ник включает', 'юзернейм со словом', 'ник с текстом', 'в нике есть', 'в юзернейме есть'],
      ...['никнейм включает', 'юзернейме есть'],
    ],
  },
  usernameStarts: {
    en: ['username starts with', 'username begins with'],
    ru: ['юзернейм начинается с', 'юзернейм начинается на', 'ник начинается с', 'ник начинается на'],
  },
  usernameEnds: {
    en: ['username ends with', 'username ends in'],
    ru: ['юзернейм заканчивается на', 'юзернейм оканчивается на', 'ник заканчивается на', 'ник оканчивается на'],
  },
  usernameWithout: {
    en: ['username does not contain', "username doesn't contain", 'username without text'],
    ru: ['юзернейм не содержит', 'юзернейм не включает', 'ник не содержит', 'никнейм не содержит'],
  },
}

export const username: Kind<Username> = {
  name: 'username',
  schema,
  sql: leaf => shownPartSql(sql`coalesce(s.username, '')`, leaf),
  not: OR_UNKNOWN,
  refers: () => [],
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read: c => begunBy(c, BEGINS, begun => partOfFact(begun, 'username', { leaf: 'username', ...readPart(c, begun) })),
  say: (leaf, { words, language }) => partPhrase(SUBJECT[language], leaf, words),
  builder: {
    entries: [
      {
        ...{ name: 'username', number: 65, menu: 'person', label: { en: '🆔 Username', ru: '🆔 Юзернейм' } },
        ...{ begins: null, asks: 'contains' },
      },
    ],
    slots: {
      contains: partSlot('username', {
        en: 'What stands in their username? Send it without the @. Only at one end: starts with ann, ends with bot.',
        ru: 'Что есть в их юзернейме? Пришлите без @. Только с одного края: начинается с ann, заканчивается на bot.',
      }),
    },
    shown: () => ['contains'],
  },
}
