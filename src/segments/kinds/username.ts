import { z } from 'zod'
import { globOf } from '../../audience/search.js'
import { foldSearch } from '../../text/fold.js'
import { type Sql, sql } from '../compile/sql.js'
import { type Part, partShape } from '../parts.js'
import { partPhrase } from '../phrase.js'
import { begunBy } from '../read/candidate.js'
import { readPartOf } from '../read/part.js'
import type { Rule } from '../rule.js'
import { OR_UNKNOWN } from './complement.js'
import type { Kind } from './kind.js'
import { factOf } from './known.js'

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

/** Longer than any username may be. */
const LONGEST = 256

export const username: Kind<Username> = {
  name: 'username',
  schema,
  sql: leaf => partSql(leaf),
  not: OR_UNKNOWN,
  refers: () => [],
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read: c =>
    begunBy(c, BEGINS, (begun): Rule => {
      const leaf: Username = { leaf: 'username', contains: readPartOf(c) }
      if (begun === 'username') return leaf
      if (begun === 'usernameWithout') return { all: [factOf('username', true), { not: leaf }] }
      const atEdge: Username = { ...leaf, at: begun === 'usernameStarts' ? 'start' : 'end' }
      return atEdge
    }),
  say: (leaf, { words, language }) => partPhrase(SUBJECT[language], leaf, words),
  builder: {
    entries: [
      {
        ...{ name: 'username', number: 65, menu: 'person', label: { en: '🆔 Username', ru: '🆔 Юзернейм' } },
        ...{ begins: null, asks: 'contains' },
      },
    ],
    slots: {
      contains: {
        asks: {
          en: 'What stands in their username? Send it without the @. Only at one end: starts with ann, ends with bot.',
          ru: 'Что есть в их юзернейме? Пришлите без @. Только с одного края: начинается с ann, заканчивается на bot.',
        },
        says: (_leaf, part) => ({ leaf: 'username', ...part }),
        of: ({ leaf: _, ...part }) => part,
      },
    },
    shown: () => ['contains'],
  },
}

/** Nobody where nothing of the text can be seen; a pattern ends at NUL, and what is before it would be all that is asked. */
function partSql({ contains, at }: Part): Sql {
  const part = foldSearch(contains)
  if (part === '' || part.length > LONGEST || part.includes('\0')) return sql`(false)`
  const pattern = `${at === 'start' ? '' : '*'}${globOf(part)}${at === 'end' ? '' : '*'}`
  return sql`(coalesce(s.username, '') glob ${pattern})`
}
