import { Composer } from 'grammy'
import { countPeople } from '../../segments/audience.js'
import { count } from '../../text/format.js'
import { texts } from '../../text/index.js'
import type { BotContext } from '../context.js'
import { presses as broadcasts } from './broadcasts/presses.js'
import { type Card, key, sendCard, showCard } from './card.js'
import type { AdminDeps } from './deps.js'
import { presses as offers } from './offers/presses.js'
import { listPress as segments } from './segments/presses.js'

/** `/admin`: how many can be reached, and the ways to everything else. */
export function homeFeature(deps: AdminDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.command('admin', async ctx => {
    await sendCard(ctx, await homeCard(deps, ctx))
  })
  return composer
}

/** Shows the menu where the button was pressed. */
export async function showHome(deps: AdminDeps, ctx: BotContext): Promise<void> {
  await showCard(ctx, await homeCard(deps, ctx))
}

async function homeCard({ db, zone }: AdminDeps, ctx: BotContext): Promise<Card> {
  const { admin } = texts(ctx.language)
  const { reachable } = await countPeople(db, { leaf: 'everyone' }, { at: ctx.at, zone: zone() })
  return {
    text: admin.home(ctx.me.first_name, count(reachable, ctx.language)),
    keyboard: [
      [key(admin.newOffer, offers.another, {}), key(admin.broadcasts, broadcasts.list, { page: 0 })],
      [key(admin.segments, segments, { page: 0 })],
    ],
  }
}
