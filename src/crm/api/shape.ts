import { z } from 'zod'
import type { CustomerKeys } from '../../audience/customer/keys.js'
import type { AtPrecision } from '../../audience/order.js'
import { exponentOf, isCurrency } from '../../text/currency.js'
import { fold } from '../../text/fold.js'
import { endOfDay } from '../recognise/cell/moment.js'

/** Text that SQLite or a reader could not hold as it is. */
const UNWRITABLE = /[\0\p{Surrogate}]/u
/** Saves most of them from being folded. */
const SEEN = /[!-~]/

/** A text of 1 to `most` UTF-16 units; spaces alone, and what nobody sees, are none. */
export function text(most: number): z.ZodType<string> {
  const error = `text of 1 to ${most} characters`
  return z
    .string({ error })
    .min(1, error)
    .max(most, error)
    .regex(/\S/, error)
    .refine(value => (SEEN.test(value) || fold(value) !== '') && !UNWRITABLE.test(value), error)
}

/** May be left out, or null, which says the same. */
export function maybe<T>(shape: z.ZodType<T>): z.ZodOptional<z.ZodNullable<z.ZodType<T>>> {
  return z.optional(z.nullable(shape))
}

const ID = 'text of 1 to 128 characters, or a whole number'

/** A number or a code by which the other system calls something; numbers become their digits. */
export const idShape = z
  .union([text(128).refine(id => !/\p{Cc}/u.test(id), ID), z.int({ error: ID }).nonnegative(ID)], { error: ID })
  .transform(String)
  .meta({
    id: 'Id',
    description: 'What your system calls it: an id that never changes. Sent again, the last word counts.',
  })

const TELEGRAM_ID = 'the id of a person in Telegram, a positive whole number'

/** A person's id in Telegram. */
export const telegramIdShape = z
  .union([z.int({ error: TELEGRAM_ID }).positive(TELEGRAM_ID), z.string().regex(/^[1-9]\d{0,14}$/, TELEGRAM_ID)], {
    error: TELEGRAM_ID,
  })
  .transform(Number)
  .meta({ id: 'TelegramId', description: 'The id of a person in Telegram. Groups and channels (negative) are none.' })

const PHONE = 'a phone with the code of its country, such as "+371 2000 0000"'

export const phoneShape = z
  .string({ error: PHONE })
  .min(1, PHONE)
  .max(64, PHONE)
  .meta({ id: 'Phone', description: 'With the code of its country; spaces, brackets and dashes do no harm.' })

const AMOUNT = 'an amount of money in whole units, not cents: 1234.5 or "1234.50"'

/** Money in major units. Turned into minor units by `minorIn`, once the currency is known. */
export const amountShape = z
  .union([z.number().nonnegative(AMOUNT).max(1e12, AMOUNT), z.string().regex(/^\d{1,13}(?:\.\d{1,4})?$/, AMOUNT)], {
    error: AMOUNT,
  })
  .meta({
    id: 'Amount',
    description:
      'Money in major units (12.5 is twelve and a half euros), as a number or, exactly, as a string; no more digits after the point than the currency has.',
  })

/** A float's own noise, in minor units. */
const NOISE = 1e-4

/** Minor units of an amount; null when it has more digits after the point than the currency. */
export function minorIn(amount: number | string, currency: string): number | null {
  const minor = Number(`${amount}e${exponentOf(currency)}`)
  const nearest = Math.round(minor)
  return Number.isSafeInteger(nearest) && Math.abs(minor - nearest) < NOISE ? nearest : null
}

const CURRENCY = 'the three letters of a currency (ISO 4217), such as "EUR"'

export const currencyShape = z
  .string({ error: CURRENCY })
  .regex(/^[A-Za-z]{3}$/, CURRENCY)
  .transform(code => code.toUpperCase())
  .refine(isCurrency, CURRENCY)
  .meta({ id: 'Currency', description: 'ISO 4217, three letters.' })

const MOMENT =
  'a moment with its offset, such as "2026-11-29T14:05:00+03:00" or "2026-11-29T11:05:00Z", or a bare day, "2026-11-29"'
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/
const FORM =
  /^\d{4}-\d{2}-\d{2}(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d))?$/

/** When something was: a moment with its offset, or a day. Read by `momentIn`, where the zone is known. */
export const momentShape = z
  .string({ error: MOMENT })
  .regex(FORM, MOMENT)
  .refine(written => isDay(written.slice(0, 10)), MOMENT)
  .meta({
    id: 'Moment',
    description:
      'ISO 8601 with an offset or Z; or a bare day, which is taken as the end of that day in the time zone of the shop.',
  })

/** ms UTC of what has the form of `momentShape`; of a bare day its last ms in `zone`. */
export function momentIn(written: string, zone: string): { at: number; atPrecision: AtPrecision } {
  if (DAY.test(written)) return { at: endOfDay({ at: 0, precision: 'day', day: written }, zone), atPrecision: 'day' }
  return {
    at: Date.parse(
      written
        .replace(' ', 'T')
        .replace(',', '.')
        .replace(/([+-]\d\d)(\d\d)$/, '$1:$2'),
    ),
    atPrecision: 'time',
  }
}

/** True for a day of the calendar: 30 February is none. */
function isDay(written: string): boolean {
  const [, year = '', month = '', day = ''] = DAY.exec(written) ?? []
  if (year === '' || Number(month) < 1) return false
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return date.toISOString().startsWith(written)
}

/** Those that the documentation calls by a name. */
export const NAMED = [idShape, telegramIdShape, phoneShape, amountShape, currencyShape, momentShape]

const NAME = 128
const EMAIL = 'an e-mail address'

/** What the documentation says of those fields. */
export const SOMEBODY = 'At least one of `id`, `telegram_id`, `phone`, `email`.'

/** How a customer is named; at least one of the first four. */
export const customerFields = {
  id: maybe(idShape),
  telegram_id: maybe(telegramIdShape),
  phone: maybe(phoneShape),
  email: maybe(
    z
      .string({ error: EMAIL })
      .min(3, EMAIL)
      .max(320, EMAIL)
      .refine(email => !UNWRITABLE.test(email), EMAIL),
  ),
  first_name: maybe(text(NAME)),
  last_name: maybe(text(NAME)),
}

/** The keys of a customer who was told by these fields. */
export function customerKeys(told: z.output<z.ZodObject<typeof customerFields>>): CustomerKeys {
  return {
    externalId: told.id ?? null,
    telegramId: told.telegram_id ?? null,
    phone: told.phone ?? null,
    email: told.email ?? null,
    firstName: told.first_name ?? null,
    lastName: told.last_name ?? null,
  }
}
