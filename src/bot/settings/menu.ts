import { columnsOf, type RowOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { menuButtons } from '../../db/schema/index.js'
import { AppError } from '../../errors.js'
import { onOneLine } from '../../text/edges.js'

/** How many buttons the menu may have, and how long a label may be, in UTF-16 units. */
export const MOST_MENU = 6
export const MENU_LABEL = 32
/** How long a code may be, in UTF-16 units; Telegram copies so much. */
export const MENU_CODE = 64

const COLUMNS = columnsOf(
  menuButtons,
  ...(['id', 'position', 'label', 'kind', 'url', 'answerId', 'questionId', 'code', 'presses'] as const),
)
type Row = RowOf<typeof COLUMNS>

/** What a button of the menu does. */
export type MenuAction =
  | { kind: 'link'; url: string }
  | { kind: 'answer'; answerId: number }
  | { kind: 'question'; questionId: number }
  | { kind: 'code'; code: string }

/** A button of the menu that subscribers have; how often it was pressed, where presses come to us. */
export type MenuButton = { id: number; label: string; action: MenuAction; presses: number }

const SELECT = `select ${COLUMNS.sql} from menu_buttons`

/** The menu, in its order; empty until the shop makes it. Buttons whose question is asked no more are not shown to people. */
export function listMenu(db: Db): MenuButton[] {
  return db.sql<Row>(`${SELECT} order by position, id`).all().map(fromRow)
}

/** One of its buttons; null when there is none. */
export function findMenuButton(db: Db, id: number): MenuButton | null {
  const row = db.sql<Row>(`${SELECT} where id = ?`).get(id)
  return row === undefined ? null : fromRow(row)
}

/** One of its buttons. @throws AppError `menu_button_not_found` */
export function getMenuButton(db: Db, id: number): MenuButton {
  const button = findMenuButton(db, id)
  if (button === null) throw new AppError('menu_button_not_found')
  return button
}

/** Adds a button at the end. @throws AppError `menu_full` {limit}, `menu_label_invalid` {limit}, `menu_code_invalid` {limit} */
export function addMenuButton(
  db: Db,
  button: { label: string; action: MenuAction; createdBy: number },
  at: number,
): MenuButton {
  const { action } = button
  const label = checkedLabel(button.label)
  if (listMenu(db).length >= MOST_MENU) throw new AppError('menu_full', { limit: MOST_MENU })
  const code = action.kind === 'code' ? action.code.trim() : null
  if (code !== null && (code === '' || code.length > MENU_CODE)) {
    throw new AppError('menu_code_invalid', { limit: MENU_CODE })
  }
  const { lastInsertRowid } = db
    .sql(
      `insert into menu_buttons (position, label, kind, url, answer_id, question_id, code, created_by, created_at)
       values ((select coalesce(max(position), 0) + 1 from menu_buttons), ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      label,
      action.kind,
      action.kind === 'link' ? action.url : null,
      action.kind === 'answer' ? action.answerId : null,
      action.kind === 'question' ? action.questionId : null,
      code,
      button.createdBy,
      at,
    )
  return getMenuButton(db, Number(lastInsertRowid))
}

/** @throws AppError `menu_button_not_found`, `menu_label_invalid` {limit} */
export function labelMenuButton(db: Db, id: number, label: string): void {
  getMenuButton(db, id)
  db.sql('update menu_buttons set label = ? where id = ?').run(checkedLabel(label), id)
}

/** Puts a button in this place, from 0; the others keep their order. @throws AppError `menu_button_not_found` */
export function placeMenuButton(db: Db, id: number, place: number): void {
  getMenuButton(db, id)
  const others = listMenu(db)
    .map(button => button.id)
    .filter(other => other !== id)
  const order = [...others.slice(0, Math.max(0, place)), id, ...others.slice(Math.max(0, place))]
  const set = db.sql('update menu_buttons set position = ? where id = ?')
  for (const [i, one] of order.entries()) set.run(i + 1, one)
}

/** Takes a button out; people who see an old menu are told so. @throws AppError `menu_button_not_found` */
export function dropMenuButton(db: Db, id: number): void {
  getMenuButton(db, id)
  db.sql('delete from menu_buttons where id = ?').run(id)
}

/** It was pressed once more. */
export function countPress(db: Db, id: number): void {
  db.sql('update menu_buttons set presses = presses + 1 where id = ?').run(id)
}

function checkedLabel(typed: string): string {
  const label = onOneLine(typed)
  if (label === '' || label.length > MENU_LABEL) throw new AppError('menu_label_invalid', { limit: MENU_LABEL })
  return label
}

function fromRow({ id, label, presses, ...row }: Row): MenuButton {
  return { id, label, presses, action: actionOf(row) }
}

function actionOf({ kind, url, answerId, questionId, code }: Omit<Row, 'id' | 'label' | 'presses'>): MenuAction {
  if (kind === 'link' && url !== null) return { kind, url }
  if (kind === 'answer' && answerId !== null) return { kind, answerId }
  if (kind === 'question' && questionId !== null) return { kind, questionId }
  if (kind === 'code' && code !== null) return { kind, code }
  throw new Error(`a button of the menu does nothing: ${kind}`)
}
