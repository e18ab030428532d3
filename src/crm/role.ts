import { z } from 'zod'

/** What a column can say of a person. `phone_alt` and `email_alt` are asked where the first has nothing; `field` is kept as a fact. */
export const PERSON_ROLES = [
  'telegram_id',
  'phone',
  'phone_alt',
  'email',
  'email_alt',
  'external_id',
  'first_name',
  'last_name',
  'full_name',
  'username',
  'subscribed_at',
  'status',
  'tags',
  'language',
  'birthday',
  'city',
  'gender',
  'platform',
  'field',
] as const

/** And of an order; `total` is what the customer paid. */
const ORDER_ROLES = [
  'order_id',
  'ordered_at',
  'paid_at',
  'total',
  'refunded',
  'discount',
  'renewal',
  'currency',
  'order_status',
  'promo_code',
  'product',
  'sku',
  'category',
  'quantity',
  'price',
  'line_items',
] as const

/** What a column can be. */
export const roleSchema = z.enum([...PERSON_ROLES, ...ORDER_ROLES])
export type Role = z.infer<typeof roleSchema>

/** Roles that several columns may have; the first of them that says something counts, except for tags and fields. */
export const SHARED: ReadonlySet<Role> = new Set<Role>(['phone_alt', 'email_alt', 'tags', 'field'])

/**
 * What a file is a table of. `list`: nothing but keys and perhaps names, so what it is for has to be asked; `none`: no
 * table of people or orders.
 */
const kindSchema = z.enum(['subscribers', 'customers', 'orders', 'list', 'none'])
export type Kind = z.infer<typeof kindSchema>

/** What becomes of an order by its word in the file; `partly` is paid in part: paid, where the money is what was paid. */
const orderWordSchema = z.enum(['pending', 'paid', 'partly', 'cancelled', 'refunded'])
export type OrderWord = z.infer<typeof orderWordSchema>

/** How a column writes days: which of two numbers is the day, or what a bare number counts. */
const dateFormatSchema = z.enum(['dmy', 'mdy', 'ymd', 'unix', 'unix_ms', 'excel'])
export type DateFormat = z.infer<typeof dateFormatSchema>

/** The sign that ends the whole part of an amount. */
const decimalSchema = z.enum(['.', ','])
export type Decimal = z.infer<typeof decimalSchema>

/**
 * Rows with one order number: `once` when they repeat the order's total (or leave it blank), `sum` when each has its
 * part of it, `row` when every row is an order.
 */
const groupingSchema = z.enum(['row', 'once', 'sum'])
export type Grouping = z.infer<typeof groupingSchema>

const columnSchema = z.number().int().min(0)

/**
 * How a file is read: what each column is (by its index, from 0), and what was answered. It is kept by the hash of the
 * folded headers and used again for the next file with the same.
 */
export const mappingSchema = z.object({
  kind: kindSchema,
  system: z.string().nullable(),
  /** Columns by role, the first one asked first. */
  roles: z.partialRecord(roleSchema, z.array(columnSchema).min(1)),
  /** The key under which a column's values stand in `fields`; its header where it is not here. */
  fields: z.record(z.string(), z.string()),
  dates: z.record(z.string(), dateFormatSchema),
  decimals: z.record(z.string(), decimalSchema),
  grouping: groupingSchema,
  /** ISO 4217, for amounts that name none; null where every amount does, or the file has no money. */
  currency: z.string().nullable(),
  /** Folded words of the status column. Those that are not here are read by the list of words, else `pending`. */
  statuses: z.record(z.string(), orderWordSchema),
  /** Names of platforms (folded) whose people are on Telegram, where the system writes them by numbers. */
  telegram: z.array(z.string()),
  /** Times without an offset are in this zone (IANA); null: in the shop's. */
  zone: z.string().nullable(),
  /** A column whose words say that a row is a company. */
  companies: columnSchema.nullable(),
  /** Columns that say by themselves which orders were paid, taken back or called off: `Refunded?`, «Тип чека», «Оплачено». */
  switches: z.array(columnSchema).default([]),
})
export type Mapping = z.infer<typeof mappingSchema>

