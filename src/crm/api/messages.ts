import { z } from 'zod'
import { FORMATS } from '../../text/formats.js'
import { endpoint } from './endpoint.js'
import type { ToldMessage } from './message-told.js'
import { problemOfMessage, Refused } from './problem.js'
import { idShape, maybe, phoneShape, telegramIdShape, text } from './shape.js'

const TEXT = 4_096
const ENTITIES = 100
const WHERE = 'a whole number of UTF-16 units'
const TO = 'an object with one of `telegram_id`, `customer`, `phone`'

const entityShape = z.strictObject(
  {
    type: z.enum(FORMATS, { error: `one of ${FORMATS.join(', ')}` }),
    offset: z.int({ error: WHERE }).nonnegative(WHERE),
    length: z.int({ error: WHERE }).positive(WHERE),
    url: z.optional(z.string({ error: 'an address' }).max(2_048, 'an address')),
  },
  { error: 'an object with `type`, `offset`, `length`' },
)

const messageShape = z
  .strictObject({
    id: idShape,
    to: z
      .strictObject(
        {
          telegram_id: maybe(telegramIdShape),
          customer: maybe(idShape).meta({ description: 'The `id` of a customer.' }),
          phone: maybe(phoneShape),
        },
        { error: TO },
      )
      .refine(to => [to.telegram_id, to.customer, to.phone].filter(key => key != null).length === 1, TO)
      .meta({ description: 'Exactly one of `telegram_id`, `customer`, `phone`.' }),
    text: text(TEXT).meta({
      description:
        'What the person reads, exactly as it is: no Markdown, no HTML, no placeholders. Addresses in it stay as they are and are not counted.',
    }),
    entities: maybe(
      z.array(entityShape, { error: 'a list' }).max(ENTITIES, `a list of up to ${ENTITIES} formatted parts`),
    ).meta({
      description:
        'How parts of the text look, as the Bot API has it: offset and length in UTF-16 units; `text_link` has a `url`.',
    }),
    button: maybe(
      z.strictObject({ label: text(64), url: text(2_048) }, { error: 'an object with `label` and `url`' }),
    ).meta({ description: 'One button below it, which opens an address.' }),
  })
  .meta({ id: 'Message' })

/** `POST /crm/messages`: what the shop has to tell one person. */
export const messages = endpoint({
  path: '/crm/messages',
  scope: 'messages',
  within: null,
  about: {
    one: 'message',
    summary: 'Send somebody a message about their order',
    description:
      'A service message to one person, such as “your order is on its way”; no advertising. It goes at once, before broadcasts, at any hour, also to those who stopped offers, and counts towards nobody’s limit. It is sent once: the same `id` again is answered `same`, with `state` (queued, sending, sent, failed, uncertain: Telegram never answered, skipped); another text or another person under the same `id` is refused. Nobody gets it who blocked the bot, never came to it, or of whom it is not certain that they are that customer (a phone of a file, or a click, is not enough). One person gets at most 20 in 24 hours. What cannot leave for a day is dropped.',
  },
  shape: messageShape,
  named: 'id',
  examples: {
    short: {
      summary: 'To a customer whom you know by your own id',
      value: { id: 'A-1001-sent', to: { customer: 'C-17' }, text: 'Your order A-1001 is on its way.' },
    },
    whole: {
      summary: 'By Telegram id, with bold words and a button',
      value: {
        id: 'A-1002-ready',
        to: { telegram_id: 700000001 },
        text: 'Order A-1002 is ready. We are open until 20:00.',
        entities: [{ type: 'bold', offset: 0, length: 12 }],
        button: { label: 'The way to us', url: 'https://shop.example/how-to-find-us' },
      },
    },
    phone: {
      summary: 'By the phone that somebody shared with the bot',
      value: {
        id: 'A-1003-paid',
        to: { phone: '+371 2000 0002' },
        text: 'We have your payment for A-1003. Thank you!',
      },
    },
  },
  take({ message }, told, by, at) {
    const taken = message(toldMessage(told), by.id, at)
    if (taken.kind === 'refused') throw new Refused(problemOfMessage(taken.error))
    return taken.kind === 'same'
      ? { outcome: 'same' as const, state: taken.state }
      : { outcome: 'new' as const, state: 'queued' as const }
  },
})

function toldMessage({ id, to, text, entities, button }: z.output<typeof messageShape>): ToldMessage {
  return { externalId: id, to: recipientOf(to), text, entities: entities ?? [], button: button ?? null }
}

function recipientOf({ telegram_id, customer, phone }: z.output<typeof messageShape>['to']): ToldMessage['to'] {
  if (telegram_id != null) return { by: 'telegram_id', telegramId: telegram_id }
  if (customer != null) return { by: 'customer', externalId: customer }
  return { by: 'phone', phone: phone ?? '' }
}
