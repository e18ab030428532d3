import { z } from 'zod'
import type { Db } from '../../../db/open.js'
import { describeError } from '../../../log.js'
import { date, type Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { telegramEntities } from '../../card.js'
import { findSetting, saveSetting } from '../../settings.js'
import type { Works } from '../../works.js'

const PROVEN = 'links_proven'
const provenSchema = z.int()

/** Until when an owner's phone has proved that links open, ms UTC; null when none has. */
export function findProven(db: Db): number | null {
  return findSetting(db, PROVEN, provenSchema)
}

/** Keeps that an owner's phone opened the link, and tells them. Never rejects. @param told.until ms UTC */
export async function announceProven(
  { db, api, zone, log }: Pick<Works, 'db' | 'api' | 'zone' | 'log'>,
  ownerId: number,
  told: { until: number; language: Language },
): Promise<void> {
  const text = texts(told.language).home.linksProven(date(told.until, zone(), told.language))
  try {
    await db.group(() => saveSetting(db, PROVEN, provenSchema, told.until))
    await api.sendMessage(ownerId, text.text, { entities: telegramEntities(text) })
  } catch (error) {
    log.warn({ owner: ownerId, error: describeError(error) }, 'that links open was proven, but not kept or not told')
  }
}
