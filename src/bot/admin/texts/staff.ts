import { Composer } from 'grammy'
import { z } from 'zod'
import { time, zoneName } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Rich, rich } from '../../../text/rich.js'
import { type Card, key, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress } from '../../press.js'
import { createStaffCode, findStaffChat, releaseStaffChat } from '../../replies/staff.js'
import { toGroup } from '../settings/addresses.js'
import { presses } from './addresses.js'
import type { TextDeps } from './deps.js'

const codeSchema = z.object({ code: z.string(), expiresAt: z.int() })

/** The screen that binds the staff group and lets it go. */
export function staffFeature(deps: TextDeps): Composer<BotContext> {
  const { db, zone } = deps
  const composer = new Composer<BotContext>()
  onPress(composer, presses.staff, ctx => openStaffChat(deps, ctx))
  onPress(composer, presses.code, async ctx => {
    const { textCards, admin } = texts(ctx.language)
    const { code, expiresAt } = await ctx.deed(codeSchema, () => createStaffCode(db, ctx.at))
    const until = `${time(expiresAt, zone())} ${zoneName(zone(), ctx.language)}`
    await showCard(ctx, {
      text: lines([textCards.staff.title, '', textCards.staff.steps(ctx.me.username, code, until)]),
      keyboard: [[key(admin.back, presses.staff, {})]],
    })
  })
  onPress(composer, presses.release, async ctx => {
    await ctx.deed(() => releaseStaffChat(db))
    await openStaffChat(deps, ctx)
  })
  return composer
}

/** Shows where people are answered, where the button was pressed. */
export async function openStaffChat({ db }: Pick<TextDeps, 'db'>, ctx: BotContext): Promise<void> {
  const { textCards, admin } = texts(ctx.language)
  const t = textCards.staff
  const staff = findStaffChat(db)
  const state: Rich = staff === null ? rich`${t.none}` : t[staff.kind](staff.title)
  const card: Card = {
    text: lines([t.title, '', state]),
    keyboard: [
      [
        staff?.kind === 'bound' ? key(t.keys.release, presses.release, {}) : key(t.keys.bind, presses.code, {}),
        toGroup(admin.back, 'team'),
      ],
    ],
  }
  await showCard(ctx, card)
}
