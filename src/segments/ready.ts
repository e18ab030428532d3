import { createHash } from 'node:crypto'
import { CELLS, CELLS_WITHOUT_SCORE } from '../audience/rfm/cell.js'
import type { Db } from '../db/open.js'
import { unreachable } from '../errors.js'
import type { Language } from '../text/format.js'
import { texts } from '../text/index.js'
import { languageSql } from './compile/column.js'
import type { Count, Criterion } from './criterion.js'
import { createVocabulary } from './vocabulary.js'
import type { EvaluationContext } from './window.js'

export type ReadyKind =
  | 'everyone'
  | 'new'
  | 'source'
  | 'language'
  | 'clicked_last'
  | 'seen_last'
  | 'not_seen_last'
  | 'not_clicked_last'
  | 'birthday'
  | 'engagement'
  | 'cell'
  | 'rung'

/** What ready-made segments are about, in the order in which they are shown. */
export const READY_GROUPS = ['now', 'rfm', 'engagement', 'ladder', 'origin'] as const

/** What a ready-made segment is about. */
export type ReadyGroup = (typeof READY_GROUPS)[number]

/**
 * A criterion that needs no building. `key` is short, the same from one day to the next, and safe in a button;
 * `value` is the source, the language's code, the last offer's name, the RFM group, the group by signs of life or the
 * step of the ladder; `label` what the admins call that step.
 */
export type ReadySegment = {
  key: string
  kind: ReadyKind
  group: ReadyGroup
  criterion: Criterion
  value?: string
  label?: string
}

/** How many sources and languages are offered, the most frequent first. */
const MOST = 6

/**
 * Ready-made segments for this moment, the most wanted first: everyone, the new ones, whose birthday comes, what became
 * of the last offer (the newest broadcast that started); then RFM groups, groups by signs of life and steps of the
 * ladder, each as soon as there is anything to tell them by; then sources and languages.
 * @throws AppError `query_timeout` after 5 s
 */
export async function readySegments(db: Db, context: EvaluationContext): Promise<ReadySegment[]> {
  const [sources, languages] = await Promise.all([mostFrequentSources(db), mostFrequent(db, languageSql.text)])
  return [
    { key: 'everyone', kind: 'everyone', group: 'now', criterion: { leaf: 'everyone' } },
    { key: 'new', kind: 'new', group: 'now', criterion: { leaf: 'subscribed', window: { in: 7, unit: 'days' } } },
    ...birthdays(db),
    ...ofLastOffer(db, context.at),
    ...cells(db),
    ...engagements(db),
    ...rungs(db),
    ...sources.map(value => origin('source', value, { leaf: 'source', values: [value] })),
    ...languages
      .filter(value => /^[a-z]{2,3}$/.test(value))
      .map(value => origin('language', value, { leaf: 'language', values: [value] })),
  ]
}

/** The name of a ready-made segment on the screen. */
export function nameReady(ready: ReadySegment, language: Language): string {
  const { segments, labels } = texts(language)
  const names = segments.ready
  const value = ready.value ?? ''
  switch (ready.kind) {
    case 'everyone':
    case 'new':
    case 'birthday':
      return names[ready.kind]
    case 'cell':
      return CELLS_READY.filter(cell => cell === value).map(cell => labels.cells[cell])[0] ?? value
    case 'engagement':
      return ENGAGEMENTS.filter(group => group === value).map(group => labels.engagement[group])[0] ?? value
    case 'rung':
      return names.rung(
        ready.label ?? RUNGS_READY.filter(n => String(n) === value).map(n => labels.rungs[n])[0] ?? value,
      )
    case 'language':
      return names.language(new Intl.DisplayNames([language], { type: 'language' }).of(value) ?? value)
    case 'source':
    case 'clicked_last':
    case 'seen_last':
    case 'not_seen_last':
    case 'not_clicked_last':
      return names[ready.kind](value)
    default:
      return unreachable(ready.kind)
  }
}

/** What to do with a ready-made segment, in one line. */
export function adviceFor({ kind, value }: ReadySegment, language: Language): string {
  const { labels, segments } = texts(language)
  const { advice } = segments
  switch (kind) {
    case 'cell':
      return CELLS_READY.filter(cell => cell === value).map(cell => labels.advice[cell])[0] ?? ''
    case 'engagement':
      return ENGAGEMENTS.filter(group => group === value).map(group => advice.engagement[group])[0] ?? ''
    case 'rung':
      return RUNGS_READY.filter(n => String(n) === value).map(n => advice.rungs[n])[0] ?? ''
    default:
      return advice[kind]
  }
}

const CELLS_READY = [...CELLS, ...CELLS_WITHOUT_SCORE] as const
const RUNGS_READY = [5, 4, 3, 2, 1, 0] as const
/** The new ones are there already: everybody who subscribed within a week. */
const ENGAGEMENTS = ['engaged', 'cooling', 'asleep', 'long_asleep', 'never'] as const

