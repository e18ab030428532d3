import type { MiddlewareFn } from 'grammy'
import type { Db } from '../../db/open.js'
import type { Language } from '../../text/format.js'
import { texts } from '../../text/index.js'
import type { Access } from '../address.js'
import { accessOf } from '../admin/addresses.js'
import type { Key } from '../card.js'
import type { BotContext } from '../context.js'
import { mayGo } from '../here.js'
import { stopClock } from '../press.js'
import { type FirstOwners, type Role, roleOf } from '../team.js'

/** The commands that only look, of them the one for whom people have names, and those that everybody has for themselves. */
const lookingCommands: ReadonlySet<string> = new Set([
  'admin',
  'broadcasts',
  'calendar',
  'campaigns',
  'segments',
  'count',
  'cancel',
])
const NAMING = 'who'
const personalCommands: ReadonlySet<string> = new Set([
  'start',
  'menu',
  'stop',
  'settings',
  'mydata',
  'forget',
  'privacy',
  'help',
])

/** Names of the marketer's buttons have a dot; those of subscribers, and of an earlier platform, are not asked here. */
const MARKETING_PRESS = /^[a-z]+\.[\w-]+(?=:|$)/
const COMMAND = /^\/(\w+)/

/** True when this role may press this button of the marketer's screens. */
export function mayPress(role: Role, name: string): boolean {
  return mayGo(role, accessOf(name) ?? (name.startsWith('tm.') ? 'owners' : 'works'))
}

/** Those of a card's buttons that this role may press. */
export function forRole(role: Role, keys: readonly Key[]): Key[] {
  return keys.filter(key => {
    const [name] = ('data' in key ? MARKETING_PRESS.exec(key.data) : null) ?? []
    return name === undefined || mayPress(role, name)
  })
}

/** True when this role may give this command. */
export function mayCommand(role: Role, command: string): boolean {
  return role !== 'analyst' || lookingCommands.has(command) || personalCommands.has(command)
}

/** True for what those may do who change nothing. @param address as in the audit log: callback data, or a command */
export function onlyLooks(address: string): boolean {
  const command = COMMAND.exec(address)?.[1]
  if (command !== undefined) return lookingCommands.has(command) || command === NAMING
  const access = accessOf(address.split(':')[0] ?? '')
  return access === 'looks' || access === 'names'
}

/** What somebody is told who presses what their role may not. @param access null: nobody knows the place any more */
export function refusal(role: Role, access: Access | null, language: Language): string {
  const { onlyLooks, onlyNumbers, onlyOwners } = texts(language).teamCards
  if (role !== 'analyst') return onlyOwners
  return access === 'names' ? onlyNumbers : onlyLooks
}

/**
 * The one rule of what each role may do: it stands before every screen of the marketers, and answers what is not
 * allowed. Commands that somebody has for themselves pass by these screens, for analysts, together with what they write.
 */
export function permission(deps: { db: Db } & FirstOwners): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    const role = ctx.from === undefined ? null : roleOf(deps.db, deps, ctx.from.id)
    if (role === null) return
    const { onlyLooks, onlyNumbers } = texts(ctx.language).teamCards
    const [press] = MARKETING_PRESS.exec(ctx.callbackQuery?.data ?? '') ?? []
    if (press !== undefined && !mayPress(role, press)) {
      return stopClock(ctx, refusal(role, accessOf(press), ctx.language))
    }
    const command = commandOf(ctx)
    if (command !== null && !mayCommand(role, command))
      return void (await ctx.reply(command === NAMING ? onlyNumbers : onlyLooks))
    await next()
  }
}

/** False for what an analyst says or asks for themselves: to those screens they are a subscriber like any other. */
export function reachesScreens(ctx: BotContext, role: Role | null): boolean {
  if (role !== 'analyst' || ctx.callbackQuery !== undefined) return role !== null
  return lookingCommands.has(commandOf(ctx) ?? '')
}

function commandOf(ctx: BotContext): string | null {
  return COMMAND.exec(ctx.message?.text ?? ctx.message?.caption ?? '')?.[1] ?? null
}
