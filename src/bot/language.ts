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

/** True while nobody of the team has ever spoken to the bot. */
export function nobodyRemembered(db: Db): boolean {
  return db.sql("select 1 from settings where key like 'language:%' limit 1").get() === undefined
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