function exists(db: Db, query: string, ...values: (string | number)[]): boolean {
  return db.sql(`${query} limit 1`).get(...values) !== undefined
}

function birthdays(db: Db): ReadySegment[] {
  const known = db
    .sql<{ id: number }>(
      `select a.id from attributes a where a.key = 'birthday' and a.archived_at is null
         and exists (select 1 from attribute_values v where v.attribute_id = a.id)`,
    )
    .get()
  if (known === undefined) return []
  const criterion: Criterion = { leaf: 'field', field: known.id, test: { anniversary: 7 } }
  return [{ key: 'birthday', kind: 'birthday', group: 'now', criterion }]
}

function cells(db: Db): ReadySegment[] {
  if (!exists(db, 'select 1 from customers where subscriber_id is not null')) return []
  const filled = CELLS.filter(cell => exists(db, 'select 1 from rfm_scores where cell = ?', cell))
  return [...filled, ...CELLS_WITHOUT_SCORE].map(value => ({
    ...{ key: `cell:${value}`, kind: 'cell', group: 'rfm', value },
    criterion: { leaf: 'rfm', cells: [value] },
  }))
}

/** Before the first broadcast nobody could show a sign of life. */
function engagements(db: Db): ReadySegment[] {
  if (!exists(db, 'select 1 from broadcasts where started_at is not null')) return []
  return ENGAGEMENTS.map(value => ({
    ...{ key: value, kind: 'engagement', group: 'engagement', value },
    criterion: { leaf: 'engagement', groups: [value] },
  }))
}

function rungs(db: Db): ReadySegment[] {
  if (!exists(db, 'select 1 from awareness')) return []
  const names = createVocabulary(db)
  return RUNGS_READY.filter(n => n === 0 || exists(db, 'select 1 from awareness where rung = ?', n)).map(n => {
    const label = n === 0 ? null : names.rung(n)
    return {
      ...{ key: `rung:${n}`, kind: 'rung', group: 'ladder', value: String(n) },
      ...(label === null ? {} : { label }),
      criterion: { leaf: 'ladder', rungs: [n] },
    }
  })
}

function origin(kind: 'source' | 'language', value: string, criterion: Criterion): ReadySegment {
  return { key: keyOf(kind, value), kind, group: 'origin', value, criterion }
}

const SOME: Count = { atLeast: 1 }

function seen(offer: number, count: Count): Criterion {
  return { leaf: 'seen', count, window: null, offer, grade: 'any' }
}

/** Among those who received it: who saw it, who clicked, who did not. Nothing while no broadcast has started. */
function ofLastOffer(db: Db, at: number): ReadySegment[] {
  const last = db
    .sql<{ id: number; name: string }>(
      `select o.id, o.name from broadcasts b join offers o on o.id = b.offer_id
       where b.started_at <= ? order by b.started_at desc, b.id desc limit 1`,
    )
    .get(at)
  if (last === undefined) return []
  const received: Criterion = { leaf: 'received', count: SOME, window: null, offer: last.id }
  const clicked = (count: Count): Criterion => ({ leaf: 'clicked', count, window: null, offer: last.id, link: null })
  const of = (kind: ReadyKind, criterion: Criterion): ReadySegment => ({
    ...{ key: kind, kind, group: 'now', value: last.name },
    criterion,
  })
  return [
    of('clicked_last', clicked(SOME)),
    of('not_clicked_last', { all: [received, clicked('none')] }),
    of('seen_last', seen(last.id, SOME)),
    of('not_seen_last', { all: [received, seen(last.id, 'none')] }),
  ]
}

/** By what they are called now: names that were merged count as the source that they mean. */
async function mostFrequentSources(db: Db): Promise<string[]> {
  const rows = await db.people.rows<{ value: string }>(
    `select coalesce(max(n.name), min(g.payload)) as value from (
       select min(s.source) as payload, count(*) as people from subscribers s
         where s.source is not null and s.source <> '' group by s.source collate nocase) g
     left join source_aliases a on a.payload = lower(g.payload) left join sources n on n.id = a.source_id
     group by coalesce(a.source_id, lower(g.payload)) order by sum(g.people) desc, value limit ?`,
    [MOST],
  )
  return rows.map(row => row.value)
}

async function mostFrequent(db: Db, expression: string): Promise<string[]> {
  const rows = await db.people.rows<{ value: string }>(
    `select min(${expression}) as value from subscribers s where s.erased_at is null and ${expression} is not null and ${expression} <> ''
     group by ${expression} collate nocase order by count(*) desc, value limit ?`,
    [MOST],
  )
  return rows.map(row => row.value)
}

/** A source may be as long as a button's whole data. */
function keyOf(kind: ReadyKind, value: string): string {
  return `${kind}:${createHash('sha256').update(value).digest('hex').slice(0, 10)}`
}
