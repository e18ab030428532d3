import { findAttribute } from '../../../audience/attribute.js'
import type { Brought } from '../../../crm/bringing.js'
import type { ImportCounts } from '../../../crm/import/counts.js'
import { listOf } from '../../../crm/import/list.js'
import { findSameFile } from '../../../crm/import/record.js'
import { canUndo } from '../../../crm/import/undo.js'
import type { Look } from '../../../crm/reading.js'
import type { Verdict } from '../../../crm/role.js'
import { unreachable } from '../../../errors.js'
import { date } from '../../../text/format.js'
import { lines, type Piece } from '../../../text/rich.js'
import { type Card, type Key, key } from '../../card.js'
import type { Here } from '../../here.js'
import { type Entry, type Go, go, type Shown, screen } from '../../screen.js'
import { connections } from '../connections/addresses.js'
import { home } from '../home/addresses.js'
import { whoIsWhoRow } from '../keys/orders.js'
import { fieldName } from '../words/field-name.js'
import { imports } from './addresses.js'
import { columnsCard } from './columns.js'
import { headOf } from './head.js'
import { ordersReady } from './orders.js'
import { ordersDone } from './orders-done.js'
import { questionCard, typedAnswer } from './question.js'
import { reasonWords } from './reasons.js'
import { whoBrought } from './who.js'

const MOST_REASONS = 6
const MOST_FIELDS = 8

/** The card of a file: what it is, what is asked, what it would change, how far it is, what came of it. */
export const cardPlaces: Entry[] = [
  screen(
    imports.open,
    async (here, { id }, note) => {
      const brought = here.bringing.find(id)
      if (brought === null) return go(imports.home, { page: 0 }, here.t.importCards.gone)
      const card = await cardOf(here, brought)
      return 'kind' in card || note === null ? card : { ...card, text: lines([note, '', card.text]) }
    },
    { note: 'own', words: typedAnswer },
  ),
]

function cardOf(here: Here, brought: Brought): Shown | Go | Promise<Shown> {
  const { importCards: t, admin, errors } = here.t
  const { step } = brought
  const { id } = brought.import
  const leave = key(t.keys.leave, imports.leave, { id })
  const back = key(admin.back, imports.home, { page: 0 })
  const columns = key(t.keys.columns, imports.columns, { id })
  switch (step.kind) {
    case 'gone':
      return go(imports.home, { page: 0 }, t.gone)
    case 'reading':
      return { text: lines([headOf(here, brought), t.reading(step.rows, step.share)]), keyboard: [[leave]] }
    case 'matching':
      return { text: lines([headOf(here, brought), t.matching(step.rows)]), keyboard: [[leave]] }
    case 'failed':
      return {
        text: lines([headOf(here, brought), errors[step.error.code](step.error.details)]),
        keyboard: [[key(t.keys.again, imports.again, { id }), leave]],
      }
    case 'refused':
      return {
        text: lines([headOf(here, brought), ...refusalWords(here, step.verdict)]),
        keyboard: [...connectRow(here, step.verdict), [columns, leave]],
      }
    case 'columns':
      return columnsCard(here, brought)
    case 'question':
      return questionCard(here, brought, step)
    case 'list':
      return listCard(here, brought, step)
    case 'ready':
      return readyCard(here, brought)
    case 'merging':
      return {
        text: lines([headOf(here, brought), mergingWords(here, brought)]),
        keyboard: [[key(t.keys.cancel, imports.leave, { id })]],
      }
    case 'done':
    case 'undone':
      return doneCard(here, brought)
    case 'cancelled':
      return { text: lines([headOf(here, brought), t.left]), keyboard: [[back]] }
    default:
      return unreachable(step)
  }
}

function mergingWords({ t }: Here, { import: { kind, position, counts } }: Brought): string {
  const size = counts?.size ?? 0
  // Orders are counted with all that is in them: a share says more than such a number.
  return kind === 'orders' && size > 0 ? t.orderFiles.merging(position / size) : t.importCards.merging(position, size)
}

/** Orders of nobody: what better way there is stands beside it. */
function connectRow(here: Here, verdict: Verdict): Key[][] {
  const { keys } = here.t.orderFiles
  return verdict.kind === 'nobody_can_be_matched' ? [[key(keys.connect, connections.list, { page: 0 })]] : []
}

function refusalWords({ t: { fileWords } }: Here, verdict: Verdict): Piece[] {
  switch (verdict.kind) {
    case 'nobody_can_be_matched':
      return [fileWords.verdicts.nobody_can_be_matched, fileWords.advice[verdict.advice]]
    case 'no_list':
      return [fileWords.verdicts[verdict.why]]
    case 'few_can_be_matched':
      return [fileWords.verdicts[verdict.why]]
    case 'incomplete':
      return [fileWords.verdicts.incomplete]
    case 'accepted':
      return []
    default:
      return unreachable(verdict)
  }
}

