import { z } from 'zod'
import { whoIsMeant } from '../../audience/customer/keys.js'
import { DAY, HOUR, MINUTE } from '../../clock.js'
import { unreachable } from '../../errors.js'
import { EVENT_LIMITS, type EventTaken, findTold, recordAtOnce, recordEvents } from '../../tracking/event.js'
import { EVENT_NAME_LIMITS, foldName } from '../../tracking/event-name.js'
import { endpoint, type Taken } from './endpoint.js'
import { problem, Refused } from './problem.js'
import { customerFields, customerKeys, idShape, maybe, momentIn, momentShape, text } from './shape.js'

/** Clocks differ so much. */
const AHEAD = 10 * MINUTE
const EARLIEST = Date.UTC(1990, 0, 1)

const NAME = `text of 1 to ${EVENT_LIMITS.name} characters on one line`
const PROPERTIES = 'an object: names of properties and their values'
const PROPERTY = `a name of 1 to ${EVENT_LIMITS.property} characters, without quotes and backslashes`
const UNFIT = /["\\\p{Cc}\p{Surrogate}]/u
const TOO_LONG = problem(
  'too_long',
  'properties',
  `\`properties\` take over ${EVENT_LIMITS.properties} bytes as JSON: send less of them.`,
)

const { id: _, first_name: __, last_name: ___, ...keys } = customerFields
const WHO = 'an object that says who it is: `telegram_id`, `customer`, `phone` or `email`'

const eventShape = z
  .strictObject({
    id: idShape.meta({
      description: 'What your system calls this event, so that it is taken once however often it is sent.',
    }),
    person: z
      .strictObject(
        { ...keys, customer: maybe(idShape).meta({ description: 'The `id` of a customer.' }) },
        { error: WHO },
      )
      .refine(
        ({ telegram_id, customer, phone, email }) => [telegram_id, customer, phone, email].some(key => key != null),
        WHO,
      )
      .meta({
        description: 'At least one of `telegram_id`, `customer`, `phone`, `email`: whoever of them is in the bot.',
      }),
    name: text(EVENT_LIMITS.name)
      .refine(name => !/\p{Cc}/u.test(name), NAME)
      .meta({ description: 'What happened, in words that the team will read: `left cart`.' }),
    at: maybe(momentShape).meta({ description: 'When it happened; left out: now.' }),
    properties: maybe(
      z.record(z.string().max(EVENT_LIMITS.property, PROPERTY).refine(isName, PROPERTY), z.unknown(), {
        error: ({ code }) => (code === 'invalid_key' ? PROPERTY : PROPERTIES),
      }),
    ).meta({
      description: `What goes with it, up to ${EVENT_LIMITS.properties} bytes as JSON. Texts, numbers, days ("2026-11-29"), true and false, and lists of those can be asked for by the team, once it has said in the bot how.`,
    }),
  })
  .meta({ id: 'Event' })

type Told = z.output<typeof eventShape>

/** `POST /crm/events`: what happened to somebody. */
export const events = endpoint({
  path: '/crm/events',
  scope: 'events',
  within: 'person',
  about: {
    one: 'event',
    summary: 'Tell that something happened to somebody',
    description:
      'A cart was left, a bonus was given, a parcel came back: whatever campaigns may begin with and people may be chosen by. It is known by its `id`, and taken once: the same again is `same`, something else under the same `id` is refused (`other_event`). It is of somebody who is in the bot: found by Telegram id, as the customer whom `customer`, `phone` or `email` name, or by the phone that they shared; of anybody else it is refused (`unknown_person`) and not kept. Times lie not in the future. Up to 200 names of events are in use at a time, so put what changes into `properties`, never into the name.',
  },
  shape: eventShape,
  named: 'id',
  examples: {
    short: {
      summary: 'A customer left a cart',
      value: { id: 'cart-5001', person: { customer: 'C-17' }, name: 'left cart' },
    },
    whole: {
      summary: 'With its time and what was in it',
      value: {
        id: 'cart-5002',
        person: { telegram_id: 700000001, email: 'anna@example.com' },
        name: 'left cart',
        at: '2026-11-29T13:05:00+02:00',
        properties: { sum: 129.9, products: ['Winter boots', 'Wool socks'], reserved_until: '2026-12-02' },
      },
    },
    phone: {
      summary: 'By the phone that somebody shared with the bot',
      value: { id: 'bonus-77', person: { phone: '+371 2000 0002' }, name: 'bonus given', properties: { points: 300 } },
    },
  },
  takeAtOnce({ db, zone }, told, at) {
    const telegramId = onlyTelegramId(told)
    return telegramId !== null && recordAtOnce(db, eventOf(told, zone(), at), telegramId, at)
      ? { outcome: 'new' }
      : null
  },
  take({ db, zone }, told, _by, at) {
    const event = eventOf(told, zone(), at)
    const before = findTold(db, event)
    if (before !== null) return answerTo(before)
    const subscriberId = whoIsMeant(db, keysOf(told))
    if (subscriberId === null)
      throw new Refused(
        problem(
          'unknown_person',
          'person',
          'Nobody in the bot is known by this: send the event again after they came and were recognised, or leave it.',
        ),
      )
    const [taken = 'same'] = recordEvents(db, [{ ...event, subscriberId }], at)
    return answerTo(taken)
  },
})

function isName(name: string): boolean {
  const folded = foldName(name)
  return folded !== '' && !UNFIT.test(name) && !UNFIT.test(folded)
}

function keysOf({ person: { customer, ...person } }: Told) {
  return customerKeys({ ...person, id: customer })
}

/** @throws Refused `future`, `past`, `too_long` */
function eventOf(told: Told, zone: string, now: number) {
  const written = JSON.stringify(told.properties ?? null)
  return {
    key: told.id,
    said: saidIn(told, written),
    name: told.name,
    at: momentOf(told, zone, now),
    properties: propertiesOf(told, written),
    written,
  }
}

/** Nothing else says who it is, so that there is nothing to weigh. */
function onlyTelegramId({ person: { telegram_id, customer, phone, email } }: Told): number | null {
  return customer == null && phone == null && email == null ? (telegram_id ?? null) : null
}

/** All that was said with the event, in one order of its fields. @param properties as JSON */
function saidIn({ person, name, at }: Told, properties: string): string {
  const { telegram_id, customer, phone, email } = person
  const rest = [telegram_id ?? null, customer ?? null, phone ?? null, email ?? null, name, at ?? null]
  return `${JSON.stringify(rest).slice(0, -1)},${properties}]`
}

/** ms UTC. @throws Refused `future`, `past` */
function momentOf({ at: written }: Told, zone: string, now: number): number {
  if (written == null) return now
  const { at, atPrecision } = momentIn(written, zone)
  if (at < EARLIEST)
    throw new Refused(problem('past', 'at', '`at` lies before 1990: send when it happened, or leave it out for now.'))
  // A day that is not over yet has begun.
  if (atPrecision === 'day' && at > now && at - now < DAY + HOUR) return now
  if (at > now + AHEAD)
    throw new Refused(
      problem(
        'future',
        'at',
        '`at` lies in the future: send when it happened, with its offset, or leave it out for now.',
      ),
    )
  return Math.min(at, now)
}

/** @throws Refused `too_long` */
function propertiesOf({ properties }: Told, written: string): Record<string, unknown> | null {
  if (properties == null || Object.keys(properties).length === 0) return null
  if (Buffer.byteLength(written) > EVENT_LIMITS.properties) throw new Refused(TOO_LONG)
  return properties
}

/** @throws Refused `other_event`, `too_many` */
function answerTo(taken: EventTaken): Taken {
  switch (taken) {
    case 'new':
    case 'same':
      return { outcome: taken }
    case 'other':
      throw new Refused(
        problem('other_event', 'id', 'Something else was told under this `id`: give each event an id of its own.'),
      )
    case 'names':
      throw new Refused(
        problem(
          'too_many',
          'name',
          `Over ${EVENT_NAME_LIMITS.names} names of events are in use: name the kind of event, and put what differs into \`properties\`.`,
        ),
      )
    default:
      return unreachable(taken)
  }
}
