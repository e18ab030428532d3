import type { BotContext } from '../../context.js'
import { mayPress } from '../../permission.js'
import { roleOf } from '../../team.js'
import type { AdminDeps } from '../deps.js'

/** What the screens of the fields work with. */
export type FieldsDeps = Pick<AdminDeps, 'db' | 'adminIds'>

/** True when whoever looks at the card may press a button of this name: those who only look are shown no others. */
export function mayUse({ db, adminIds }: FieldsDeps, ctx: BotContext, name: string): boolean {
  const role = ctx.from === undefined ? null : roleOf(db, { adminIds }, ctx.from.id)
  return role !== null && mayPress(role, name)
}
