import { z } from 'zod'
import { changesLink, takeCustomer } from '../../audience/customer/keys.js'
import { endpoint } from './endpoint.js'
import { problem, Refused } from './problem.js'
import { customerFields, customerKeys, SOMEBODY } from './shape.js'

/** `POST /crm/customers`: whom the shop knows. */
export const customers = endpoint({
  path: '/crm/customers',
  scope: 'people',
  within: null,
  about: {
    one: 'customer',
    summary: 'Tell of customers',
    description:
      'Whom your shop knows. A customer is known again by `id`, else by `phone`, `email`, `telegram_id`; what is left out stays as it was. Whoever of them is in the bot is found by Telegram id or by the phone that they shared there; the others wait, and are found when they come.',
  },
  shape: z.strictObject(customerFields).meta({ id: 'Customer', description: SOMEBODY }),
  named: 'id',
  examples: {
    one: {
      summary: 'A customer with a phone and an e-mail',
      value: { id: 'C-18', phone: '+371 2000 0018', email: 'olga@example.com', first_name: 'Olga' },
    },
    phone: { summary: 'A customer without an id', value: { phone: '+371 2000 0019' } },
  },
  take({ db }, told, _by, at) {
    const keys = customerKeys(told)
    const field = changesLink(db, keys)
    if (field !== null)
      throw new Refused(
        problem(
          'linked',
          field,
          `This customer is linked to somebody in the bot, and a key cannot change by what: leave \`${field}\` out, or let the team say in the bot who it is.`,
        ),
      )
    const { kind, linking } = takeCustomer(db, keys, at)
    return { outcome: kind, linked: linking.kind === 'linked' || linking.kind === 'already' }
  },
})
