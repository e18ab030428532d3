import { existsSync } from 'node:fs'
import { InputFile } from 'grammy'
import { findDraft, saveDraft } from '../../../crm/import/draft.js'
import { filesOf } from '../../../crm/import/folder.js'
import { findImport } from '../../../crm/import/record.js'
import { canUndo, listKept, previewOrders, previewUndo } from '../../../crm/import/undo.js'
import { lines } from '../../../text/rich.js'
import { key } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, say, saying, screen, way } from '../../screen.js'
import { beginFor } from '../drafts/begin.js'
import { saveReady } from '../named-segment.js'
import { stemOf } from '../words/file-name.js'
import { imports } from './addresses.js'
import { headOf } from './head.js'

/** So many rows of what stayed are listed. */
const MOST_KEPT = 100_000

/** What is decided about a file: to bring it in, to leave it, to take it back. */
export const decisionPlaces: Entry[] = [
  deed(imports.vouch, ({ db }, { id, on }) => {
    const draft = findDraft(db, id)
    if (draft !== null) saveDraft(db, id, { ...draft, vouched: on === 1 })
    return go(imports.open, { id })
  }),

  deed(imports.begin, {
    look(here, { id }) {
      const { importCards: t } = here.t
      const [file, draft] = [findImport(here.db, id), findDraft(here.db, id)]
      if (file?.state !== 'ready' || draft === null) return go(imports.open, { id })
      if ((file.counts?.orders?.found.filePhone ?? 0) > 0) return go(imports.filePhones, { id })
      if (file.kind === 'subscribers' && here.role !== 'owner') return saying(go(imports.open, { id }), t.ownersOnly)
      if (file.kind === 'subscribers' && (file.counts?.new ?? 0) > 0 && !draft.vouched)
        return saying(go(imports.open, { id }), t.vouchFirst)
      return null
    },
    do: (_, { id }) => go(imports.open, { id }),
    after: (here, { id }) =>
      here.bringing.begin(id, { by: here.me, ground: here.t.importCards.ground(shopOf(here)) }, here.at),
  }),

  screen(imports.filePhones, (here, { id }) => {
    const { orderFiles: t, admin } = here.t
    const brought = here.bringing.find(id)
    const found = brought?.import.counts?.orders?.found.filePhone ?? 0
    if (brought === null || brought.step.kind !== 'ready' || found === 0) return go(imports.open, { id })
    return {
      text: lines([headOf(here, brought), '', t.filePhones(found)]),
      keyboard: [
        [
          key(t.keys.useThem, imports.beginWith, { id, phones: 1 }),
          key(t.keys.onlyOwn, imports.beginWith, { id, phones: 0 }),
        ],
        [key(admin.back, imports.open, { id })],
      ],
    }
  }),

  deed(imports.beginWith, {
    look: (here, { id }) => (findImport(here.db, id)?.kind === 'orders' ? null : go(imports.open, { id })),
    do: (_, { id }) => go(imports.open, { id }),
    after: (here, { id, phones }) =>
      here.bringing.begin(id, { by: here.me, ground: '', filePhones: phones === 1 }, here.at),
  }),

  deed(imports.leave, {
    look: () => null,
    do: (_, { id }) => go(imports.open, { id }),
    after: ({ bringing }, { id }) => bringing.leave(id),
  }),

  way(imports.again, ({ bringing }, { id }) => {
    bringing.goOn(id)
    return go(imports.open, { id })
  }),

  way(imports.leftOut, async (here, { id }) => {
    const file = findImport(here.db, id)
    const { leftOut } = filesOf(here.db, id)
    if (file === null || !existsSync(leftOut)) return say(here.t.importCards.noFile)
    return sent(here, leftOut, `${stemOf(here, here.t.importCards.leftOutFile)}.csv`)
  }),

  screen(imports.undo, async (here, { id }) => {
    const { importCards: t, admin } = here.t
    const brought = here.bringing.find(id)
    if (brought === null || !canUndo(brought.import, here.at)) return go(imports.open, { id })
    const asked =
      brought.import.kind === 'orders'
        ? here.t.orderFiles.undoAsked(await previewOrders(here.db, id))
        : t.undoAsked(await previewUndo(here.db, id))
    return {
      text: lines([headOf(here, brought), '', asked]),
      keyboard: [[key(t.keys.undo, imports.undoYes, { id })], [key(admin.back, imports.open, { id })]],
    }
  }),

  deed(imports.write, (doing, { id }) => {
    const name = doing.t.importCards.peopleMovedIn
    return findImport(doing.db, id) === null
      ? go(imports.home, { page: 0 })
      : beginFor(doing, saveReady(doing.db, { name, criterion: { leaf: 'movedIn', ground: null } }, doing.me, doing.at))
  }),

  deed(imports.undoYes, {
    look: () => null,
    do: (_, { id }) => go(imports.open, { id }),
    after: (here, { id }) => here.bringing.undo(id, here.at),
  }),

  way(imports.kept, async (here, { id }) => {
    const { importCards: t } = here.t
    const kept = await listKept(here.db, id, MOST_KEPT)
    if (kept.length === 0) return say(t.noFile)
    const rows = kept.map(({ name, key, why }) => [key ?? '', name ?? '', t.keptBecause[why]].join('\t'))
    const text = `\uFEFF${t.keptHeader.join('\t')}\n${rows.join('\n')}\n`
    return sent(here, Buffer.from(text), `${stemOf(here, t.keptFile)}.txt`)
  }),
]

/** Who writes, as people know them. */
function shopOf(here: Here): string {
  return here.preferences.title() ?? here.bot().first_name
}

/** Sends a file to whoever asked. */
async function sent({ api, me, t }: Here, file: string | Buffer, name: string) {
  await api.sendDocument(me, new InputFile(file, name))
  return say(t.importCards.fileSent)
}
