import { z } from 'zod'
import { SECOND } from '../../../clock.js'
import type { Db } from '../../../db/open.js'
import { unreachable } from '../../../errors.js'
import { describeError } from '../../../log.js'
import { exportEverything, type Progress } from '../../../reports/export/everything.js'
import { dateTime } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { isPassed } from '../../address.js'
import { key } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, type Shown, say, screen } from '../../screen.js'
import { findSetting, saveSetting } from '../../settings.js'
import { memberName } from '../../team.js'
import { toGroup } from '../settings/addresses.js'
import { bar } from '../words/bar.js'
import { stemOf } from '../words/file-name.js'
import { exports } from './addresses.js'

const KEY = 'export'
const LOOK_MS = 2 * SECOND

/** The last time that the whole base went out; `n` counts them, `at` is ms UTC, `people` and `parts` what it came to. */
const lastSchema = z.object({
  n: z.int(),
  by: z.int(),
  at: z.int(),
  state: z.enum(['running', 'sent', 'stopped', 'failed']),
  parts: z.int(),
  people: z.int(),
})
type Last = z.infer<typeof lastSchema>

/** The whole base as files: asked once, shown as it goes, and sent to the owner who asked. */
export const everythingPlaces: Entry[] = [
  screen(exports.home, here => {
    const { admin, exportCards: t } = here.t
    const last = findLast(here.db)
    const when = last?.state === 'sent' ? dateTime(last.at, here.zone(), here.language, here.at) : null
    const who = last === null ? null : (memberName(here.db, here, last.by) ?? here.t.teamCards.nobodyYet(last.by))
    return {
      text: lines([t.asked(), ...(when === null || who === null ? [] : ['', t.lastTime(when, who)])]),
      keyboard: [[key(t.start, exports.start, { generation: last?.n ?? 0 })], [toGroup(admin.back, 'people')]],
    }
  }),

  deed(exports.start, {
    async look(here) {
      return (await here.room()).low ? say(here.t.exportCards.noRoom) : null
    },
    do(here, { generation }) {
      const last = findLast(here.db)
      const n = last?.n ?? 0
      if (isPassed(generation, n) || farOf(here, last) !== undefined) return go(exports.progress, {})
      keepLast(here.db, { n: n + 1, by: here.me, at: here.at, state: 'running', parts: 0, people: 0 })
      return go(exports.progress, {})
    },
    async after(here) {
      const last = findLast(here.db)
      if (last?.state === 'running' && last.by === here.me && farOf(here, last) === undefined) begin(here, last)
    },
  }),

  screen(exports.progress, progressCard),

  deed(exports.stop, {
    look: () => null,
    do: () => go(exports.progress, {}),
    hint(here) {
      const last = findLast(here.db)
      if (last !== null) here.exports.stop(last.by)
    },
  }),
]

/** Nobody waits for it: the card looks now and then. */
function begin(here: Here, last: Last): void {
  void run(here, last).catch(error =>
    here.log.error({ error: describeError(error) }, 'what became of an export could not be kept'),
  )
}

/** Makes the files and sends them; nobody waits for it, and what it came to is kept. */
async function run(here: Here, last: Last): Promise<void> {
  const { db, me, language } = here
  let came = { parts: 0, people: 0 }
  const ended = await here.exports.run<Progress>(me, async ({ folder, signal, progress }) => {
    const { paths, rows } = await exportEverything(db, {
      zone: here.zone(),
      folder,
      stem: stemOf(here, 'segcast'),
      language,
      signal,
      progress,
    })
    came = { parts: paths.length, people: rows['people'] ?? 0 }
    return { paths, caption: null }
  })
  if (ended.kind === 'busy') return
  await db.group(() => keepLast(db, { ...last, state: ended.kind, ...came }))
}

function progressCard(here: Here): Shown | ReturnType<typeof go> {
  const { exportCards: t } = here.t
  const last = findLast(here.db)
  if (last === null) return go(exports.home, {})
  const far = farOf(here, last)
  if (far !== undefined) {
    const stop = [[key(t.stop, exports.stop, {})]]
    if (!isProgress(far)) return { text: t.sending(), keyboard: stop, again: LOOK_MS }
    const drawn = bar(far.file - 1 + far.share, far.files)
    return { text: t.running(drawn, far.file, far.files, far.name), keyboard: stop, again: LOOK_MS }
  }
  return {
    text: lines([outcomeWords(here, last)]),
    keyboard: [[key(t.again, exports.home, {})], [toGroup(here.t.admin.back, 'people')]],
  }
}

function outcomeWords({ t: { exportCards: t } }: Here, { state, parts, people }: Last) {
  switch (state) {
    case 'sent':
      return t.done(parts, people)
    case 'stopped':
    case 'failed':
      return t[state]
    case 'running':
      return t.broken
    default:
      return unreachable(state)
  }
}

/** How far the last one is; undefined when it is over. One runs at a time, whoever of the owners began it. */
function farOf({ exports }: Here, last: Last | null): unknown {
  return last?.state === 'running' ? exports.far(last.by) : undefined
}

function isProgress(far: unknown): far is Progress {
  return typeof far === 'object' && far !== null && 'share' in far
}

function findLast(db: Db): Last | null {
  return findSetting(db, KEY, lastSchema)
}

function keepLast(db: Db, last: Last): void {
  saveSetting(db, KEY, lastSchema, last)
}
