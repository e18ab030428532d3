import { fold } from '../../text/fold.js'
import type { Kind, Mapping, Recognition, Verdict } from '../role.js'
import { type Candidates, weighColumns } from './column/candidates.js'
import { columnQuestions, groupingOf, shownCandidates, statusQuestions } from './column/doubts.js'
import { fieldColumns } from './column/fields.js'
import { currencyOf, dateFormats, decimalSigns } from './column/formats.js'
import { headerWords } from './column/header.js'
import { kindOf, weighTelegram } from './column/kind.js'
import { findLone } from './column/lone.js'
import type { Profiles } from './column/profiler.js'
import { assignRoles, type Roles } from './column/roles.js'
import { switchColumns } from './column/switches.js'
import { recogniseOwn } from './row/own.js'
import { isCompany } from './row/person.js'
import { findSystem, isTelegramDesktop, type System } from './systems.js'
import { judge, roundedWarnings } from './verdict.js'

/** Columns of a table that somebody made by hand. */
const MOST_OF_A_LIST = 5

/**
 * What is known beside the file. `country`: whose phones are also written as they are dialled at home (ISO code);
 * `currency`: the shop's own (ISO 4217), for amounts that name none; `remembered`: how a file with the same headers was
 * read before; `told`: what somebody said that the file is, and which column is what (nothing of that: it is made out).
 */
export type About = {
  country: string | null
  currency: string | null
  remembered?: Mapping | null
  told?: { kind: Kind; roles: Mapping['roles'] } | null
}

/**
 * Makes out what a file is: the system by rare headers, else the roles of its columns by the words of their headers and
 * by what they hold. It reads nothing but the profiles, and never throws.
 */
export function recognise(profiles: Profiles, about: About): Recognition {
  const { columns } = profiles
  const headers = columns.map(({ header }) => header)
  const own = recogniseOwn(headers)
  if (own !== null) return own
  if (isTelegramDesktop(headers)) return noList('telegram_desktop')
  const system = findSystem(headers)
  const ignored = new Set(
    (system?.ignore ?? []).flatMap(header =>
      columns.flatMap((column, at) => (fold(column.header) === fold(header) ? [at] : [])),
    ),
  )
  const candidates = weighColumns(columns, ignored)
  if (system === null) weighTelegram(columns, candidates)
  const { told = null } = about
  if (told !== null) {
    const none = Object.keys(told.roles).length === 0 && told.kind !== 'none'
    const roles = none ? assignRoles(told.kind, columns, candidates, system).roles : told.roles
    const taken = new Set(Object.values(roles).flat())
    return describe(profiles, told.kind, { ...roles }, taken, ignored, candidates, system, about)
  }
  if (about.remembered !== undefined && about.remembered !== null)
    return remembered(profiles, about.remembered, candidates, system)
  const lone = system === null ? findLone(columns, candidates) : null
  if (lone?.kind === 'groups') return noList('groups')
  if (lone !== null) {
    const taken = new Set(Object.values(lone.roles).flat())
    return describe(profiles, 'list', lone.roles, taken, ignored, candidates, system, about)
  }
  const kind = system?.kind ?? kindOf(columns, candidates)
  if (kind === 'none') return { ...noList('no_people'), candidates: shownCandidates(candidates) }
  const { roles, taken } = assignRoles(kind, columns, candidates, system)
  return describe(profiles, kind, roles, taken, ignored, candidates, system, about)
}

