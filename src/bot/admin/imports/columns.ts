import type { Brought } from '../../../crm/bringing.js'
import { type Draft, findDraft, reopenDraft } from '../../../crm/import/draft.js'
import { withRole } from '../../../crm/recognise/answer.js'
import { type Role, roleSchema } from '../../../crm/role.js'
import { imports as files } from '../../../db/schema/index.js'
import { fold } from '../../../text/fold.js'
import { shorten } from '../../../text/format.js'
import { lines, type Piece } from '../../../text/rich.js'
import { ALONE, type Key, key, pairs } from '../../card.js'
import { isTableSent } from '../../files/table-file.js'
import type { Here } from '../../here.js'
import { again, type Doing, deed, type Entry, type Go, go, leave, type Shown, screen, takes } from '../../screen.js'
import { pageRow, pageWithin } from '../page.js'
import { imports } from './addresses.js'
import { headOf } from './head.js'
import { FIRST, MORE, MORE_OF_ORDERS } from './roles.js'

const SIZE = 6
const EXAMPLE = 24
const NAME = 28

/** What a file can be taken for, as the chat asks it. */
const KINDS = files.kind.enumValues

/** Which column is what: asked by what is needed, never by column. */
export const columnPlaces: Entry[] = [
  screen(imports.columns, (here, { id }, note) => within(here, id, brought => columnsCard(here, brought, note)), {
    note: 'own',
    words: takes({
      look(doing, { values: { id }, said: { text, message } }) {
        // The next file is no answer about this one.
        if (isTableSent(message)) return leave
        const brought = open(doing, id)
        if (brought === null) return go(imports.open, { id })
        const draft = typed(doing, brought, text)
        return 'unread' in draft ? again(doing.t.importCards.columnsUnread(shorten(draft.unread, NAME))) : draft
      },
      do(doing, { values: { id } }, draft) {
        change(doing, id, draft)
        return go(imports.columns, { id })
      },
    }),
  }),

  screen(imports.more, (here, { id }) =>
    within(here, id, brought => ({
      text: lines([headOf(here, brought), here.t.importCards.whichRole]),
      keyboard: [
        ...pairs(
          (brought.draft.mapping.kind === 'orders' ? MORE_OF_ORDERS : MORE).map(role => roleKey(here, brought, role)),
        ),
        [key(here.t.admin.back, imports.columns, { id })],
      ],
    })),
  ),

  screen(imports.role, (here, { id, role: number, page }) =>
    within(here, id, brought => {
      const role = roleSchema.options[number]
      return role === undefined ? go(imports.columns, { id }) : roleCard(here, brought, role, page)
    }),
  ),

  deed(imports.setRole, (doing, { id, role: number, column }) => {
    const [brought, role] = [open(doing, id), roleSchema.options[number]]
    if (brought === null || role === undefined) return go(imports.open, { id })
    const { draft } = brought
    const chosen = column === 0 ? null : column - 1
    const has = chosen !== null && role === 'field' && (draft.mapping.roles.field ?? []).includes(chosen)
    const mapping = has ? withoutField(draft, chosen) : withRole(draft.mapping, role, chosen)
    change(doing, id, { ...draft, mapping })
    return go(imports.columns, { id })
  }),

  screen(imports.kinds, (here, { id }) =>
    within(here, id, brought => ({
      text: lines([headOf(here, brought), here.t.importCards.whichKind]),
      keyboard: [
        ...KINDS.map((kind, i) => [key(here.t.importCards.kindKeys[kind], imports.setKind, { id, kind: i })]),
        [key(here.t.admin.back, imports.columns, { id })],
      ],
    })),
  ),

  deed(imports.setKind, {
    look: () => null,
    do(doing, { id, kind: number }) {
      const [brought, kind] = [open(doing, id), KINDS[number]]
      if (brought === null || kind === undefined) return go(imports.open, { id })
      const { mapping } = brought.draft
      // Orders have columns of their own: they are made out anew.
      const other = kind !== mapping.kind && (kind === 'orders' || mapping.kind === 'orders')
      change(doing, id, { ...brought.draft, mapping: { ...mapping, kind, roles: other ? {} : mapping.roles } })
      return go(imports.open, { id })
    },
    hint: ({ bringing }, { id }) => bringing.goOn(id),
  }),

  deed(imports.goOn, {
    look: () => null,
    do(doing, { id }) {
      const draft = findDraft(doing.db, id)
      if (draft !== null) reopenDraft(doing.db, id, draft)
      return go(imports.open, { id })
    },
    hint: ({ bringing }, { id }) => bringing.goOn(id),
  }),
]