function readyCard(here: Here, brought: Brought): Card {
  const { importCards: t } = here.t
  const { counts, id, kind } = brought.import
  const { draft, look } = brought
  if (counts === null || draft === null || look === null) throw new Error(`import ${id} is ready and has no counts`)
  if (counts.orders !== null) return ordersReady(here, brought, counts, counts.orders)
  const left = sumOf(counts)
  const bot = kind === 'subscribers'
  const owner = here.role === 'owner'
  const verdict = look.recognition.verdict
  const same = findSameFile(here.db, id)
  return {
    text: lines([
      headOf(here, brought),
      look.recognition.by === 'values' ? t.byValues : null,
      look.table.certain ? null : t.guessed(look.first[0]?.cells.filter(cell => cell !== '').slice(0, 3) ?? []),
      same === null ? null : t.sameFile(date(same.finishedAt ?? same.at, here.zone(), here.language)),
      verdict.kind === 'few_can_be_matched' ? here.t.fileWords.verdicts[verdict.why] : null,
      '',
      t.rows(rowsOf(look), counts.people),
      ...leftLines(here, counts),
      bot ? t.toMoveIn(counts.new, counts.changed, counts.same) : t.toBring(counts.new, counts.changed, counts.same),
      counts.stopped === 0 ? null : t.stopped(counts.stopped),
      counts.blocked === 0 ? null : t.blocked(counts.blocked),
      bot ? null : t.here(counts.here),
      counts.fields.length === 0
        ? null
        : t.fields(counts.fields.slice(0, MOST_FIELDS), counts.fields.length - MOST_FIELDS),
      bot && counts.phones > 0 ? t.phones(counts.phones) : null,
      ...(bot && counts.new > 0 ? ['', owner ? t.vouch : t.ownersOnly] : []),
    ]),
    keyboard: [
      ...(bot && owner && counts.new > 0
        ? [[key(t.keys.vouch(draft.vouched), imports.vouch, { id, on: draft.vouched ? 0 : 1 })]]
        : []),
      ...(counts.size === 0 || (bot && !owner)
        ? []
        : [[key(bot ? t.keys.moveIn : t.keys.bring, imports.begin, { id })]]),
      [
        key(t.keys.columns, imports.columns, { id }),
        ...(left === 0 ? [] : [key(t.keys.leftOut(left), imports.leftOut, { id })]),
      ],
      [key(t.keys.leave, imports.leave, { id })],
    ],
  }
}

/** All rows of the file that could be somebody: some people stand in several. */
function rowsOf({ rows, others }: Look): number {
  return rows + (others['too_many_cells'] ?? 0) + (others['not_json'] ?? 0)
}

function leftLines(here: Here, counts: ImportCounts): Piece[] {
  const { importCards: t } = here.t
  const reasons = Object.entries(counts.leftOut)
    .filter(([, n]) => n > 0)
    .sort((a, b) => b[1] - a[1])
  const named = reasons.slice(0, MOST_REASONS).map(([reason, n]) => t.leftLine(n, reasonWords(here, reason)))
  const rest = reasons.slice(MOST_REASONS).reduce((sum, [, n]) => sum + n, 0)
  return [...named, ...(rest === 0 ? [] : [t.leftLine(rest, t.otherReasons)])]
}

function sumOf(counts: ImportCounts): number {
  return Object.values(counts.leftOut).reduce((sum, n) => sum + n, 0)
}

function listCard(here: Here, brought: Brought, { lines: all, people }: { lines: number; people: number }): Card {
  const { importCards: t } = here.t
  const { id } = brought.import
  const ids = brought.draft?.mapping.roles.telegram_id !== undefined
  return {
    text: lines([headOf(here, brought), t.listFound(all, people), people === 0 ? t.listNobody : t.listWhat]),
    keyboard: [
      ...(people === 0
        ? []
        : [
            [key(t.keys.newList, imports.newList, { id }), key(t.keys.setField, imports.fields, { id, page: 0 })],
            [
              key(t.keys.addToList, imports.lists, { id, change: 0, page: 0 }),
              key(t.keys.takeOut, imports.lists, { id, change: 1, page: 0 }),
            ],
            [key(t.keys.replaceList, imports.lists, { id, change: 2, page: 0 })],
          ]),
      ...(ids && people < all ? [[key(t.keys.moveThemIn, imports.setKind, { id, kind: 0 })]] : []),
      [key(t.keys.columns, imports.columns, { id }), key(t.keys.nothing, imports.leave, { id })],
    ],
  }
}

/** What was set for the people of a list. */
function fieldLine(here: Here, mapping: string | null, people: number): Piece {
  const field = findAttribute(here.db, listOf(mapping).attributeId)
  return here.t.importCards.fieldSet(field === null ? '—' : fieldName(field, here.language), people)
}

function doneCard(here: Here, brought: Brought): Shown | Promise<Shown> {
  const { importCards: t, admin } = here.t
  const { id, kind, mapping, counts, state, at, finishedAt, undoneAt } = brought.import
  if (counts === null) throw new Error(`import ${id} is over and has no counts`)
  if (counts.orders !== null) return ordersDone(here, brought, counts, counts.orders)
  const undone = state === 'undone'
  const rows: Key[][] = undone
    ? counts.kept === 0
      ? []
      : [[key(t.keys.kept(counts.kept), imports.kept, { id })]]
    : [
        ...(kind === 'subscribers'
          ? [[key(t.keys.check, imports.check, {}), key(t.keys.firstOffer, imports.write, { id })]]
          : []),
        ...(kind === 'customers' ? whoIsWhoRow(here) : []),
        ...(canUndo(brought.import, here.at) && here.role === 'owner'
          ? [[key(t.keys.undo, imports.undo, { id })]]
          : []),
      ]
  return {
    text: lines([
      headOf(here, brought),
      undone
        ? undoneAt === null
          ? t.undoing
          : t.undone(counts.kept)
        : kind === 'list'
          ? fieldLine(here, mapping, counts.changed)
          : kind === 'subscribers'
            ? t.movedIn(counts.new, counts.changed)
            : t.broughtIn(counts.new, counts.changed, counts.here),
      t.by(whoBrought(here, brought.import), date(finishedAt ?? at, here.zone(), here.language)),
      !undone && kind === 'subscribers' && counts.new > 0 ? t.nobodyWritten : null,
    ]),
    keyboard: [...rows, [key(admin.back, imports.home, { page: 0 }), key(t.keys.menu, home.home, {})]],
  }
}
