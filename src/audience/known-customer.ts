import { otherNumber } from './phone-form.js'

/** Where a statement finds each key by which somebody is told of: a column or a parameter, null in it where it is not said. */
export type KeyColumns = { externalId: string; phone: string; email: string; telegramId: string }

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
 */
export function knownCustomer({ externalId, phone, email, telegramId }: KeyColumns, schema: string): string {
  const other = otherNumber(phone)
  const from = (where: string) => `from ${schema}.customers c where c.erased_at is null and ${where}`
  const phones = `c.phone in (${phone}, ${other})`
  // Each side of it is found by its index: an e-mail that stands for "none" may be a hundred thousand people's.
  const fits = (columns: string, has: string) =>
    `select ${columns} ${from(`${has} and +c.phone is null`)}
     union all select ${columns} ${from(`${has} and +c.phone is not null and ${phones}`)}`
  const holders = (has: string, against: string) =>
    `select c.id, c.external_id as number ${from(`${has} and ${phone} is null ${against}`)}
     union all select id, number from (${fits('c.id, c.external_id as number', `${phone} is not null and ${has} ${against}`)})`
  const only = (has: string, against: string) =>
    `(select case when count(*) = 1 and (${externalId} is null or count(number) = 0) then min(id) end
      from (select id, number from (${holders(has, against)}) limit 2))`
  const bare = (has: string) => `(select c.id ${from(`${has} and +c.external_id is null`)} order by c.id limit 1)`
  const numbered = (has: string) => `exists (select 1 ${from(`${has} and +c.external_id is not null`)})`
  const free = (has: string, id: string) => `case when ${externalId} is null or not ${numbered(has)} then ${id} end`
  const byPhone = `coalesce(${free(phones, bare(phones))}, case when ${externalId} is null then
    (select case when count(*) = 1 then min(id) end from (select c.id ${from(`${phones} and +c.external_id is not null`)} limit 2)) end)`
  const hasEmail = `c.email = ${email}`
  const hasTelegram = `c.telegram_id = ${telegramId}`
  const sameEmail = `and (${email} is null or +c.email is null or c.email = ${email})`
  return `coalesce(
    (select c.id ${from(`c.external_id = ${externalId}`)}),
    case when ${phone} is not null then ${byPhone} end,
    case when ${email} is not null then coalesce(
      ${free(hasEmail, bare(`${hasEmail} and +c.phone is null`))}, ${only(hasEmail, '')}) end,
    case when ${telegramId} is not null then coalesce(
      ${free(hasTelegram, bare(`${hasTelegram} and +c.phone is null and +c.email is null`))},
      ${only(hasTelegram, sameEmail)}) end)`
}