/** What each column is taken for, and the ways to say otherwise. */
export function columnsCard(here: Here, brought: Brought, note: Piece | null = null): Shown {
  const { importCards: t } = here.t
  const { import: file, look, draft, step } = brought
  const { id } = file
  if (look === null || draft === null)
    return { text: headOf(here, brought), keyboard: [[key(here.t.admin.back, imports.open, { id })]] }
  const { mapping } = draft
  const said = roleSchema.options.flatMap(role => {
    const columns = mapping.roles[role] ?? []
    if (columns.length === 0 || role === 'field') return []
    return [
      t.roleLine(
        roleName(here, role),
        columns.map(column => headerOf(brought, column)).join(', '),
        exampleOf(brought, columns[0] ?? 0),
      ),
    ]
  })
  const fields = mapping.roles.field ?? []
  const used = new Set(Object.values(mapping.roles).flat())
  const unread = look.table.headers.length - used.size
  return {
    text: lines([
      headOf(here, brought),
      t.tableAt(look.table.sheet, look.table.headerRow),
      note,
      step.kind === 'columns' && step.lacking.length > 0
        ? t.lacking(step.lacking.map(role => roleName(here, role)))
        : null,
      '',
      t.eachRow(t.kinds[mapping.kind]),
      ...said,
      fields.length === 0
        ? null
        : t.fieldColumns(
            fields.slice(0, SIZE).map(column => headerOf(brought, column)),
            fields.length - SIZE,
          ),
      unread === 0 ? null : t.unreadColumns(unread),
      '',
      t.columnsHint,
    ]),
    keyboard: [
      [key(t.keys.kind, imports.kinds, { id })],
      ...pairs(FIRST[mapping.kind].map(role => roleKey(here, brought, role))),
      [key(t.keys.moreRoles, imports.more, { id }), key(t.keys.goOn, imports.goOn, { id })],
      [key(t.keys.leave, imports.leave, { id })],
    ],
  }
}

function roleCard(here: Here, brought: Brought, role: Role, wanted: number): Shown {
  const { importCards: t, admin } = here.t
  const {
    look,
    draft,
    import: { id },
  } = brought
  const headers = look?.table.headers ?? []
  const likely = (look?.recognition.candidates[role] ?? []).map(({ column }) => column)
  const taken = draft?.mapping.roles[role] ?? []
  const order = [...new Set([...taken, ...likely, ...headers.keys()])]
  const page = pageWithin(wanted, { size: SIZE, total: order.length })
  const number = roleSchema.options.indexOf(role)
  return {
    text: lines([headOf(here, brought), t.whichColumn(roleName(here, role))]),
    keyboard: [
      ...order.slice(page * SIZE, (page + 1) * SIZE).map((column): Key[] => {
        const mark = taken.includes(column) ? '✅ ' : ''
        const example = exampleOf(brought, column)
        const label = `${mark}${shorten(headerOf(brought, column), NAME)}${example === '' ? '' : ` · ${example}`}`
        return [key(shorten(label, ALONE), imports.setRole, { id, role: number, column: column + 1 })]
      }),
      ...pageRow(page => imports.role.data({ id, role: number, page }), { page, size: SIZE, total: order.length }),
      [
        ...(taken.length === 0 ? [] : [key(t.keys.none, imports.setRole, { id, role: number, column: 0 })]),
        key(admin.back, imports.columns, { id }),
      ],
    ],
  }
}

function roleKey(here: Here, brought: Brought, role: Role): Key {
  const has = (brought.draft?.mapping.roles[role] ?? []).length > 0
  const label = here.t.importCards.roleKeys[role] ?? roleName(here, role)
  return key(has ? label : `${label}?`, imports.role, {
    id: brought.import.id,
    role: roleSchema.options.indexOf(role),
    page: 0,
  })
}

export function roleName({ t }: Here, role: Role): string {
  return t.fileWords.roles[role]
}

export function headerOf({ look }: Brought, column: number): string {
  const header = look?.table.headers[column]?.trim() ?? ''
  return header === '' ? `№ ${column + 1}` : shorten(header, NAME)
}

function exampleOf({ look }: Brought, column: number): string {
  const cell = look?.first.map(({ cells }) => cells[column]?.trim() ?? '').find(cell => cell !== '') ?? ''
  return shorten(cell.replace(/\s+/gu, ' '), EXAMPLE)
}

/** `phone = Contact, name = Client`: every column at once; `unread`: the first part of it that cannot be read. */
function typed(here: Here, brought: Brought & { draft: Draft }, text: string): Draft | { unread: string } {
  const headers = (brought.look?.table.headers ?? []).map(fold)
  const roles = new Map<string, Role>()
  for (const role of roleSchema.options) {
    roles.set(fold(role.replaceAll('_', ' ')), role)
    roles.set(fold(roleName(here, role)), role)
    const label = here.t.importCards.roleKeys[role]
    if (label !== undefined) roles.set(fold(label.replace(/^\P{L}+/u, '')), role)
  }
  let { mapping } = brought.draft
  for (const part of text.split(/[,;\n]/u)) {
    const [left = '', ...right] = part.split(/[=:]/u)
    const role = roles.get(fold(left))
    const column = headers.indexOf(fold(right.join('=')))
    if (role === undefined || column === -1)
      return { unread: (role === undefined ? left : right.join('=')).trim() || part.trim() }
    mapping = withRole(mapping, role, column)
  }
  return { ...brought.draft, mapping }
}

function withoutField(draft: Draft, column: number): Draft['mapping'] {
  const left = (draft.mapping.roles.field ?? []).filter(other => other !== column)
  const { field: _, ...roles } = draft.mapping.roles
  return { ...draft.mapping, roles: left.length === 0 ? roles : { ...roles, field: left } }
}

/** Null once it has begun, or is over. */
function open({ bringing }: Doing | Here, id: number): (Brought & { draft: Draft }) | null {
  const brought = bringing.find(id)
  if (brought === null || brought.draft === null || brought.look === null) return null
  return { ...brought, draft: brought.draft }
}

function within(here: Here, id: number, show: (brought: Brought & { draft: Draft }) => Shown | Go): Shown | Go {
  const brought = open(here, id)
  return brought === null ? go(imports.open, { id }) : show(brought)
}

function change({ db }: Doing, id: number, draft: Draft): void {
  reopenDraft(db, id, draft)
}
