import { z } from 'zod'
import { type PersonRefused, type ToldPerson, takePerson } from '../../audience/incoming/take-person.js'
import { unreachable } from '../../errors.js'
import { endpoint } from './endpoint.js'
import { FORGOTTEN, type Problem, problem, problemOfFact, Refused } from './problem.js'
import { maybe, phoneShape, telegramIdShape, text } from './shape.js'

const VALUE = 'a text, a number, true or false, a list of texts, or null to take it back'
const LANGUAGE = 'a language, such as "en" or "pt-br"'
const FIELDS = 'an object: names of fields and their values'
const MOST_VALUES = 50

const one = z.union([text(256), z.number(), z.boolean()], { error: VALUE })
const valueShape = z.nullable(z.union([one, z.array(one).min(1).max(MOST_VALUES)], { error: VALUE }))

const subscriberShape = z
  .strictObject({
    telegram_id: telegramIdShape,
    first_name: maybe(text(128)),
    last_name: maybe(text(128)),
    username: maybe(text(64)),
    language: maybe(
      z
        .string({ error: LANGUAGE })
        .regex(/^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})?$/, LANGUAGE)
        .transform(tag => tag.toLowerCase().replace('_', '-')),
    ),
    phone: maybe(phoneShape),
    ground: maybe(text(256)).meta({
      description:
        'Why somebody who is not in the bot may be written to. With it they are moved in; without it nobody new is.',
    }),
    fields: maybe(z.record(text(64), valueShape, { error: FIELDS })).meta({
      description: 'Values of fields, by the name of the field in the bot. Null takes back what was told before.',
    }),
  })
  .meta({ id: 'Subscriber' })

/** `POST /crm/subscribers`: what is known of people in the bot, and people who are moved in. */
export const subscribers = endpoint({
  path: '/crm/subscribers',
  scope: 'people',
  within: null,
  about: {
    one: 'subscriber',
    summary: 'Tell of people in the bot',
    description:
      'Fields of people in the bot, by their Telegram id; and, with a `ground`, people of another bot of yours who are moved in: whoever made the key vouches for them. What people said themselves stays; who stopped stays stopped; who asked to be forgotten is not taken. A phone told here is never taken as confirmed.',
  },
  shape: subscriberShape,
  named: 'telegram_id',
  examples: {
    moved: {
      summary: 'Somebody of another bot of yours is moved in',
      value: {
        telegram_id: 700000001,
        first_name: 'Anna',
        language: 'en',
        ground: 'Subscribed to our bot @boots_old, May 2026',
        fields: { City: 'Riga', Birthday: '1990-05-24' },
      },
    },
    fields: {
      summary: 'A field of somebody who is in the bot',
      value: { telegram_id: 700000001, fields: { City: 'Liepāja' } },
    },
  },
  take({ db, team }, told, by, at) {
    const terms = { ground: told.ground ?? null, vouchedBy: by.createdBy, by: `api:${by.id}`, team: team() }
    const taken = takePerson(db, personOf(told), terms, at)
    if (taken.kind === 'refused') throw new Refused(problemOf(taken))
    return { outcome: taken.kind }
  },
})

function personOf(told: z.output<typeof subscriberShape>): ToldPerson {
  const fields = Object.entries(told.fields ?? {}).map(([name, value]) => [name, valuesOf(value)] as const)
  return {
    telegramId: told.telegram_id,
    firstName: told.first_name ?? null,
    lastName: told.last_name ?? null,
    username: told.username?.replace(/^@/, '') ?? null,
    language: told.language ?? null,
    phone: told.phone ?? null,
    fields: Object.fromEntries(fields),
  }
}

function valuesOf(value: z.output<typeof valueShape>): string[] | null {
  if (value === null) return null
  return [value].flat().map(one => (typeof one === 'boolean' ? (one ? 'yes' : 'no') : String(one)))
}

function problemOf(refused: PersonRefused): Problem {
  switch (refused.why) {
    case 'not_here':
      return problem(
        'not_here',
        'telegram_id',
        'Nobody with this Telegram id is in the bot. To move them in, add `ground`: why they may be written to.',
      )
    case 'team':
      return problem('team', 'telegram_id', 'This is somebody of the team: they come in by pressing Start.')
    case 'forgotten':
      return FORGOTTEN
    case 'phone':
      return problem('invalid', 'phone', '`phone` is no phone that exists: send it with the code of its country.')
    case 'phone_linked':
      return problem(
        'linked',
        'phone',
        'By their phone this person is linked to a customer, and a key cannot change that: leave `phone` out.',
      )
    case 'field_unknown': {
      const name = refused.field.slice(0, 64)
      return problem(
        'unknown_field',
        `fields.${name}`,
        `There is no field “${name}” in the bot: make it there first, or look how it is spelt.`,
      )
    }
    case 'field_value':
      return problemOfFact(refused.field, refused.problem)
    default:
      return unreachable(refused)
  }
}
