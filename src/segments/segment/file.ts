import type { Db } from '../../db/open.js'
import { isAppError } from '../../errors.js'
import { fold } from '../../text/fold.js'
import type { Language } from '../../text/format.js'
import { createList } from '../list.js'
import { readSentence } from '../read.js'
import { createSegment, findSame } from '../segment.js'
import { createVocabulary } from '../vocabulary.js'

type Row = Readonly<Record<string, string>>

/**
 * Why a segment of a file is not made: its sentence cannot be read here, or in several ways; it names something that is not
 * here; another segment has its name; its name cannot be one.
 */
export type WhyLeft = 'unreadable' | 'unclear' | 'missing' | 'taken' | 'name'

/** Segments that came back: made anew, there already with the same condition, and those that could not be made. */
export type SegmentsTaken = { made: number; same: number; left: { name: string; why: WhyLeft }[] }

/** Who takes them, and when. @param currency of amounts that name none */
export type Taking = { by: number; at: number; currency: string; language: Language }

/**
 * Makes the segments of a file of ours (`SEGMENT_HEADERS`): each sentence is read again, since the numbers of another
 * program mean other things here. One that builds on another of the file comes after it, wherever it stands. Lists come
 * with their people (`takeLists`). To be called in a group.
 */
export function takeSegments(db: Db, rows: readonly Row[], taking: Taking): SegmentsTaken {
  const taken: SegmentsTaken = { made: 0, same: 0, left: [] }
  let open = rows.filter(row => row['kind'] !== 'list' && (row['segcast_segment'] ?? '') !== '')
  for (;;) {
    const left: { row: Row; why: WhyLeft }[] = []
    for (const row of open) {
      const came = takeOne(db, row, taking)
      if (came === 'made' || came === 'same') taken[came]++
      else left.push({ row, why: came })
    }
    // What another one of them brought may be what these wait for.
    if (left.length === open.length || left.length === 0) {
      taken.left = left.map(({ row, why }) => ({ name: row['segcast_segment'] ?? '', why }))
      return taken
    }
    open = left.map(({ row }) => row)
  }
}

function takeOne(db: Db, row: Row, { by, at, currency, language }: Taking): 'made' | 'same' | WhyLeft {
  const name = row['segcast_segment'] ?? ''
  const spoken: Language = row['language'] === 'ru' || row['language'] === 'en' ? row['language'] : language
  const reading = readSentence(row['sentence'] ?? '', createVocabulary(db, currency), spoken)
  if (reading.kind === 'readings') return 'unclear'
  if (reading.kind === 'mistake') return 'unreadable'
  try {
    if (findSame(db, name, reading.criterion) !== null) return 'same'
    createSegment(db, { name, criterion: reading.criterion, createdBy: by }, at)
    return 'made'
  } catch (error) {
    if (!isAppError(error)) throw error
    if (error.code === 'segment_name_taken') return 'taken'
    return error.code === 'segment_name_invalid' ? 'name' : 'missing'
  }
}

/** Lists that came back, and people of them who are not here. */
export type ListsTaken = {
  made: number
  people: number
  unknown: number
  left: { name: string; why: 'taken' | 'name' }[]
}

/**
 * Makes the fixed lists of a file of ours (`LIST_HEADERS`) of those of their people who are here. A list of the same name
 * stays as it is; beside a segment of that name, whose people went out, the list gets a number. Done again it comes to the
 * same.
 */
export async function takeLists(
  db: Db,
  rows: readonly Row[],
  { by, at }: Pick<Taking, 'by' | 'at'>,
): Promise<ListsTaken> {
  const taken: ListsTaken = { made: 0, people: 0, unknown: 0, left: [] }
  const lists = new Map<string, Set<number>>()
  for (const row of rows) {
    const name = row['segcast_list'] ?? ''
    const ids = lists.get(name) ?? new Set()
    ids.add(Number(row['telegram_id'] ?? 0))
    lists.set(name, ids)
  }
  for (const [name, ids] of lists) {
    const found = await db.people.rows<{ id: number }>(
      'select id from subscribers where telegram_id in (select value from json_each(?))',
      [JSON.stringify([...ids])],
    )
    try {
      await createList(db, { name: freeOfRules(db, name), createdBy: by, subscriberIds: found.map(({ id }) => id) }, at)
      taken.made++
      taken.people += found.length
      taken.unknown += ids.size - found.length
    } catch (error) {
      if (!isAppError(error)) throw error
      taken.left.push({ name, why: error.code === 'segment_name_taken' ? 'taken' : 'name' })
    }
  }
  return taken
}

/** The name, with a number where segments that are told by a rule have it. */
function freeOfRules(db: Db, name: string): string {
  const rule = db.sql(`select 1 from segments where name_folded = ? and deleted_at is null and kind = 'rule'`)
  for (let n = 1; ; n++) {
    const numbered = n === 1 ? name : `${name} ${n}`
    if (rule.get(fold(numbered)) === undefined) return numbered
  }
}
