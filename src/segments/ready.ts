import { createHash } from 'node:crypto'
import type { Db } from '../db/open.js'
import { unreachable } from '../errors.js'
import type { Language } from '../text/format.js'
import { texts } from '../text/index.js'
import { languageSql } from './column.js'
import type { Count, Criterion, Window } from './criterion.js'
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
  | 'asleep'

/**
 * A criterion that needs no building. `key` is short, the same from one day to the next, and safe in a button;
 * `value` is the source, the language's code or the last offer's name.
 */
export type ReadySegment = { key: string; kind: ReadyKind; criterion: Criterion; value?: string }

/** How many sources and languages are offered, the most frequent first. */
const MOST = 6

/**
 * Ready-made segments for this moment, the most wanted first: everyone, the new ones, what became of the last offer
 * (the newest broadcast that started), the sleeping, then by source and by language.
 * @throws AppError `query_timeout` after 5 s
 */
export async function readySegments(db: Db, context: EvaluationContext): Promise<ReadySegment[]> {
  const [sources, languages] = await Promise.all([mostFrequent(db, 's.source'), mostFrequent(db, languageSql.text)])
  return [
    { key: 'everyone', kind: 'everyone', criterion: { leaf: 'everyone' } },
    { key: 'new', kind: 'new', criterion: { leaf: 'subscribed', window: { in: 7, unit: 'days' } } },
    ...ofLastOffer(db, context.at),
    // No sign for 61–180 days: there was one within 180 days, and none within 60.
    { key: 'asleep', kind: 'asleep', criterion: { all: [seen(null, SOME, days(180)), seen(null, 'none', days(60))] } },
    ...sources.map(
      (value): ReadySegment => ({
        key: keyOf('source', value),
        kind: 'source',
        value,
        criterion: { leaf: 'source', values: [value] },
      }),
    ),
    ...languages
      .filter(value => /^[a-z]{2,3}$/.test(value))
      .map(
        (value): ReadySegment => ({
          key: keyOf('language', value),
          kind: 'language',
          value,
          criterion: { leaf: 'language', values: [value] },
        }),
      ),
  ]
}

/** The name of a ready-made segment on the screen. */
export function nameReady(ready: ReadySegment, language: Language): string {
  const names = texts(language).segments.ready
  const value = ready.value ?? ''
  switch (ready.kind) {
    case 'everyone':
    case 'new':
    case 'asleep':
      return names[ready.kind]
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

const SOME: Count = { atLeast: 1 }

function days(n: number): Window {
  return { in: n, unit: 'days' }
}

function seen(offer: number | null, count: Count, window: Window | null): Criterion {
  return { leaf: 'seen', count, window, offer, grade: 'any' }
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
  const of = (kind: ReadyKind, criterion: Criterion): ReadySegment => ({ key: kind, kind, value: last.name, criterion })
  return [
    of('clicked_last', clicked(SOME)),
    of('not_clicked_last', { all: [received, clicked('none')] }),
    of('seen_last', seen(last.id, SOME, null)),
    of('not_seen_last', { all: [received, seen(last.id, 'none', null)] }),
  ]
}

async function mostFrequent(db: Db, expression: string): Promise<string[]> {
  const rows = await db.people.rows<{ value: string }>(
    `select ${expression} as value from subscribers s where value is not null and value <> ''
     group by value order by count(*) desc, value limit ?`,
    [MOST],
  )
  return rows.map(row => row.value)
}

/** A source may be as long as a button's whole data. */
function keyOf(kind: ReadyKind, value: string): string {
  return `${kind}:${createHash('sha256').update(value).digest('hex').slice(0, 10)}`
}