function describe(
  profiles: Profiles,
  kind: Kind,
  roles: Roles,
  taken: ReadonlySet<number>,
  ignored: ReadonlySet<number>,
  candidates: Candidates,
  system: System | null,
  about: About,
): Recognition {
  const { columns } = profiles
  if (roles.field === undefined && keepsFields(kind, columns, taken)) {
    const fields = fieldColumns(columns, new Set([...taken, ...ignored]))
    if (fields.length > 0) roles.field = fields
  }
  const orders = kind === 'orders'
  const dates = dateFormats(columns, roles, about.country)
  const decimals = orders ? decimalSigns(columns, roles) : { by: {}, questions: [] }
  const money = orders ? currencyOf(columns, roles, about.currency) : { currency: null, questions: [] }
  const { grouping, questions: groupingQuestions } = orders
    ? groupingOf(profiles, roles, system)
    : { grouping: 'row' as const, questions: [] }
  const statuses = orders
    ? statusQuestions(profiles, roles, grouping, system)
    : { statuses: {}, questions: [], warnings: [], words: [] }
  const { matchable, verdict } = judge(kind, profiles, roles, system)
  const mixed = [...(roles.ordered_at ?? []), ...(roles.subscribed_at ?? [])].flatMap(column =>
    isMixed(columns[column]) ? [{ kind: 'dates_mixed' as const, column }] : [],
  )
  const questions = [
    ...(about.told === undefined || about.told === null ? columnQuestions(columns, candidates, roles, system) : []),
    ...dates.questions,
    ...decimals.questions,
    ...money.questions,
    ...groupingQuestions,
    ...statuses.questions,
  ]
  return {
    system: system?.system ?? null,
    by: system === null ? 'values' : 'headers',
    mapping: {
      ...{ kind, system: system?.system ?? null, roles, fields: {}, dates: dates.by, decimals: decimals.by, grouping },
      ...{ currency: money.currency, statuses: statuses.statuses, telegram: [...(system?.telegram ?? [])] },
      zone: system?.zone ?? zoneOf(columns, roles),
      companies: orders ? null : companiesOf(columns),
      switches: orders ? switchColumns(columns, roles) : [],
    },
    candidates: shownCandidates(candidates),
    statuses: statuses.words,
    questions: verdict.kind === 'nobody_can_be_matched' || verdict.kind === 'incomplete' ? [] : questions,
    ...{ verdict, matchable },
    warnings: [
      ...roundedWarnings(profiles, roles),
      ...statuses.warnings,
      ...mixed,
      ...(orders && roles.order_id === undefined ? [{ kind: 'orders_unnumbered' } as const] : []),
    ],
  }
}

/** Days written in both orders, each deciding by itself; those that decide nothing are read as most others. */
function isMixed(column: Profiles['columns'][number] | undefined): boolean {
  return column !== undefined && column.days.dayFirst > 0 && column.days.monthFirst > 0
}

/** Whose other columns are facts of people: a platform's variables, and a short list made to say one thing or two. */
function keepsFields(kind: Kind, columns: Profiles['columns'], taken: ReadonlySet<number>): boolean {
  const others = columns.filter((column, at) => column.filled > 0 && !taken.has(at)).length
  return kind === 'subscribers' || (kind === 'customers' && columns.length <= MOST_OF_A_LIST && others <= 2)
}

/** A header that says in which zone its times are: `Created (UTC)`, `date_created_gmt`. */
function zoneOf(columns: Profiles['columns'], roles: Roles): string | null {
  const [at] = roles.ordered_at ?? roles.subscribed_at ?? []
  return at !== undefined && /(?:^|[^a-z])(?:utc|gmt)(?:[^a-z]|$)/i.test(columns[at]?.header ?? '') ? 'utc' : null
}

/** A column that says which rows are companies; null when there is none. */
function companiesOf(columns: Profiles['columns']): number | null {
  const at = columns.findIndex(
    ({ header, values }) =>
      ['тип', 'type', 'kind', 'art', 'tipo'].includes(headerWords(header)[0] ?? '') &&
      [...(values?.keys() ?? [])].some(isCompany),
  )
  return at < 0 ? null : at
}

function remembered(profiles: Profiles, mapping: Mapping, candidates: Candidates, system: System | null): Recognition {
  const { matchable, verdict } = judge(mapping.kind, profiles, mapping.roles, system)
  // A word that no file had yet is asked about, as in the first one.
  const words =
    mapping.kind === 'orders'
      ? statusQuestions(profiles, mapping.roles, mapping.grouping, system, mapping.statuses)
      : { statuses: {}, questions: [], warnings: [], words: [] }
  return {
    ...{
      system: mapping.system,
      by: 'remembered',
      mapping: { ...mapping, statuses: { ...words.statuses, ...mapping.statuses } },
    },
    ...{ candidates: shownCandidates(candidates), questions: words.questions, statuses: words.words },
    ...{ verdict, matchable, warnings: [...roundedWarnings(profiles, mapping.roles), ...words.warnings] },
  }
}

function noList(why: Extract<Verdict, { kind: 'no_list' }>['why']): Recognition {
  return {
    ...{ system: null, by: 'values', candidates: {}, questions: [], statuses: [], warnings: [], matchable: 'nothing' },
    mapping: {
      ...{
        kind: 'none',
        system: null,
        roles: {},
        fields: {},
        dates: {},
        decimals: {},
        grouping: 'row',
        currency: null,
      },
      ...{ statuses: {}, telegram: [], zone: null, companies: null, switches: [] },
    },
    verdict: { kind: 'no_list', why },
  }
}
