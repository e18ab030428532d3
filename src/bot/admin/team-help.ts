import { texts } from '../../text/index.js'
import { lines } from '../../text/rich.js'
import { type Card, key } from '../card.js'
import type { BotContext } from '../context.js'
import { mayCommand, mayPress } from '../team/permission.js'
import type { Role } from '../team.js'
import { home } from './home/addresses.js'
import { offers } from './offers/addresses.js'

/** What somebody of the team can do here, by what their role may do. @param also what stands below it; null: nothing */
export function teamCard(ctx: BotContext, role: Role, also: Card['text'] | null = null): Card {
  const { admin, home: words } = texts(ctx.language)
  const { admins, more } = admin.commands
  const commands = Object.entries({ ...admins, ...more }).filter(([command]) => mayCommand(role, command))
  return {
    text: lines([words.team(ctx.me.first_name, role, commands), ...(also === null ? [] : ['', words.asPerson, also])]),
    keyboard: [
      [
        ...(mayPress(role, offers.another.name) ? [key(admin.newOffer, offers.another, {})] : []),
        key(words.buttons.menu, home.home, {}),
      ],
    ],
  }
}
