import { Composer } from 'grammy'
import { isCode, withoutJunk } from '../../../audience/source/payload.js'
import type { Db } from '../../../db/open.js'
import type { Log } from '../../../log.js'
import { texts } from '../../../text/index.js'
import { type BotContext, personOf } from '../../context.js'
import { putOut, sendOut } from '../../lanes/outbox.js'
import { createPost } from '../../lanes/sender.js'
import { languageFor } from '../../language.js'
import { publishCommandsOf } from '../../team/command.js'
import { createClaim, type FirstOwners, fullName, type Joined, join, joinedSchema, type Role } from '../../team.js'
import type { Works } from '../../works.js'

/** An invitation, whatever was copied along with it: the word, then the 128 bits of its code. */
const LINK = /^(join|claim)_([\w-]{22})/i

/** What stands behind `?start=` in an invitation, and in the link that claims the bot. */
export const payloadOf = { join: (code: string) => `join_${code}`, claim: (code: string) => `claim_${code}` }

/**
 * Writes into the log, while nobody owns the bot, the link that turns whoever opens it first, within an hour, into the owner of the
 * bot with that username: whoever reads this log may. Those made before stop working.
 */
export async function printClaimLink(db: Db, config: FirstOwners, log: Log, bot: string, at: number): Promise<void> {
  const code = await db.group(() => createClaim(db, config, at))
  if (code === null) return
  const link = `https://t.me/${bot}?start=${payloadOf.claim(code)}`
  log.warn({ link }, 'nobody owns this bot yet: whoever opens this link first, within an hour, becomes its owner')
}

/**
 * Opening an invitation or the claim link: the first who does becomes a member. It subscribes nobody, and everybody may
 * come, so it stands before the screens of the team and of the subscribers.
 */
export function openedInvitations(deps: Pick<Works, 'db' | 'log' | 'adminIds' | 'preferences'>): Composer<BotContext> {
  const { db, log } = deps
  const composer = new Composer<BotContext>()
  composer.command('start').filter(
    ctx => isCode(String(ctx.match)),
    async ctx => {
      const { from } = ctx
      const [, kind = '', code] = LINK.exec(withoutJunk(String(ctx.match))) ?? []
      if (from === undefined) return
      if (code === undefined) return void (await ctx.reply(texts(ctx.language).teamCards.linkDamaged))
      const person = { telegramId: from.id, name: fullName(personOf(from)) }
      const joined = await ctx.deed(joinedSchema, () => {
        const joined = join(db, deps, person, code, ctx.at)
        if (joined.kind === 'joined' && joined.invitedBy !== null)
          tellLater(ctx, joined.invitedBy, person.name, joined.role)
        return joined
      })
      if (joined.kind === 'joined') await publishCommandsOf(ctx.api, from.id, joined.role, log)
      await ctx.reply(answerTo(ctx, joined, kind.toLowerCase() === 'claim'))
      for (const told of await sendOut(db, createPost(ctx.api), ctx.update.update_id))
        if (told.state !== 'sent') log.info({ why: told.state }, 'an owner could not be told of a new member')
    },
  )

  /** Whoever made the link hears who used it, once: a link that went astray is noticed. To be called in a deed. */
  function tellLater(ctx: BotContext, inviter: number, name: string, role: Role): void {
    const { text, entities } = words(inviter, name, role)
    putOut(db, ctx.update.update_id, [
      { chat: inviter, parcel: { method: 'sendMessage', payload: { text, entities } } },
    ])
  }

  function words(inviter: number, name: string, role: Role) {
    const language = languageFor(db, inviter, deps.preferences.language())
    return texts(language).teamCards.hasJoined(name, role)
  }
  return composer
}

function answerTo(ctx: BotContext, joined: Joined, claim: boolean): string {
  const t = texts(ctx.language).teamCards
  if (joined.kind === 'over') return claim ? t.claimOver : t.linkOver
  return t[joined.kind][joined.role]
}
