import { z } from 'zod'
import { linkedSql } from '../../compile/order.js'
import { sql } from '../../compile/sql.js'
import { begunBy } from '../../read/candidate.js'
import { takeYesNo } from '../../read/fields/field.js'
import { flipped } from '../complement.js'
import type { Kind } from '../kind.js'

const schema = z.strictObject({ leaf: z.literal('linked'), value: z.boolean() })

/** Whether they are known to the CRM: only then are their orders. */
export type Linked = z.infer<typeof schema>

const SAID = { en: 'linked to CRM', ru: 'связан с CRM' }
const BEGINS = {
  linked: {
    en: [
      ...['linked to CRM', 'linked', 'linked to the CRM', 'in CRM', 'in the CRM', 'matched to CRM', 'connected to CRM'],
      ...['linked with CRM', 'linked to crm customer', 'have a crm customer', 'tied to CRM', 'matched with CRM'],
      ...['connected to the CRM', 'found in CRM', 'exists in CRM', 'linked to a customer', 'has a CRM card'],
      ...['in our CRM', 'known to CRM'],
    ],
    ru: [
      ...['связан с CRM', 'связан', 'привязан', 'привязан к CRM', 'привязаны', 'привязаны к CRM', 'связана с CRM'],
      ...['связаны с CRM', 'связаны', 'есть в CRM', 'в CRM', 'связан с срм', 'связаны с срм', 'привязан к срм'],
      ...['привязаны к срм', 'есть в срм', 'в срм', 'в црм', 'есть в црм', 'найдены в CRM', 'сопоставлены с CRM'],
      ...['числятся в CRM', 'заведены в CRM', 'есть карточка в CRM', 'связаны с CRM-клиентом', 'привязанные к CRM'],
      ...['связанные с CRM', 'привязанные', 'связь с CRM', 'связан с црм', 'связаны с црм', 'привязаны к црм'],
    ],
  },
}

export const linked: Kind<Linked> = {
  name: 'linked',
  schema,
  sql: ({ value }, context) => (value ? linkedSql(context) : sql`(not ${linkedSql(context)})`),
  not: flipped(),
  refers: () => [],
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read: c =>
    begunBy(c, BEGINS, () => {
      const leaf: Linked = { leaf: 'linked', value: takeYesNo(c, SAID[c.language]) }
      return leaf
    }),
  say: ({ value }, { words, language }) => (value ? SAID[language] : words.not(SAID[language])),
  builder: {
    entries: [
      {
        ...{ name: 'linked', number: 19, menu: 'orders', label: { en: '🔗 Linked to CRM', ru: '🔗 Связан с CRM' } },
        ...{ begins: { leaf: 'linked', value: true }, asks: null },
      },
    ],
    slots: {
      known: {
        asks: {
          en: 'Is a customer of the CRM linked to them? Only then are their orders known.',
          ru: 'Связан ли с ними клиент из CRM? Только тогда известны их заказы.',
        },
        options: [
          { number: 1, label: { en: '🔗 Linked', ru: '🔗 Связаны' }, answer: true },
          { number: 0, label: { en: 'Not linked', ru: 'Не связаны' }, answer: false },
        ],
        says: (_leaf, value) => ({ leaf: 'linked', value }),
        of: leaf => leaf.value,
      },
    },
    shown: () => ['known'],
  },
}
