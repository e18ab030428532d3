import { isDeepStrictEqual } from 'node:util'
import { DAY } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { AppError } from '../../errors.js'
import { type Content, contentSchema } from '../content.js'
import { withFields } from '../personal/field.js'
import { checkContent } from '../personal.js'
import { setContent } from '../variant.js'
import { companyOf, type Item, itemKinds } from './item.js'

/** So many messages may be one album. */
export const ALBUM_LIMIT = 10
/** For so long an album that was sent may still become an offer; its author may edit it for less. */
const KEPT_MS = 30 * DAY

/** A message that is part of an album: in whose chat it stands, and Telegram's name of the album. */
export type Part = { chat: number; message: number; album: string }

/**
 * Keeps one message of an album. Telegram sends them one by one and never says which is the last: an album is what has come of
 * it so far. To be called in a group. @param content what the message is by itself
 * @returns `lead`: the message of it that came first, by which it was asked about; `whole`, `before`: what the album is with this message, and was without it
 * @throws AppError `album_mixed`, `album_too_many` {limit}
 */
export function recordPart(
  db: Db,
  { chat, message, album }: Part,
  content: Content,
  at: number,
): { lead: number; whole: Content; before: Content | null } {
  const before = findAlbum(db, chat, album)
  const lead = leadOf(db, chat, album) ?? message
  db.sql(
    `insert into album_parts (chat, message, album, lead, content, at) values (?, ?, ?, ?, ?, ?)
     on conflict (chat, message) do update set content = excluded.content`,
  ).run(chat, message, album, lead, JSON.stringify(content), at)
  const whole = findAlbum(db, chat, album)
  if (whole === null) throw new Error('a part of an album was not kept')
  return { lead, whole, before }
}

/** The album as far as it has come; null when nothing of it is kept. @throws AppError as `recordPart` */
export function findAlbum(db: Db, chat: number, album: string): Content | null {
  const parts = db
    .sql<{ content: string }>(
      'select content from album_parts indexed by album_parts_album where chat = ? and album = ? order by message',
    )
    .all(chat, album)
    .map(({ content }) => contentSchema.parse(JSON.parse(content)))
  return assemble(parts, album)
}

/** The message of an album that came first; null when nothing of it is kept. */
export function leadOf(db: Db, chat: number, album: string): number | null {
  const row = db
    .sql<{ lead: number }>(
      'select lead from album_parts indexed by album_parts_album where chat = ? and album = ? limit 1',
    )
    .get(chat, album)
  return row?.lead ?? null
}

/** What one message of an album was when it was kept; null when it is not. */
export function findPart(db: Db, { chat, message }: Pick<Part, 'chat' | 'message'>): Content | null {
  const row = db
    .sql<{ content: string }>('select content from album_parts where chat = ? and message = ?')
    .get(chat, message)
  return row === undefined ? null : contentSchema.parse(JSON.parse(row.content))
}

/** Several messages as one, in the order in which they stand in the chat; one alone is itself. */
function assemble(parts: readonly Content[], group: string): Content | null {
  const [first] = parts
  if (first === undefined) return null
  if (parts.length === 1) return { ...first, group }
  if (parts.length > ALBUM_LIMIT) throw new AppError('album_too_many', { limit: ALBUM_LIMIT })
  const worded = Math.max(
    0,
    parts.findIndex(({ text }) => text !== ''),
  )
  const { text = '', entities = [] } = parts[worded] ?? {}
  const items = parts.map((part, i) => itemOf(part, i === worded))
  if (new Set(items.map(companyOf)).size > 1) throw new AppError('album_mixed')
  return {
    kind: 'album',
    text,
    entities,
    fileId: null,
    preview: false,
    ...(parts.some(({ above }) => above === true) && { above: true as const }),
    buttons: [],
    items,
    ...(worded > 0 && { captioned: worded }),
    group,
  }
}

function itemOf({ kind, fileId, text, entities, spoiler }: Content, worded: boolean): Item {
  const known = itemKinds.find(one => one === kind)
  if (known === undefined || fileId === null) throw new AppError('album_mixed')
  const words = worded ? { text: '', entities: [] } : { text, entities }
  return { kind: known, fileId, ...words, ...(spoiler === true && { spoiler }) }
}

/**
 * An album with something else in the place of one of its items; its words stay, those of the item as well.
 * @param nth counted from 1
 * @throws AppError `album_mixed` for what cannot stand there
 */
export function withItem(album: Content, nth: number, sent: Content): Content {
  const items = album.items ?? []
  const before = items[nth - 1]
  if (before === undefined) throw new AppError('deed_done')
  const { text, entities } = before
  const item = { ...itemOf(sent, true), text, entities }
  if (companyOf(item) !== companyOf(before)) throw new AppError('album_mixed')
  return { ...album, items: items.map((one, i) => (i === nth - 1 ? item : one)) }
}

/**
 * Brings the drafts that hold an album in line with what it is by now. Words that were written for it since stay. To be called
 * in a group. @returns the drafts that changed
 * @throws AppError what `checkContent` finds
 */
export function growAlbum(
  db: Db,
  { whole, before }: { whole: Content; before: Content | null },
  ownTargets: readonly string[],
): number[] {
  const rows = holding(db, whole.group ?? '')
  const changed = new Set<number>()
  for (const { offerId, segmentId, version, content } of rows) {
    const held = contentSchema.parse(JSON.parse(content))
    const { text, entities, buttons, fields } = held
    const own = before !== null && JSON.stringify([text, entities]) !== JSON.stringify([before.text, before.entities])
    const grown = {
      ...whole,
      ...(own && { text, entities }),
      buttons,
      ...(fields !== undefined && { fields }),
    }
    const now = withFields(db, grown)
    if (isDeepStrictEqual(now, held)) continue
    checkContent(now, ownTargets)
    setContent(db, offerId, segmentId, grown, version)
    changed.add(offerId)
  }
  return [...changed]
}

type Held = { offerId: number; segmentId: number | null; version: number; content: string }

/** Messages of drafts that are this album. */
function holding(db: Db, album: string): Held[] {
  return db
    .sql<Held>(
      `select v.offer_id as offerId, v.segment_id as segmentId, v.version, v.content from offers o join variants v on v.offer_id = o.id
       where o.state = 'draft' and v.version >= 0 and v.content ->> '$.group' = ?`,
    )
    .all(album)
}

/** The drafts that hold an album, the newest first. */
export function draftsWith(db: Db, album: string): number[] {
  return [...new Set(holding(db, album).map(({ offerId }) => offerId))].sort((a, b) => b - a)
}

/** Forgets albums that nobody makes an offer of any more. @param at ms UTC */
export function dropOldParts(db: Db, at: number): void {
  db.sql('delete from album_parts where at < ?').run(at - KEPT_MS)
}
