import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SECOND } from '../../../clock.js'
import { makeFolder } from '../../../crm/import/folder.js'
import { codesOf } from '../../../crm/reading.js'
import { AppError } from '../../../errors.js'
import type { Code } from '../../../offers/promo/code.js'
import {
  type Added,
  addCodes,
  clearList,
  type LeftOut,
  MOST_CODES,
  readCodes,
  SLICE,
  splitCodes,
} from '../../../offers/promo/code-list.js'
import { countCodes, promoOf } from '../../../offers/promo.js'
import { shorten } from '../../../text/format.js'
import { lines, type Rich } from '../../../text/rich.js'
import type { Here } from '../../here.js'
import { downloadFile } from '../../lanes/download.js'
import type { Said } from '../../screen/parts.js'
import { shownName } from '../words/name.js'

/** Telegram lets a bot fetch no more. */
const MOST_BYTES = 20 * 1024 * 1024
/** So often whoever waits is shown that it goes on. */
const BUSY_MS = 4 * SECOND
const EXAMPLE = 24

/** Codes as somebody sent them: typed, or in a file; null for what is neither. @throws AppError `file_…` */
export async function writtenCodes(here: Here, { message, text }: Said): Promise<string[] | null> {
  const { document } = message
  if (document === undefined) return text === '' ? null : splitCodes(text)
  await here.api.sendChatAction(here.me, 'typing')
  const bytes =
    (document.file_size ?? 0) > MOST_BYTES ? null : await downloadFile(here.api, document.file_id, MOST_BYTES)
  if (bytes === null) throw new AppError('file_too_heavy')
  const { folder } = makeFolder(here.db)
  try {
    const path = join(folder, 'codes')
    writeFileSync(path, bytes, { mode: 0o600 })
    return await codesOf(path, MOST_CODES + 1)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What became of a list that was sent. */
export type Taken = Added & { leftOut: LeftOut[] }

/**
 * Puts the codes that were sent into a list, a few at a time, so that nobody else waits for them. Where that is cut short it
 * is done again, and comes to the same list. What was left of a list that was put away goes before.
 * @param list whose list it is, see `listOf`
 * @throws AppError as `readCodes`
 */
export async function takeCodes(here: Here, list: number, written: readonly string[]): Promise<Taken> {
  const { db, clock } = here
  const { codes, leftOut } = await readCodes(written)
  if (promoOf(db, list)?.kind !== 'each') while (await db.group(() => clearList(db, list)));
  if (countCodes(db, list).total + codes.length > MOST_CODES)
    throw new AppError('codes_too_many', { limit: MOST_CODES })
  const taken: Taken = { added: 0, double: 0, elsewhere: null, leftOut }
  let shown = clock.monotonic()
  for (let from = 0; from < codes.length; from += SLICE) {
    const slice: Code[] = codes.slice(from, from + SLICE)
    const { added, double, elsewhere } = await db.group(() => addCodes(db, list, slice))
    taken.added += added
    taken.double += double
    if (elsewhere !== null)
      taken.elsewhere = { codes: (taken.elsewhere?.codes ?? 0) + elsewhere.codes, name: elsewhere.name }
    if (clock.monotonic() - shown < BUSY_MS) continue
    shown = clock.monotonic()
    await here.api.sendChatAction(here.me, 'typing')
  }
  return taken
}

/** What became of them, in a line for each thing. */
export function takenWords({ t }: Pick<Here, 't'>, { added, double, elsewhere, leftOut }: Taken): Rich {
  const { codeCards: words } = t
  const of = (why: LeftOut['why']) => leftOut.find(one => one.why === why)
  const examples = (found: LeftOut) => found.examples.map(code => words.example(shorten(code, EXAMPLE))).join(', ')
  const twice = double + (of('double')?.codes ?? 0)
  const [spaces, long] = [of('spaces'), of('long')]
  return lines([
    words.added(added),
    twice === 0 ? null : words.double(twice),
    elsewhere === null ? null : words.elsewhere(elsewhere.codes, shownName(elsewhere.name)),
    spaces === undefined ? null : words.spaces(spaces.codes, examples(spaces)),
    long === undefined ? null : words.long(long.codes, examples(long)),
  ])
}
