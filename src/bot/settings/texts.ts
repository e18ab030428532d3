import { GrammyError } from 'grammy'
import { z } from 'zod'
import { sourceName } from '../../audience/source.js'
import type { Db } from '../../db/open.js'
import { type Content, contentSchema } from '../../offers/content.js'
import { numberLinks } from '../../offers/link.js'
import type { Addressee } from '../../offers/personal.js'
import { prepareMessage } from '../../offers/render/prepared.js'
import { type Outgoing, renderMessage } from '../../offers/render.js'
import type { Language } from '../../text/format.js'
import type { SendingApi } from '../lanes/sender.js'
import { findSetting, saveSetting } from '../settings.js'

/** What the bot says by itself and the shop may say in its own words. */
export const textNames = ['welcome', 'stop', 'pause', 'received', 'survey', 'first', 'phone', 'line'] as const
export type TextName = (typeof textNames)[number]

/** Texts that are words alone: they stand above or below something, or over buttons that Telegram makes. */
export const WORDS_ALONE: ReadonlySet<TextName> = new Set(['first', 'phone', 'line'])

/** Somebody to be written to by name. */
export type Addressed = Addressee & { telegramId: number }

/** A button below such a text. */
export type TextButton = { text: string; callback_data: string } | { text: string; url: string }

const SOURCES = 'text_sources'
const sourcesSchema = z.array(z.string())

/** What a source's texts are kept under: its name now, whatever its case and by whichever of its names somebody came. */
function keyOf(db: Db, name: TextName, language: Language, source: string | null): string {
  return source === null ? `text:${name}:${language}` : keyUnder(name, language, sourceName(db, source))
}

function keyUnder(name: TextName, language: Language, source: string): string {
  return `text:${name}:${language}:${source.toLowerCase()}`
}

/** The shop's own words for people who came by this source, else for all; null while the shipped ones are said. */
export function findText(db: Db, name: TextName, language: Language, source: string | null): Content | null {
  const special = source === null ? null : findOwnText(db, name, language, source)
  return special ?? findOwnText(db, name, language, null)
}

/** The shop's own words for exactly this source (null: for all); null while there are none. */
export function findOwnText(db: Db, name: TextName, language: Language, source: string | null): Content | null {
  return findSetting(db, keyOf(db, name, language, source), contentSchema)
}

/** Keeps the shop's own words. */
export function saveText(db: Db, name: TextName, language: Language, source: string | null, content: Content): void {
  saveSetting(db, keyOf(db, name, language, source), contentSchema, content)
}

/** Goes back to the shipped words, or for a source to those for all. */
export function resetText(db: Db, name: TextName, language: Language, source: string | null): void {
  db.sql('delete from settings where key = ?').run(keyOf(db, name, language, source))
}

/**
 * Texts of one name go over to another, with which it is one now.
 * @param stays whose text is kept where both names have one
 */
export function moveTexts(db: Db, from: string, to: string, stays: 'from' | 'to'): void {
  if (from.toLowerCase() === to.toLowerCase()) return
  for (const name of textNames) {
    for (const language of ['en', 'ru'] as const) {
      const keys = { from: keyUnder(name, language, from), to: keyUnder(name, language, to) }
      if (stays === 'from')
        db.sql('delete from settings where key = :to and exists (select 1 from settings where key = :from)').run(keys)
      db.sql('update or ignore settings set key = :to where key = :from').run(keys)
      db.sql('delete from settings where key = ?').run(keys.from)
    }
  }
}

/** The sources that have a text of their own. */
export function listTextSources(db: Db, name: TextName, language: Language): string[] {
  const prefix = keyUnder(name, language, '')
  return db
    .sql<{ key: string }>('select key from settings where substr(key, 1, ?) = ? order by key')
    .all(prefix.length, prefix)
    .map(({ key }) => key.slice(prefix.length))
}

/** The number that stands for a source in buttons, from 1; it never changes. 0 stands for no source. */
export function sourceNumber(db: Db, source: string): number {
  const known = findSetting(db, SOURCES, sourcesSchema) ?? []
  const index = known.findIndex(one => one.toLowerCase() === source.toLowerCase())
  if (index >= 0) return index + 1
  saveSetting(db, SOURCES, sourcesSchema, [...known, source])
  return known.length + 1
}

/** The source behind a number; null for 0 and for a number never given. */
export function sourceOf(db: Db, number: number): string | null {
  return (findSetting(db, SOURCES, sourcesSchema) ?? [])[number - 1] ?? null
}

/** What is kept as the words somebody was shown. */
export function wordsOfContent(content: Content): string {
  return content.text === '' ? `[${content.kind}]` : content.text
}

/** Such a text as one person reads it. Its links are not tracked. */
export function renderContent(content: Content, person: Addressee, rows: TextButton[][] = []): Outgoing {
  const { links } = numberLinks(content, [])
  const address = (wanted: number) => links.find(({ number }) => number === wanted)?.url ?? ''
  const { method, payload } = renderMessage(prepareMessage(content, links), person, address, null)
  if (rows.length === 0) return { method, payload }
  const own = content.buttons.length === 0 ? [] : keyboardOf(payload)
  return { method, payload: { ...payload, reply_markup: { inline_keyboard: [...own, ...rows] } } }
}

const markup = z.object({ reply_markup: z.object({ inline_keyboard: z.array(z.array(z.looseObject({}))) }) })

function keyboardOf(payload: Record<string, unknown>): object[][] {
  return markup.parse(payload).reply_markup.inline_keyboard
}

/**
 * Sends such a text. Where Telegram no longer knows its medium, the words go alone.
 * @throws GrammyError where Telegram takes not even those
 */
export async function sendContent(
  api: Pick<SendingApi, 'raw'>,
  chat: number,
  content: Content,
  person: Addressee,
  rows: TextButton[][] = [],
): Promise<{ message_id: number }> {
  const send = (what: Content) => {
    const { method, payload } = renderContent(what, person, rows)
    if (method === 'sendMediaGroup') throw new Error('no text of the bot is an album')
    return api.raw[method]({ chat_id: chat, ...payload })
  }
  try {
    return await send(content)
  } catch (error) {
    const words = error instanceof GrammyError && error.error_code === 400 ? wordsAlone(content) : null
    if (words === null) throw error
    return send(words)
  }
}

/** The words of a text without its medium, for where Telegram no longer knows that; null where there is nothing to leave away. */
export function wordsAlone(content: Content): Content | null {
  return content.kind === 'text' || content.text === '' ? null : { ...content, kind: 'text', fileId: null }
}
