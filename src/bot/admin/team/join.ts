import { Composer, GrammyError } from 'grammy'
import { texts } from '../../../text/index.js'
import { telegramEntities } from '../../card.js'
import { publishCommandsOf } from '../../command.js'
import { type BotContext, personOf } from '../../context.js'
import { languageFor } from '../../language.js'
import { isCode, withoutJunk } from '../../payload.js'
import { fullName, type Joined, join, joinedSchema } from '../../team.js'
import type { TeamDeps } from './deps.js'

/** An invitation, whatever was copied along with it: the word, then the 128 bits of its code. */
const LINK = /^(join|claim)_([\w-]{22})/i

/** What stands behind `?start=` in an invitation, and in the link that claims the bot. */
export const payloadOf = { join: (code: string) => `join_${code}`, claim: (code: string) => `claim_${code}` }

/**
 * Opening an invitation or the claim link: the first who does becomes a member. It subscribes nobody, and everybody may
 * come, so it stands before the screens of the team and of the subscribers.
 */
export function joinFeature(deps: TeamDeps): Composer<BotContext> {
  const { db, log } = deps
  const composer = new Composer<BotContext>()
  composer.command('start').filter(
    ctx => isCode(String(ctx.match)),
    async ctx => {
      const { from } = ctx
      const [, kind = '', code] = LINK.exec(withoutJunk(String(ctx.match))) ?? []
      if (from === undefined) return
      if (code === undefined) return void (await ctx.reply(texts(ctx.language).settingsCards.linkDamaged))
      const person = { telegramId: from.id, name: fullName(personOf(from)) }
      const joined = await ctx.deed(joinedSchema, () => join(db, deps, person, code, ctx.at))
      if (joined.kind === 'joined') await publishCommandsOf(ctx.api, from.id, joined.role, log)
      await ctx.reply(answerTo(ctx, joined, kind.toLowerCase() === 'claim'))
      if (joined.kind === 'joined' && joined.invitedBy !== null)
        await tell(ctx, joined.invitedBy, person.name, joined.role)
    },
  )

  /** Whoever made the link hears who used it: a link that went astray is noticed. */
  async function tell(ctx: BotContext, inviter: number, name: string, role: Parameters<typeof words>[2]) {
    const text = words(inviter, name, role)
    try {
      await ctx.api.sendMessage(inviter, text.text, { entities: telegramEntities(text) })
    } catch (error) {
      if (!(error instanceof GrammyError)) throw error
      log.info({ admin: inviter, why: error.description }, 'an owner could not be told of a new member')
    }
  }

  function words(inviter: number, name: string, role: 'owner' | 'marketer' | 'analyst') {
    const language = languageFor(db, inviter, deps.preferences.language())
    return texts(language).settingsCards.hasJoined(name, role)
  }
  return composer
}

function answerTo(ctx: BotContext, joined: Joined, claim: boolean): string {
  const t = texts(ctx.language).settingsCards
  if (joined.kind === 'over') return claim ? t.claimOver : t.linkOver
  return t[joined.kind][joined.role]
}
