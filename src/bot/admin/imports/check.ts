import {
  beginSilentCheck,
  countUnknown,
  endSilentCheck,
  findSilentCheck,
  type SilentCheck,
} from '../../../delivery/silent-check.js'
import { isAppError } from '../../../errors.js'
import { lines, type Piece } from '../../../text/rich.js'
import { key } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, type Shown, screen } from '../../screen.js'
import { imports } from './addresses.js'

const LOOK_MS = 2_000

/** Who of those who moved in still has the bot: Telegram is asked, and nobody sees it. */
export const checkPlaces: Entry[] = [
  screen(imports.check, async here => {
    const last = findSilentCheck(here.db)
    return last?.state === 'asking' ? runningCard(here, last) : restingCard(here, last)
  }),

  deed(imports.checkStart, {
    look: async ({ db }) => ({ people: await countUnknown(db) }),
    do({ db, me, at }, _, { people }) {
      beginSilentCheck(db, { adminId: me, people }, at)
      return go(imports.check, {})
    },
    hint: ({ silentChecks }) => silentChecks.resume(),
  }),

  deed(imports.checkStop, ({ db, at }) => {
    endSilentCheck(db, at)
    return go(imports.check, {})
  }),
]

function runningCard({ t: { importCards: t } }: Here, last: SilentCheck): Shown {
  const done = last.reached + last.blocked + last.deactivated + last.unsure
  return {
    text: lines([t.check.title, t.check.running(done, last.people)]),
    keyboard: [[key(t.keys.checkStop, imports.checkStop, {})]],
    again: LOOK_MS,
  }
}

async function restingCard(here: Here, last: SilentCheck | null): Promise<Shown> {
  const { importCards: t, admin } = here.t
  const unknown = await countUnknown(here.db).catch(error => {
    if (isAppError(error, 'query_timeout')) return null
    throw error
  })
  const found: (Piece | null)[] =
    last === null
      ? []
      : [
          '',
          t.check.done(last.reached, last.blocked, last.deactivated),
          last.unsure === 0 ? null : t.check.unsure(last.unsure),
        ]
  return {
    text: lines([t.check.title, unknown === null ? t.check.tooLong : t.check.about(unknown), ...found]),
    keyboard: [
      ...(unknown === null || unknown === 0 ? [] : [[key(t.keys.check, imports.checkStart, {})]]),
      [key(admin.back, imports.home, { page: 0 })],
    ],
  }
}
