import { z } from 'zod'
import { sql } from '../../compile/sql.js'
import { yesNo } from '../../phrase.js'
import { begunBy } from '../../read/candidate.js'
import { takeYesNo } from '../../read/fields/field.js'
import { flipped } from '../complement.js'
import type { Kind } from '../kind.js'

const schema = z.strictObject({ leaf: z.literal('premium'), value: z.boolean() })

/** Whether they pay for Telegram Premium. */
export type Premium = z.infer<typeof schema>

const SUBJECT = { en: 'premium', ru: 'премиум' }
const BEGINS = {
  premium: {
    en: [
      ...['premium', 'telegram premium', 'premium account', 'premium status', 'premium accounts'],
      ...['premium subscription', 'has premium', 'with premium', 'tg premium', 'premium users', 'premium subscribers'],
      ...['telegram-premium', 'premiums', 'a premium account', 'paying premium', 'paid telegram'],
    ],
    ru: [
      ...['премиум', 'телеграм премиум', 'премиума', 'премиумом', 'телеграм-премиум', 'telegram premium'],
      ...['телеграм премиумом', 'телеграм премиума', 'телеграмм премиум', 'тг премиум', 'тг премиумом'],
      ...['премиум аккаунт', 'премиум-аккаунт', 'премиум подписка', 'премиум-подписка', 'тг премиум', 'премиумный'],
      ...['премиумные', 'премиальные', 'премиум аккаунтом', 'премиум-аккаунтом', 'премиум-пользователи'],
      ...['премиум пользователи', 'премиумы', 'премом', 'прем', 'премиум-подпиской', 'премиум подпиской', 'тг-премиум'],
    ],
  },
}

export const premium: Kind<Premium> = {
  name: 'premium',
  schema,
  sql: ({ value }) => sql`(s.premium = ${value ? 1 : 0})`,
  not: flipped(),
  refers: () => [],
  names: () => [],
  restsOnOrders: false,
  facts: () => ['premium'],
  begins: BEGINS,
  read: c =>
    begunBy(c, BEGINS, () => {
      const leaf: Premium = { leaf: 'premium', value: takeYesNo(c, SUBJECT[c.language]) }
      return leaf
    }),
  say: ({ value }, { words, language }) => words.is(SUBJECT[language], yesNo(value, words)),
  title: ({ value }, { words, language }) => (value ? SUBJECT[language] : words.not(SUBJECT[language])),
  builder: {
    entries: [
      {
        ...{ name: 'premium', number: 1, menu: 'person', label: { en: '⭐ Premium', ru: '⭐ Премиум' } },
        ...{ begins: null, asks: 'premium' },
      },
    ],
    slots: { premium: { says: (_leaf, value) => ({ leaf: 'premium', value }), of: leaf => leaf.value } },
    shown: () => ['premium'],
  },
}
