import { otherNumber } from '../phone/phone-form.js'

/** Where a statement finds each key by which somebody is told of: a column or a parameter, null in it where it is not said. */
export type KeyColumns = { externalId: string; phone: string; email: string; telegramId: string }

/** Who has a key, and the index by which they are found: without statistics SQLite would sooner walk through all who have no number. */
type Held = { index: string; has: string }

/** The keys of a row of a file, called `r`. */
export const ROW_KEYS: KeyColumns = {
  externalId: 'r.external_id',
  phone: 'r.phone',
  email: 'r.email',
  telegramId: 'r.telegram_id',
}

/**
 * An expression of SQL: our id of the customer of whom somebody tells by these keys, null for nobody whom we know. It is the
 * one rule by which files, the API and shops know a customer again (ADR 44).
 *
 * The strongest key that names somebody decides: the number in the other system, then the phone (in both its forms), the
 * e-mail, the Telegram id. It names nobody where a stronger key that is told speaks against it: who has another number, phone
 * or e-mail is somebody else. Of several who have a key it names whom nothing stronger is known of, else nobody; and with a
 * number that nobody has, only one without any, while nobody with a number has that key.
 * @param schema where the customers stand: `main` or the name of an attached file
 * @param leaving a table of customers who no longer have one of their keys: `customer`, and a column for each key
 */
export function knownCustomer(
  { externalId, phone, email, telegramId }: KeyColumns,
  schema: string,
  leaving: string | null = null,
): string {
  const other = otherNumber(phone)
  const phones = `c.phone in (${phone}, ${other})`
  const from = ({ index, has }: Held, and = '') =>
    `from ${schema}.customers c indexed by ${index} where ${has} and c.erased_at is null ${and}`
  const bare = (held: Held, also = '') =>
    `(select c.id ${from(held, `and c.external_id is null ${also}`)} order by c.id limit 1)`
  const free = (held: Held, id: string) => `case when ${externalId} is null then ${id}
    when ${id} is not null and not exists (select 1 ${from(held, 'and c.external_id is not null')}) then ${id} end`
  // Each part is found by its index: an e-mail that stands for "none" may be a hundred thousand people's.
  const only = (held: Held, against: string) => `(
    select case when count(*) = 1 and (${externalId} is null or count(number) = 0) then min(id) end
    from (select c.id, c.external_id as number ${from(held, `${against} and ${phone} is null`)}
      union all select c.id, c.external_id ${from(held, `${against} and ${phone} is not null and c.phone is null`)}
      union all select c.id, c.external_id ${from(held, `${against} and ${phones}`)} limit 2))`
  const still = (key: string) =>
    leaving === null ? '' : `and c.id not in (select customer from ${leaving} where ${key})`
  const byPhone: Held = { index: 'customers_phone', has: `${phones} ${still('phone')}` }
  const byEmail: Held = { index: 'customers_email', has: `c.email = ${email} ${still('email')}` }
  const byTelegram: Held = { index: 'customers_telegram', has: `c.telegram_id = ${telegramId} ${still('telegram_id')}` }
  const sameEmail = `and (${email} is null or c.email is null or c.email = ${email})`
  return `coalesce(
    (select c.id from ${schema}.customers c where c.external_id = ${externalId} and c.erased_at is null),
    case when ${phone} is not null then coalesce(${free(byPhone, bare(byPhone))}, case when ${externalId} is null then
      (select case when count(*) = 1 then min(id) end
       from (select c.id ${from(byPhone, 'and c.external_id is not null')} limit 2)) end) end,
    case when ${email} is not null then coalesce(
      ${free(byEmail, bare(byEmail, 'and c.phone is null'))}, ${only(byEmail, '')}) end,
    case when ${telegramId} is not null then coalesce(
      ${free(byTelegram, bare(byTelegram, 'and c.phone is null and c.email is null'))}, ${only(byTelegram, sameEmail)}) end)`
}
