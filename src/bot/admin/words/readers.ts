import { createHmac, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Readership } from '../../../reports/export/audience.js'
import type { Here } from '../../here.js'
import { findSetting, saveSetting } from '../../settings.js'
import { seesNames } from './person.js'

const KEY = 'file_number_key'
const keySchema = z.string().length(43)
const LENGTH = 16

/**
 * As whom somebody reads files of people. An analyst gets numbers: the same person has the same one in all files of theirs,
 * another one in those of another analyst, and none of them can be turned back into who it is.
 */
export async function readersFor(here: Here): Promise<Readership> {
  if (seesNames(here)) return { known: true }
  const secret = await here.db.group(() => findSetting(here.db, KEY, keySchema) ?? makeKey(here))
  return {
    known: false,
    number: id => createHmac('sha256', secret).update(`${here.me}:${id}`).digest('base64url').slice(0, LENGTH),
  }
}

function makeKey({ db }: Here): string {
  const made = randomBytes(32).toString('base64url')
  saveSetting(db, KEY, keySchema, made)
  return made
}
