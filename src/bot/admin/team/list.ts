import { Composer } from 'grammy'
import { z } from 'zod'
import { AppError } from '../../../errors.js'
import { date, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece, rich } from '../../../text/rich.js'
import { type Card, type Key, key, pairs, showCard } from '../../card.js'
import { publishCommandsOf } from '../../command.js'
import type { BotContext } from '../../context.js'
import { isPassed, onPress, stopClock } from '../../press.js'
import {
  createInvitation,
  listInvitations,
  listTeam,
  type Member,
  newestInvitation,
  type Role,
  removeMember,
  withdrawInvitations,
} from '../../team.js'
import { pageRow } from '../page.js'
import { toGroup } from '../settings/addresses.js'
import { presses } from './addresses.js'
import { adminOf, type TeamDeps } from './deps.js'
import { payloadOf } from './join.js'

const SIZE = 8
const NAME_LENGTH = 40
const roles: readonly Role[] = ['owner', 'marketer', 'analyst']

const madeSchema = z.object({ code: z.string(), expiresAt: z.int() }).nullable()
const removedSchema = z.enum(['removed', 'gone', 'first_owner', 'last_owner', 'not_allowed'])

/** Who works here: the list, invitations, and taking somebody off. */
export function teamFeature(deps: TeamDeps): Composer<BotContext> {
  const { db, log } = deps
  const composer = new Composer<BotContext>()

  onPress(composer, presses.list, (ctx, { page }) => showCard(ctx, teamCard(deps, ctx, page)))

  onPress(composer, presses.invite, async (ctx, { role, generation }) => {
    const wanted = roles[role]
    if (wanted === undefined) return
    const made = await ctx.deed(madeSchema, () => {
      if (isPassed(generation, newestInvitation(db))) throw new AppError('deed_done')
      return createInvitation(db, deps, wanted, adminOf(ctx), ctx.at)
    })
    if (made === null) return stopClock(ctx, texts(ctx.language).settingsCards.onlyOwners)
    await showCard(ctx, invitationCard(deps, ctx, wanted, made))
  })

  onPress(composer, presses.withdraw, async ctx => {
    await ctx.deed(() => withdrawInvitations(db, null))
    await showCard(ctx, teamCard(deps, ctx, 0))
  })

  onPress(composer, presses.member, async (ctx, { id }) => {
    const member = listTeam(db, deps).find(({ telegramId }) => telegramId === id)
    await showCard(ctx, member === undefined ? teamCard(deps, ctx, 0) : memberCard(deps, ctx, member))
  })

  onPress(composer, presses.remove, async (ctx, { id }) => {
    const t = texts(ctx.language).settingsCards
    const name = nameShown(
      ctx,
      listTeam(db, deps).find(({ telegramId }) => telegramId === id) ?? { telegramId: id, name: null },
    )
    const removed = await ctx.deed(removedSchema, () => {
      const outcome = removeMember(db, deps, id, adminOf(ctx))
      if (outcome === 'removed') leaveTests(deps, id)
      return outcome
    })
    await showCard(ctx, teamCard(deps, ctx, 0, removed === 'removed' ? t.removed(name) : null))
    if (removed !== 'removed') return stopClock(ctx, t.removeRefused[removed])
    await publishCommandsOf(ctx.api, id, null, log)
  })

  return composer
}

/** Whoever is off the team sees no more tests. */
function leaveTests({ preferences }: TeamDeps, id: number): void {
  const testers = preferences.testPeople()
  if (testers.includes(id)) preferences.save.testPeople(testers.filter(one => one !== id))
}

function teamCard(deps: TeamDeps, ctx: BotContext, wanted: number, note: Piece | null = null): Card {
  const { admin, settingsCards: t } = texts(ctx.language)
  const team = listTeam(deps.db, deps)
  const page = Math.max(0, Math.min(wanted, Math.ceil(team.length / SIZE) - 1))
  const shown = team.slice(page * SIZE, (page + 1) * SIZE)
  const waiting = listInvitations(deps.db, ctx.at).length
  const newest = newestInvitation(deps.db)
  return {
    text: lines([
      ...(note === null ? [] : [note, '']),
      t.teamAsked(),
      '',
      ...shown.map(member => memberLine(ctx, member)),
      '',
      t.rights,
      ...(waiting === 0 ? [] : ['', t.waiting(waiting)]),
    ]),
    keyboard: [
      ...pairs(shown.map(member => key(label(ctx, member), presses.member, { id: member.telegramId }))),
      ...pageRow(presses.list, { page, size: SIZE, total: team.length }),
      ...pairs([
        ...['marketer' as const, 'analyst' as const, 'owner' as const].map(role =>
          key(t.invite[role], presses.invite, { role: roles.indexOf(role), generation: newest }),
        ),
        ...(waiting === 0 ? [] : [key(t.withdraw(waiting), presses.withdraw, {})]),
      ]),
      [toGroup(admin.back, 'team')],
    ],
  }
}

function memberLine(ctx: BotContext, member: Member): Piece {
  const t = texts(ctx.language).settingsCards
  const you = member.telegramId === adminOf(ctx)
  const line = t.member(t.roleMarks[member.role], nameShown(ctx, member), t.roles[member.role], you)
  return member.since === null ? rich`${line} · ${t.firstOwner}` : line
}

function label(ctx: BotContext, member: Member): string {
  return `${texts(ctx.language).settingsCards.roleMarks[member.role]} ${shorten(nameShown(ctx, member), 16)}`
}

function nameShown(ctx: BotContext, { telegramId, name }: Pick<Member, 'telegramId' | 'name'>): string {
  return name === null ? texts(ctx.language).settingsCards.nobodyYet(telegramId) : shorten(name, NAME_LENGTH)
}

function memberCard(deps: TeamDeps, ctx: BotContext, member: Member): Card {
  const { admin, settingsCards: t } = texts(ctx.language)
  const since = member.since === null ? null : date(member.since, deps.zone(), ctx.language)
  const fixed = member.since === null
  const back: Key = key(admin.back, presses.list, { page: 0 })
  return {
    text: lines([
      t.memberAsked(t.roleMarks[member.role], nameShown(ctx, member), t.roles[member.role], since),
      '',
      fixed ? t.removeRefused.first_owner : t.askRemove,
    ]),
    keyboard: fixed ? [[back]] : [[back, key(t.remove, presses.remove, { id: member.telegramId })]],
  }
}

function invitationCard(deps: TeamDeps, ctx: BotContext, role: Role, made: { code: string; expiresAt: number }): Card {
  const { admin, settingsCards: t } = texts(ctx.language)
  const link = `https://t.me/${ctx.me.username}?start=${payloadOf.join(made.code)}`
  return {
    text: t.invitation(role, date(made.expiresAt, deps.zone(), ctx.language), link),
    keyboard: [
      [{ label: t.sendOn, url: `https://t.me/share/url?url=${encodeURIComponent(link)}` }],
      [key(admin.back, presses.list, { page: 0 })],
    ],
  }
}
