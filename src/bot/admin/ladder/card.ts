import { isRung, type Rung } from '../../../audience/ladder/rung.js'
import { ladderMovement, listRungSizes } from '../../../audience/ladder.js'
import { DAY } from '../../../clock.js'
import { share } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { type Card, key, pairs } from '../../card.js'
import type { BotContext } from '../../context.js'
import { forRole, mayPress } from '../../permission.js'
import { roleOf } from '../../team.js'
import { home } from '../home/addresses.js'
import { settings, toGroup } from '../settings/addresses.js'
import { presses } from './addresses.js'
import type { LadderDeps } from './deps.js'
import { stepRows } from './step-keys.js'
import { rungName } from './words.js'

const DAYS = 30
const MOVES = 15

/** Who stands where on the ladder, the highest step first, and who moved lately. */
export async function ladderCard({ db, preferences, adminIds }: LadderDeps, ctx: BotContext): Promise<Card> {
  const { ladderCards: t, settingsCards } = texts(ctx.language)
  const role = roleOf(db, { adminIds }, ctx.from?.id ?? 0) ?? 'analyst'
  const sets = mayPress(role, settings.home.name)
  const sizes = await listRungSizes(db)
  const moves = (await ladderMovement(db, ctx.at - DAYS * DAY, ctx.at))
    .filter(({ from, to }) => from !== to)
    .sort((a, b) => b.people - a.people)
  const known = sizes.reduce((sum, { rung, people }) => sum + (rung === 0 ? 0 : people), 0)
  const name = (rung: number) => rungName(preferences, stepOf(rung), ctx.language)
  return {
    text: lines([
      t.title(),
      '',
      ...sizes
        .map(({ rung, people }) =>
          t.step(name(rung), people, rung === 0 || known === 0 ? null : share(people, known, ctx.language)),
        )
        .reverse(),
      known === 0 ? null : t.base(known),
      '',
      t.movement(DAYS),
      ...moves.slice(0, MOVES).map(({ from, to, people }) => t.move(name(from), name(to), people)),
      moves.length === 0 ? t.nobodyMoved : null,
      '',
      t.rule,
      sets ? t.help : null,
    ]),
    keyboard: [
      ...(await stepRows({ db, preferences }, ctx)).map(row => forRole(role, row)).filter(row => row.length > 0),
      ...pairs(
        forRole(role, [
          key(t.keys.topics, presses.topics, { page: 0 }),
          key(t.keys.sent, presses.sent, { page: 0 }),
          key(t.keys.names, presses.names, {}),
          sets ? toGroup(t.keys.settings, 'groups') : key(settingsCards.keys.menu, home.home, {}),
        ]),
      ),
    ],
  }
}

function stepOf(rung: number): Rung | 0 {
  return isRung(rung) ? rung : 0
}
