import { Composer } from 'grammy'
import { z } from 'zod'
import { isRung, RUNGS, type Rung, type RungNames } from '../../../audience/ladder/rung.js'
import { texts } from '../../../text/index.js'
import { type Card, key, moveCard, pairs, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { RUNG_LENGTH } from '../../preference.js'
import { onPress, stopClock } from '../../press.js'
import { ask, type Topics, topic } from '../ask.js'
import { presses } from './addresses.js'
import type { LadderDeps } from './deps.js'
import { rungName, rungNameList } from './words.js'

const TOPIC = 'ladder_name'

/** What the steps of the ladder are called. */
export function namesFeature(deps: LadderDeps): Composer<BotContext> {
  const { preferences } = deps
  const composer = new Composer<BotContext>()
  onPress(composer, presses.names, ctx => showCard(ctx, namesCard(deps, ctx)))
  onPress(composer, presses.usual, async ctx => {
    await ctx.deed(() => preferences.save.rungNames([null, null, null, null, null]))
    await showCard(ctx, namesCard(deps, ctx))
  })
  onPress(composer, presses.name, async (ctx, { rung }) => {
    const { admin, ladderCards: t } = texts(ctx.language)
    if (!isRung(rung)) return stopClock(ctx, admin.oldButton)
    const text = t.nameWanted(rungName(preferences, rung, ctx.language), RUNG_LENGTH)
    await ask(ctx, TOPIC, {
      rung,
      place: await showCard(ctx, { text, keyboard: [[key(admin.back, presses.names, {})]] }),
    })
  })
  return composer
}

/** A name, typed. */
export function namesTopics(deps: LadderDeps): Topics {
  const { preferences } = deps
  const schema = z.object({ rung: z.int(), place: z.object({ chat: z.int(), message: z.int() }) })
  return {
    [TOPIC]: topic(schema, async (ctx, { rung, place }, message) => {
      const { ladderCards: t, asked } = texts(ctx.language)
      const name = (message.text ?? '').replace(/\s+/g, ' ').trim()
      if (name === '' || name.length > RUNG_LENGTH) {
        await ctx.reply(name === '' ? asked.stepName : t.tooLong(name.length, RUNG_LENGTH))
        return 'again'
      }
      if (isRung(rung)) await ctx.deed(() => preferences.save.rungNames(renamed(preferences.rungNames(), rung, name)))
      await moveCard(ctx, namesCard(deps, ctx), place)
      return 'done'
    }),
  }
}

function renamed([one, two, three, four, five]: RungNames, rung: Rung, name: string): RungNames {
  const or = (own: Rung, old: string | null) => (own === rung ? name : old)
  return [or(1, one), or(2, two), or(3, three), or(4, four), or(5, five)]
}

function namesCard({ preferences }: LadderDeps, ctx: BotContext): Card {
  const { admin, ladderCards: t } = texts(ctx.language)
  const names = rungNameList(preferences, ctx.language)
  return {
    text: t.namesAsked(names),
    keyboard: pairs([
      ...RUNGS.map(rung => key(`✏️ ${rung}`, presses.name, { rung })),
      key(t.keys.usual, presses.usual, {}),
      key(admin.back, presses.home, {}),
    ]),
  }
}
