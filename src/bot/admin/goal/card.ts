import { goalFigure, goalKinds } from '../../../reports/goal.js'
import { lines, type Piece } from '../../../text/rich.js'
import { type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { again, type Doing, deed, type Entry, go, say, screen, takes } from '../../screen.js'
import {
  dropGoal,
  findGoal,
  findGoalNow,
  type Goal,
  isReached,
  per100,
  refreshGoal,
  saveGoal,
} from '../../settings/goal.js'
import { beginAsking } from '../drafts/ask.js'
import { beginFor } from '../drafts/begin.js'
import { home } from '../home/addresses.js'
import { saveReady } from '../named-segment.js'
import { unlessSlow } from '../patience.js'
import { dayWords, figureWords, nowWords } from '../words/goal.js'
import { ordersKnownLines } from '../words/orders-known.js'
import { goal } from './addresses.js'
import { findStages, WHO } from './stages.js'
import { betterThan, endOf, readTarget, type Target, usualDay } from './target.js'

/** The one goal of the shop: what should get better, to what, until when, and what is missing for it. */
export const cardPlaces: Entry[] = [
  screen(
    goal.home,
    async here => {
      const set = findGoal(here.db)
      if (set === null) return here.may(goal.kinds) ? go(goal.kinds, {}) : noneYet(here)
      await refreshGoal(here.db, here.at)
      return goalCard(here, set)
    },
    { costly: true },
  ),

  screen(goal.kinds, here => {
    const { goalCards: t } = here.t
    const all = goalKinds.map((name, kind) => key(t.kinds[name], goal.kind, { kind }))
    const [first, others] = [all.slice(0, 1), all.slice(1)]
    return {
      text: t.asked,
      keyboard: [
        ...first.map(one => [one]),
        ...pairs(others),
        [...(findGoal(here.db) === null ? [] : [key(t.keys.drop, goal.drop, {})]), key(t.keys.menu, home.home, {})],
      ],
    }
  }),

  screen(
    goal.kind,
    async (here, { kind }) => {
      const { admin, goalCards: t } = here.t
      const name = goalKinds[kind]
      if (name === undefined) return go(goal.kinds, {})
      const now = per100(await unlessSlow(goalFigure(here.db, name, here.at), { n: 0, of: 0 }))
      const day = usualDay(here.at, here.zone())
      const until = dayWords(endOf(day, here.zone()), here.zone(), here.language, here.at)
      const better = betterThan(name, now)
      const choices = better.map(target =>
        key(t.choice(figureWords(target, here.language), until), goal.set, {
          ...{ kind, day },
          tenths: Math.round(target * 10),
        }),
      )
      return {
        text: lines([
          t.kinds[name],
          t.counts[name],
          '',
          t.wanted(
            now === null ? null : nowWords(name, now, here.language),
            t.choice(figureWords(better[0] ?? 50, here.language), until),
          ),
        ]),
        keyboard: [...pairs(choices), [key(admin.back, goal.kinds, {})]],
      }
    },
    {
      costly: true,
      words: takes(
        {
          async look(here, { values: { kind }, said: { text } }) {
            const { goalCards: t } = here.t
            const wanted = readTarget(text, here.zone(), here.at)
            if (wanted === null) return again(t.unread)
            if (wanted.target <= 0 || wanted.target > 100) return again(t.outOf100)
            return look(here, kind, wanted, again)
          },
          do: (here, _, looked) => keep(here, looked),
        },
        here => here.t.goalCards.unread,
      ),
    },
  ),

  deed(goal.set, {
    look: (here, { kind, tenths, day }) => look(here, kind, { target: tenths / 10, day }, say),
    do: (here, _, looked) => keep(here, looked),
  }),

  deed(goal.drop, ({ db }) => {
    dropGoal(db)
    return go(home.home, {})
  }),

  deed(goal.write, doing => {
    const { db, me, at, t } = doing
    const kind = findGoal(db)?.kind
    if (kind === undefined || kind === 'subscribe') return go(goal.home, {})
    if (kind === 'orders') return beginAsking(doing)
    return beginFor(doing, saveReady(db, { name: t.goalCards.segment[kind], criterion: WHO[kind] }, me, at))
  }),
]

type Looked = { set: Pick<Goal, 'kind' | 'target' | 'until'>; figure: { n: number; of: number } }

/** What a goal would be, and how it stands; told where it makes no sense. */
async function look<No>(
  here: Doing,
  kind: number,
  { target, day }: Target,
  no: (words: string) => No,
): Promise<Looked | No> {
  const { admin, goalCards: t } = here.t
  const name = goalKinds[kind]
  const until = endOf(day, here.zone())
  if (name === undefined || !(target > 0 && target <= 100) || until <= here.at) return no(admin.oldButton)
  const figure = await unlessSlow(goalFigure(here.db, name, here.at), { n: 0, of: 0 })
  const now = per100(figure)
  if (now !== null && isReached({ kind: name, target }, now)) return no(t.already(nowWords(name, now, here.language)))
  return { set: { kind: name, target, until }, figure }
}

function keep({ db, me, at, t }: Doing, { set, figure }: Looked) {
  saveGoal(db, { ...set, by: me, at }, figure)
  return go(goal.home, {}, t.goalCards.set)
}

async function goalCard(here: Here, set: Goal) {
  const { goalCards: t } = here.t
  const stages = await findStages(here, set.kind)
  const now = findGoalNow(here.db, set)
  const until = dayWords(set.until, here.zone(), here.language, here.at)
  const all = (['who', 'data', 'analysis', 'offer'] as const).map((name, i) => ({
    name,
    number: i + 2,
    ...stages[name],
  }))
  const ways = all.flatMap(({ key: way }) => (way === null ? [] : [way]))
  return {
    text: lines([
      t.title(
        t.sentence[set.kind](figureWords(set.target, here.language)),
        until,
        now === null ? null : nowWords(set.kind, now, here.language),
      ),
      t.counts[set.kind],
      ...(now !== null && isReached(set, now) ? [t.reached] : set.until < here.at ? [t.over(until)] : []),
      ...(set.kind === 'firstOrder' || set.kind === 'secondOrder' ? await ordersKnownLines(here) : []),
      '',
      t.stage(1, t.stages.goal, '✅', ''),
      ...all.map(({ name, number, mark, words }): Piece => t.stage(number, t.stages[name], mark, words)),
    ]),
    keyboard: [
      ...pairs(ways.filter((way, i) => ways.findIndex(other => same(way, other)) === i)),
      [key(t.keys.change, goal.kinds, {}), key(t.keys.menu, home.home, {})],
    ],
  }
}

function same(one: Key, other: Key): boolean {
  return 'data' in one && 'data' in other && one.data === other.data
}

function noneYet({ t: { goalCards: t } }: Here) {
  return { text: lines([t.asked]), keyboard: [[key(t.keys.menu, home.home, {})]] }
}
