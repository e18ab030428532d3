import { dateTime, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import type { Card } from '../../card.js'
import type { BotContext } from '../../context.js'
import { presses } from './addresses.js'
import { back, getPerson, type PeopleDeps, personName, turnPages } from './card.js'
import { listMeant, listOpenings } from './facts.js'

const SIZE = 10

/** The last messages meant for them, each with what it says, what became of it, and what they did. */
export async function messagesOfPerson(deps: PeopleDeps, ctx: BotContext, id: number, page: number): Promise<Card> {
  const { personCards: t, reports } = texts(ctx.language)
  const reasons: Record<string, string> = { ...reports.failures, ...reports.exclusions }
  const name = personName(getPerson(deps, id))
  const rows = await listMeant(deps.db, id, { limit: SIZE, offset: Math.max(0, page) * SIZE })
  const shown = rows.map(({ offer, words, state, reason, at, takenBackAt, grade, clicks }) => {
    const why = state === 'sent' || reason === null ? undefined : (reasons[reason] ?? reports.failures.other)
    const what = takenBackAt === null ? t.states[state] : t.takenBack
    return t.message(shorten(offer, 60), shorten(words.replace(/\s+/g, ' ').trim(), 70), [
      dateTime(at, deps.zone(), ctx.language, ctx.at),
      why === undefined ? what : `${what}: ${why}`,
      ...(grade === null ? [] : [t.seen[grade]]),
      ...(clicks === 0 ? [] : [t.clicked(clicks)]),
    ])
  })
  return {
    text: lines([t.messages(name), ...(shown.length === 0 ? [t.noMessages] : shown).flatMap(one => ['', one])]),
    keyboard: [...turnPages(presses.messages, id, { page, size: SIZE, total: rows[0]?.total ?? 0 }), back(ctx, id)],
  }
}

/** Which links they opened, and what opened them where it was no person. */
export async function clicksOfPerson(deps: PeopleDeps, ctx: BotContext, id: number, page: number): Promise<Card> {
  const { personCards: t } = texts(ctx.language)
  const name = personName(getPerson(deps, id))
  const rows = await listOpenings(deps.db, id, { limit: SIZE, offset: Math.max(0, page) * SIZE })
  const shown = rows.map(({ offer, label, verdict, at }) =>
    t.opening(shorten(label ?? t.lostLink, 60), shorten(offer, 60), [
      dateTime(at, deps.zone(), ctx.language, ctx.at),
      ...(verdict === 'human' ? [] : [t.verdicts[verdict]]),
    ]),
  )
  return {
    text: lines([t.clicks(name), ...(shown.length === 0 ? [t.noClicks] : shown).flatMap(one => ['', one])]),
    keyboard: [...turnPages(presses.clicks, id, { page, size: SIZE, total: rows[0]?.total ?? 0 }), back(ctx, id)],
  }
}
