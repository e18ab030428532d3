import { countOrEstimate } from '../../../segments/people/estimate.js'
import {
  adviceFor,
  nameReady,
  READY_GROUPS,
  type ReadyGroup,
  type ReadySegment,
  readySegments,
} from '../../../segments/ready.js'
import { lines } from '../../../text/rich.js'
import { type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { type Entry, go, type Shown, screen, way } from '../../screen.js'
import { analysis } from '../analysis/addresses.js'
import { evaluationOf } from '../figures.js'
import { numberOf } from '../keys/ready.js'
import { offers } from '../offers/addresses.js'
import { countLabel } from '../words/count-label.js'
import { segments } from './addresses.js'
import { unfinished } from './begin.js'
import { sizeOf } from './builder/tree.js'

/** Where a new segment begins: what is ready now, groups of ready-made ones, conditions, or a list. */
export const readyPlaces: Entry[] = [
  screen(segments.add, async (here, { offer }) => {
    const { segmentCards: words, analysisCards, admin } = here.t
    const all = await readySegments(here.db, evaluationOf(here))
    const { keys } = await readyKeys(here, all, 'now', offer)
    const groups = READY_GROUPS.flatMap((name, group) =>
      name !== 'now' && all.some(ready => ready.group === name)
        ? [key(words.readyGroups[name], segments.readyGroup, { group, offer })]
        : [],
    )
    const sketch = unfinished(here)
    const own = [
      ...(sketch === null ? [] : [key(words.unfinished(sizeOf(sketch)), segments.resume, { offer })]),
      key(words.fromConditions, segments.blank, { offer }),
      key(analysisCards.buttons.list, analysis.list, { offer }),
    ]
    return {
      text: words.ready(keys.length > 0),
      keyboard: [...pairs(keys), ...pairs(groups), ...pairs(own), [key(admin.back, segments.leaveAdd, { offer })]],
    }
  }),

  way(segments.leaveAdd, (_, { offer }) =>
    offer === 0 ? go(segments.list, { page: 0 }) : go(offers.whom, { offer, page: 0 }),
  ),

  screen(segments.readyGroup, (here, { group, offer }) => {
    const name = READY_GROUPS[group]
    return name === undefined ? go(segments.add, { offer }) : groupCard(here, name, offer)
  }),
]

/** The ready-made segments of one group that hold somebody, each with a line of advice. */
async function groupCard(here: Here, group: ReadyGroup, offer: number): Promise<Shown> {
  const { segmentCards: words, admin } = here.t
  const { language } = here
  const { keys, peopled } = await readyKeys(here, await readySegments(here.db, evaluationOf(here)), group, offer)
  const advice = peopled.map(one => words.readyAdvice(nameReady(one, language), adviceFor(one, language)))
  return {
    text: lines([
      ...[words.readyGroups[group], ''],
      ...(peopled.length === 0 ? [words.readyNobody] : []),
      ...(group === 'origin' ? [] : advice),
    ]),
    keyboard: [...pairs(keys), [key(admin.back, segments.add, { offer })]],
  }
}

async function readyKeys(
  here: Here,
  all: readonly ReadySegment[],
  group: ReadyGroup,
  offer: number,
): Promise<{ keys: Key[]; peopled: ReadySegment[] }> {
  const context = evaluationOf(here)
  const ready = all.filter(one => one.group === group)
  const counts = await Promise.all(ready.map(({ criterion }) => countOrEstimate(here.db, criterion, context)))
  const peopled = ready.flatMap((one, i) => {
    const figure = counts[i] ?? null
    return figure?.guess === null && figure.people === 0 ? [] : [{ one, figure }]
  })
  return {
    keys: peopled.map(({ one, figure }) =>
      key(countLabel(nameReady(one, here.language), figure, here.language), segments.ready, {
        ...{ ready: numberOf(one.key), offer },
      }),
    ),
    peopled: peopled.map(({ one }) => one),
  }
}
