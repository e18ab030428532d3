import type { Criterion } from '../../../segments/criterion.js'
import { countOrEstimate } from '../../../segments/estimate.js'
import { listPeople } from '../../../segments/people.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { type Key, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import type { Press } from '../../press.js'
import type { AdminDeps } from '../deps.js'
import { pageRow } from '../page.js'
import { people } from '../people/addresses.js'
import { personLines, personRows } from '../people/rows.js'
import { exactly } from './figures.js'

const SIZE = 8

/** Whose people are listed: what they are called (null: nothing of its own), and the rows under their pages. */
export type Listed = { name: string | null; criterion: Criterion; turn: Press<'page'>; rows: Key[][] }

/**
 * Shows who the people of a criterion are, a page at a time, the newest first. Each opens below, so that the list stays.
 * @throws AppError `query_timeout` after 5 s
 */
export async function showPeople(
  deps: Pick<AdminDeps, 'db' | 'zone'>,
  ctx: BotContext,
  { name, criterion, turn, rows }: Listed,
  wanted: number,
): Promise<void> {
  const { segmentCards: words } = texts(ctx.language)
  const context = { at: ctx.at, zone: deps.zone() }
  const counted = exactly(await countOrEstimate(deps.db, criterion, context))
  const last = counted === null ? wanted : Math.ceil(counted / SIZE) - 1
  const page = Math.max(0, Math.min(wanted, last))
  const first = page * SIZE
  const found = await listPeople(deps.db, criterion, context, { offset: first, limit: SIZE })
  const there = first + found.people.length + (found.more ? 1 : 0)
  await showCard(ctx, {
    text: lines([
      words.peopleOf(name, counted),
      '',
      ...(found.people.length === 0
        ? [words.nobody]
        : personLines({ ...deps, language: ctx.language }, found.people, first + 1)),
    ]),
    keyboard: [
      ...personRows(found.people, first + 1, people.below),
      ...pageRow(turn, { page, size: SIZE, total: Math.max(counted ?? 0, there) }),
      ...rows,
    ],
  })
}
