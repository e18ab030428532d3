import { z } from 'zod'
import { findSubscriber, languageOf } from '../audience/subscriber.js'
import type { Db } from '../db/open.js'
import type { Language } from '../text/format.js'
import { findSetting, saveSetting } from './settings.js'

/** The languages that the bot speaks. */
export const languages = ['en', 'ru'] as const satisfies readonly Language[]

const languageSchema = z.enum(languages)
const key = (telegramId: number) => `language:${telegramId}`

/** Remembers the language of an admin who may not be a subscriber, for the messages that come unasked. */
export function rememberLanguage(db: Db, telegramId: number, language: Language): void {
  saveSetting(db, key(telegramId), languageSchema, language)
}

/**
 * Remembers what somebody of the team speaks now. @param first takes it too where nobody of a team was ever heard: of owners,
 * whose language becomes the bot's unless one is named; null for others
 */
export async function hearLanguage(
  db: Db,
  telegramId: number,
  language: Language,
  first: ((language: Language) => void) | null,
): Promise<void> {
  if (rememberedLanguage(db, telegramId) === language) return
  await db.group(() => {
    if (db.sql("select 1 from settings where key like 'language:%' limit 1").get() === undefined) first?.(language)
    rememberLanguage(db, telegramId, language)
  })
}

/** The language last remembered; null when none was. */
export function rememberedLanguage(db: Db, telegramId: number): Language | null {
  return findSetting(db, key(telegramId), languageSchema)
}

/** The language to speak to somebody who has not just written: their own choice, what they last spoke, else `fallback`. */
export function languageFor(db: Db, telegramId: number, fallback: Language): Language {
  const subscriber = findSubscriber(db, telegramId)
  if (subscriber !== null) return languageOf(subscriber, fallback)
  return rememberedLanguage(db, telegramId) ?? fallback
}
