import { listSources, type Source } from '../../../audience/source.js'
import { isAppError } from '../../../errors.js'
import {
  conversionOf,
  findStrays,
  LOOK_BACK,
  type SourceFigures,
  sourceFigures,
  togetherOf,
} from '../../../reports/source.js'
import { date, shorten } from '../../../text/format.js'
import { lines, type Piece } from '../../../text/rich.js'
import { ALONE, type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { type Entry, type Shown, screen } from '../../screen.js'
import { findGoal } from '../../settings/goal.js'
import { goal as goalPlaces } from '../goal/addresses.js'
import { home } from '../home/addresses.js'
import { pageRow, pageWithin } from '../page.js'
import { figureWords } from '../words/goal.js'
import { sources } from './addresses.js'
import { costWords, eachBuyerWords, eachWords, of100, weekOf100 } from './figures.js'

const SIZE = 3
const STRAYS = 3

type Row = { source: Source; figures: SourceFigures }

/** Sources, those first whose people stayed. */
export const listPlaces: Entry[] = [
  screen(
    sources.list,
    async (here, { page: wanted }) => {
      try {
        return await listCard(here, wanted)
      } catch (error) {
        if (!isAppError(error, 'query_timeout')) throw error
        const { sourceCards: t } = here.t
        const ways = [key(t.keys.add, sources.add, {}), key(t.keys.menu, home.home, {})]
        return { text: lines([t.title(LOOK_BACK), t.tooLong]), keyboard: [ways] }
      }
    },
    { costly: true },
  ),
]

async function listCard(here: Here, wanted: number): Promise<Shown> {
  const { db, at, language } = here
  const { sourceCards: t } = here.t
  const [all, strays] = await Promise.all([sourceFigures(db, at), findStrays(db, STRAYS)])
  const goal = findGoal(db)
  const rows = sorted(listSources(db), all)
  const page = pageWithin(wanted, { size: SIZE, total: rows.length })
  const shown = rows.slice(page * SIZE, (page + 1) * SIZE)
  const together = togetherOf(rows.map(({ figures }) => figures))
  const number = (i: number) => page * SIZE + i + 1
  return {
    text: lines([
      t.title(LOOK_BACK),
      together === null
        ? null
        : t.together(
            of100(together.started, together.of, language),
            weekOf100(together, language),
            goal?.kind === 'subscribe' ? figureWords(goal.target, language) : null,
          ),
      ...(rows.length === 0 ? ['', t.none] : []),
      ...shown.map((row, i): Piece => t.row(number(i), row.source.name, factsOf(row, here))),
      strays.people === 0
        ? null
        : t.strays(
            strays.people,
            strays.strays.map(({ payload }) => payload),
            strays.names > STRAYS,
          ),
    ]),
    keyboard: [
      ...pairs(
        shown.map(
          ({ source }, i): Key => key(shorten(`${number(i)} ${source.name}`, ALONE), sources.open, { id: source.id }),
        ),
      ),
      ...pageRow(sources.list, { page, size: SIZE, total: rows.length }),
      ...pairs([
        key(t.keys.add, sources.add, {}),
        ...(strays.people === 0 ? [] : [key(t.keys.tidy, sources.tidy, { page: 0 })]),
        ...(rows.length === 0 ? [] : [key(t.keys.file, sources.file, {})]),
        key(t.keys.goal, goalPlaces.home, {}),
        key(t.keys.menu, home.home, {}),
      ]),
    ],
  }
}

function sorted(made: readonly Source[], all: readonly SourceFigures[]): Row[] {
  return made
    .flatMap(source => {
      const figures = all.find(({ sourceId }) => sourceId === source.id)
      return figures === undefined ? [] : [{ source, figures }]
    })
    .sort(
      ({ figures: a }, { figures: b }) =>
        b.week.stay - a.week.stay || b.started - a.started || b.visits - a.visits || b.sourceId - a.sourceId,
    )
}

function factsOf({ source, figures }: Row, here: Here): string {
  const { sourceCards: t } = here.t
  const { visits, started, week, everStarted, everBought, purse } = figures
  const conversion = conversionOf(figures)
  const share = conversion === null ? null : of100(conversion.started, conversion.of, here.language)
  const flow = [
    visits === 0 ? t.notCounted : t.opened(visits),
    t.subscribed(started, share),
    ...(week.of > 0
      ? [t.stayed(week.stay, week.of === started ? null : week.of)]
      : week.knownAt === null
        ? []
        : [t.weekOn(date(week.knownAt, here.zone(), here.language))]),
  ].join(' → ')
  const each = [eachWords(source.cost, everStarted, here), eachBuyerWords(source.cost, everBought, here)]
  const cost = each.filter(part => part !== null).join(', ')
  return [flow, purse.known === 0 ? null : t.bought(purse.bought), cost === '' ? costWords(source.cost, here) : cost]
    .filter(part => part !== null)
    .join(' · ')
}
