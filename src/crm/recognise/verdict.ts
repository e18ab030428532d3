import type { Kind, Matchable, Verdict, Warning } from '../role.js'
import type { Profiles } from './column/profiler.js'
import type { Roles } from './column/roles.js'
import type { System } from './systems.js'

/** Under this share of rows with a phone, a file of e-mails finds few people. */
const FEW = 1 / 3

/** By what people of the file can be found, and whether it can be taken at all. */
export function judge(
  kind: Kind,
  { columns, rows }: Profiles,
  roles: Roles,
  system: System | null,
): { matchable: Matchable; verdict: Verdict } {
  const count = (
    role: 'telegram_id' | 'phone' | 'phone_alt' | 'email' | 'email_alt',
    of: 'ids' | 'phones' | 'emails',
  ) => (roles[role] ?? []).reduce((sum, at) => sum + (columns[at]?.[of] ?? 0), 0)
  const ids = count('telegram_id', 'ids')
  const phones = count('phone', 'phones') + count('phone_alt', 'phones')
  const emails = count('email', 'emails') + count('email_alt', 'emails')
  const named =
    kind === 'list' && (roles.username ?? roles.external_id ?? roles.full_name ?? roles.first_name) !== undefined
  if (kind === 'none') return { matchable: 'nothing', verdict: { kind: 'no_list', why: 'no_people' } }
  const numbered = kind === 'orders' && (system === null || system.byNumber === true) && roles.external_id !== undefined
  if (ids + phones + emails === 0 && !named && !numbered)
    return {
      matchable: 'nothing',
      verdict: {
        kind: 'nobody_can_be_matched',
        advice:
          roundedWarnings({ columns }, roles).length > 0 ? 'phones_as_text' : (system?.advice ?? 'contact_columns'),
      },
    }
  const matchable = ids > 0 ? 'telegram_id' : phones > 0 ? 'phone' : emails > 0 && !named ? 'email_only' : 'nothing'
  if (kind === 'orders' && roles.ordered_at === undefined && roles.paid_at === undefined)
    return { matchable, verdict: { kind: 'incomplete', missing: 'ordered_at' } }
  if (kind === 'orders' && roles.total === undefined && roles.price === undefined)
    return { matchable, verdict: { kind: 'incomplete', missing: 'total' } }
  if (ids + phones + emails === 0 && numbered)
    return { matchable, verdict: { kind: 'few_can_be_matched', why: 'numbers_only' } }
  if (matchable === 'email_only') return { matchable, verdict: { kind: 'few_can_be_matched', why: 'email_only' } }
  if (matchable === 'phone' && kind === 'customers' && phones < rows * FEW && emails > phones)
    return { matchable, verdict: { kind: 'few_can_be_matched', why: 'mostly_email' } }
  return { matchable, verdict: { kind: 'accepted' } }
}

/** Phones that a spreadsheet has rounded: they are rejected, and it is said before anything is taken. */
export function roundedWarnings({ columns }: Pick<Profiles, 'columns'>, roles: Roles): Warning[] {
  return [...(roles.phone ?? []), ...(roles.phone_alt ?? []), ...(roles.telegram_id ?? [])].flatMap(
    (column): Warning[] => {
      const { rounded = 0, roundedSample = null } = columns[column] ?? {}
      return rounded === 0 || roundedSample === null
        ? []
        : [{ kind: 'phones_rounded', column, count: rounded, example: roundedSample.value }]
    },
  )
}
