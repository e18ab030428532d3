import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import type { BotContext } from '../../context.js'
import { key, showCard } from '../card.js'
import { presses } from './presses.js'

/** Shows the words that newcomers read. */
export async function showWelcome(ctx: BotContext): Promise<void> {
  const { home, subscriber } = texts(ctx.language)
  const bot = ctx.me.first_name
  await showCard(ctx, {
    text: lines([home.welcome(bot), '', subscriber.welcome(bot)]),
    keyboard: [[key(home.buttons.menu, presses.home, {})]],
  })
}
