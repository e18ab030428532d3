import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Document, Message } from 'grammy/types'
import { z } from 'zod'
import { takeFields } from '../../../audience/attribute/file.js'
import { countConflicts } from '../../../audience/linking/conflict.js'
import { takeWho } from '../../../audience/linking/conflict-file.js'
import { takeConsent } from '../../../audience/subscription/consent-file.js'
import type { OwnKind } from '../../../crm/own-file.js'
import { type OwnRow, readOwnFile, readWhoWorkbook } from '../../../crm/own-rows.js'
import { takeLists, takeSegments } from '../../../segments/segment/file.js'
import { shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { key } from '../../card.js'
import type { Here } from '../../here.js'
import { downloadFile } from '../../lanes/download.js'
import { type Entry, go, leave, say, screen, unasked } from '../../screen.js'
import { findSetting, saveSetting } from '../../settings.js'
import { home } from '../home/addresses.js'
import { segments } from '../segments/addresses.js'
import { whois } from '../whois/addresses.js'
import { exports } from './addresses.js'

const MOST_BYTES = 5 * 1024 * 1024
const NAMED = 5
const NAME = 40
const TABLE = /\.csv$/i
const WORKBOOK = /\.xlsx$/i

/** What stands in the log for what was taken back. */
const BACK = 'back'

/** A file of ours that was dropped. */
type Dropped = { kind: Exclude<OwnKind, 'people'>; rows: OwnRow[] }

/**
 * A file that went out of here and is dropped again: fields, segments, lists and consent. People, all of them or those of one
 * list, are imported like any other file of people.
 */
export const backPlaces: Entry[] = [
  unasked(
    async (here, { message }) => {
      const file = await readDropped(here, message)
      if (file === null) return leave
      const { exportCards: t, teamCards } = here.t
      if (file.kind === 'consent' && here.role !== 'owner') return say(teamCards.onlyOwners)
      return {
        kind: 'ready',
        about: { address: BACK, subject: null },
        do() {
          keepWords(here, takeNow(here, file) ?? t.backBegun(file.rows.length))
          return go(exports.back, {})
        },
      }
    },
    async (here, { message }) => {
      const file = await readDropped(here, message)
      const words = file === null ? null : await takeLater(here, file)
      if (words !== null) await here.db.group(() => keepWords(here, words))
    },
  ),

  screen(exports.back, here => {
    const words = findSetting(here.db, keyOf(here), wordsSchema)
    if (words === null) return go(home.home, {})
    const waiting = countConflicts(here.db)
    return {
      text: lines([words]),
      keyboard: [
        ...(waiting === 0 ? [] : [[key(here.t.whoCards.door(waiting), whois.one, { place: 0 })]]),
        [key(here.t.admin.segments, segments.list, { page: 0 })],
      ],
    }
  }),
]

const wordsSchema = z.string()
const keyOf = ({ me }: Pick<Here, 'me'>) => `back:${me}`

/** Keeps what came of it for the card that says so. To be called in a group. */
function keepWords(here: Here, words: string): void {
  saveSetting(here.db, keyOf(here), wordsSchema, words)
}

/** What came of few writes; null for files that take many. To be called in a group. */
function takeNow(here: Here, { kind, rows }: Dropped): string | null {
  const { exportCards: t } = here.t
  const by = { by: here.me, at: here.at }
  if (kind === 'fields') {
    const { made, same, left } = takeFields(here.db, rows, by)
    return [t.backFields(made, same), leftWords(here, left, t.backWhy)].join('\n').trim()
  }
  if (kind !== 'segments') return null
  const taking = { ...by, currency: here.preferences.currency(), language: here.language }
  const { made, same, left } = takeSegments(here.db, rows, taking)
  return [t.backSegments(made, same), leftWords(here, left, t.backWhy)].join('\n').trim()
}

/** What came of many writes, a few at a time; null for files of which `takeNow` took everything. */
async function takeLater(here: Here, { kind, rows }: Dropped): Promise<string | null> {
  const { exportCards: t } = here.t
  if (kind === 'list') {
    const { made, people, unknown, left } = await takeLists(here.db, rows, { by: here.me, at: here.at })
    return [t.backLists(made, people, unknown), leftWords(here, left, t.backWhy)].join('\n').trim()
  }
  if (kind === 'whoIsWho') {
    const { whoCards: words } = here.t
    const { linked, nobody, same, open, left } = await takeWho(here.db, rows, here.at)
    return [words.taken(linked, nobody, same, open), leftWords(here, left, words.why)].join('\n').trim()
  }
  if (kind !== 'consent') return null
  const { made, same, left } = await takeConsent(here.db, rows)
  return t.backConsent(made, same, left)
}

function leftWords<Why extends string>(
  { t: { exportCards: t } }: Here,
  left: readonly { name: string; why: Why }[],
  words: Readonly<Record<Why, string>>,
): string {
  if (left.length === 0) return ''
  const named = left.slice(0, NAMED).map(({ name, why }) => `• ${shorten(name, NAME)}: ${words[why]}`)
  return [t.backLeft(left.length), ...named].join('\n')
}

/** The file of ours that a message is; null for every other message. */
async function readDropped(here: Here, { document }: Message): Promise<Dropped | null> {
  const { api } = here
  if (document !== undefined && WORKBOOK.test(document.file_name ?? '')) return readWorkbook(here, document)
  if (document === undefined || !TABLE.test(document.file_name ?? '')) return null
  if ((document.file_size ?? 0) > MOST_BYTES) return null
  const bytes = await downloadFile(api, document.file_id, MOST_BYTES)
  const file = bytes === null ? null : await readOwnFile(bytes)
  if (file === null || file.kind === 'people' || isOneList(file)) return null
  return { kind: file.kind, rows: file.rows }
}

/** *Who is who* as a workbook: only while somebody waits, so that no other workbook is read twice. */
async function readWorkbook({ api, db }: Here, { file_id, file_size = 0 }: Document): Promise<Dropped | null> {
  if (file_size > MOST_BYTES || countConflicts(db) === 0) return null
  const bytes = await downloadFile(api, file_id, MOST_BYTES)
  if (bytes === null) return null
  // The name of a scratch file: those are swept when a database is opened.
  const folder = mkdtempSync(`${db.path}.scratch-who-`)
  try {
    const path = join(folder, 'who.xlsx')
    writeFileSync(path, bytes, { mode: 0o600 })
    const rows = await readWhoWorkbook(path)
    return rows === null ? null : { kind: 'whoIsWho', rows }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The people of one list may also be added to another, or get a value: the import asks what they are to become. */
function isOneList({ kind, rows }: { kind: OwnKind; rows: readonly OwnRow[] }): boolean {
  return kind === 'list' && rows.every(row => row['segcast_list'] === rows[0]?.['segcast_list'])
}