/**
 * What only somebody who knows the shop can say; asked because the answer changes what is read. `column` is an index,
 * `line` one of the file. Answers are applied by `answer` (recognise/answer.ts).
 * - `date_order`: no row decides which number is the day · `decimal`: nor what a sign within amounts is
 * - `column`: several columns fit a role · `status`: an unknown word that holds over 1 % of the money (minor units by
 * currency are not known yet: `money` is the plain sum) · `currency`: amounts name none · `grouping`: rows with one
 * number have different totals
 */
export type Question =
  | { kind: 'date_order'; columns: number[]; line: number; example: string; days: { dmy: string; mdy: string } }
  | { kind: 'decimal'; columns: number[]; line: number; example: string; amounts: { '.': number; ',': number } }
  | { kind: 'column'; role: Role; columns: { column: number; example: string }[] }
  | { kind: 'status'; column: number; word: string; orders: number; money: number }
  | { kind: 'currency'; example: string }
  | { kind: 'grouping'; order: string; rows: number; totals: string[] }

/**
 * Whether the file can be taken. `nobody_can_be_matched` is said before anything is mapped, with what to export instead
 * (`advice`, a word of text/<language>/recognise); `incomplete`: orders without a column that every order needs.
 */
export type Verdict =
  | { kind: 'accepted' }
  | { kind: 'few_can_be_matched'; why: 'email_only' | 'mostly_email' | 'numbers_only' }
  | { kind: 'nobody_can_be_matched'; advice: Advice }
  | { kind: 'incomplete'; missing: Role }
  | { kind: 'no_list'; why: 'telegram_desktop' | 'no_people' | 'groups' }
export type Advice = 'contact_columns' | 'phones_as_text' | 'woo_advanced' | 'bitrix_contact' | 'etsy' | 'payments'

/** By what the people of a file can be found, the strongest that it has; by a customer's number once another file has it. */
export type Matchable = 'telegram_id' | 'phone' | 'email_only' | 'nothing'

/** A word about the file that needs no answer. */
export type Warning =
  | { kind: 'phones_rounded'; column: number; count: number; example: string }
  | { kind: 'statuses_pending'; words: string[]; orders: number }
  | { kind: 'dates_mixed'; column: number }
  | { kind: 'orders_unnumbered' }

/** A column that fits a role, with how well (0 to 1) and a value of it. */
export type Candidate = { column: number; score: number; example: string }

/** A word of the status column, how many orders have it and what they come to (the plain sum of what stands there). */
export type StatusWord = { word: string; orders: number; money: number }

/** What was made of a file, before anybody said anything. */
export type Recognition = {
  system: string | null
  by: 'headers' | 'values' | 'remembered'
  mapping: Mapping
  candidates: Partial<Record<Role, Candidate[]>>
  questions: Question[]
  /** Words of the status column, those with most money first; none where there is no such column. */
  statuses: StatusWord[]
  verdict: Verdict
  matchable: Matchable
  warnings: Warning[]
}

/** Why a row was left out; said in words by text/<language>/recognise. */
export type LeftOutReason =
  | 'too_many_cells'
  | 'not_json'
  | 'no_key'
  | 'phone_rounded'
  | 'phone_invalid'
  | 'telegram_id_invalid'
  | 'telegram_group'
  | 'email_invalid'
  | 'not_a_person'
  | 'other_platform'
  | 'order_id_missing'
  | 'date_missing'
  | 'date_invalid'
  | 'date_future'
  | 'date_too_old'
  | 'total_missing'
  | 'total_invalid'
  | 'total_negative'
  | 'currency_unknown'
  | 'refund_above_total'
  | 'return_unplaced'

/** Why a row is no row at all. */
export type SkipReason = 'empty' | 'totals' | 'header_again' | 'double' | 'footer'
