import { describeCriterion, findNames } from '../../../segments/describe.js'
import { checkNames } from '../../../segments/missing.js'
import { onlyLinked, together } from '../../../segments/notes.js'
import { shorten } from '../../../text/format.js'
import { code, lines, quote } from '../../../text/rich.js'
import { type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { command, type Doing, deed, type Entry, type Go, go, type Shown, say, screen, withMemo } from '../../screen.js'
import { peopleList } from '../cards/people-list.js'
import { beginFor } from '../drafts/begin.js'
import { countBesideEveryone, evaluationOf, exactly, figureLines, guessLines } from '../figures.js'
import { bringOrders } from '../keys/orders.js'
import { keepForMessage } from '../named-segment.js'
import { segments } from './addresses.js'
import { changeAsked, criterionOf, getAsked, keepAsked, ofAsked } from './asked.js'
import { builder } from './builder/addresses.js'
import { startSketch } from './builder/sketch.js'
import { doubtOf } from './doubt.js'
import { earlierThan, noteLines, notesOf } from './notes.js'
import { askedFragments, askedReadings } from './readings.js'
import { understand } from './sentence.js'
import { watchKeys } from './watch.js'
import { asksWho, readingsOf } from './who-asks.js'

const DESCRIPTION = 2_000

/** /count: how many people a sentence holds, who they are, and what can be done with them. */
export const countPlaces: Entry[] = [
  command('count', (doing, sentence) => {
    if (sentence.trim() === '') return go(segments.usage, {})
    const understood = understand(doing, sentence.trim())
    if (asksWho(doing, understood)) return say(doing.t.countCards.asksWho)
    switch (understood.kind) {
      case 'read':
        return go(segments.asked, { number: keepAsked(doing, [understood.criterion]) })
      case 'readings':
        return go(segments.asked, { number: keepAsked(doing, understood.readings) })
      default: {
        const readings = readingsOf(understood)
        const number = readings.length === 0 ? 0 : keepAsked(doing, readings)
        return withMemo(go(segments.unread, { number }), sentence.trim())
      }
    }
  }),

  screen(segments.usage, ({ t: { countCards: words } }) => ({
    text: lines([words.usage, '', ...words.examples.map(code)]),
    keyboard: [],
  })),

  // What cannot be read; what can be read of it and the nearest sentences that can are a press away.
  screen(
    segments.unread,
    async (here, { number }, _, sentence) => {
      const understood = understand(here, sentence ?? '')
      if (understood.kind !== 'mistake') return go(segments.usage, {})
      const { explained, fragments, instead } = understood
      const rest = await askedFragments(here, fragments)
      const labels = [...rest.labels, ...instead.map(({ label }) => label)]
      return {
        text: lines([explained, ...rest.lines]),
        keyboard: [
          ...pairs(labels.map((label, reading) => key(label, segments.askedRead, { number, reading }))),
          [
            key(here.t.countCards.howToAsk, segments.usage, {}),
            key(here.t.segmentCards.byButtons, segments.blank, { offer: 0 }),
          ],
        ],
      }
    },
    { costly: true },
  ),

  ...ofAsked([
    screen(
      segments.asked,
      (here, { number }) => (getAsked(here).readings.length > 1 ? readingsCard(here, number) : countCard(here, number)),
      { costly: true },
    ),

    deed(segments.askedRead, (doing, { number, reading }) => {
      const chosen = getAsked(doing).readings[reading]
      if (chosen !== undefined) changeAsked(doing, chosen)
      return go(segments.asked, { number })
    }),

    deed(segments.askedInstead, {
      look: async (doing, { number, instead }) => {
        const chosen = (await doubtOf(doing, criterionOf(doing)))?.instead[instead]
        return chosen === undefined ? go(segments.asked, { number }) : chosen.criterion
      },
      do(doing, { number }, criterion) {
        changeAsked(doing, criterion)
        return go(segments.asked, { number })
      },
    }),

    deed(segments.askedLinked, (doing, { number }) => {
      changeAsked(doing, onlyLinked(criterionOf(doing)))
      return go(segments.asked, { number })
    }),

    deed(segments.askedEarlier, (doing, { number }) => {
      const criterion = criterionOf(doing)
      const earlier = earlierThan(doing, criterion)
      if (earlier !== null) changeAsked(doing, together(criterion, earlier))
      return go(segments.asked, { number })
    }),

    ...peopleList({ list: segments.askedPeople, file: segments.askedFile }, (here, { number }) => {
      const { segmentCards, admin } = here.t
      const rows = [
        [key(segmentCards.write, segments.askedWrite, { number })],
        [key(admin.back, segments.asked, { number })],
      ]
      return { name: null, criterion: criterionOf(here), rows }
    }),

    screen(segments.askedFive, (_here, { number }) => go(segments.askedPeople, { number, page: 0 })),

    deed(segments.askedChange, doing => go(builder.sketch, { sketch: sketchOf(doing) })),

    deed(segments.askedSave, {
      look: doing => checkNames(doing.db, criterionOf(doing)),
      do: doing => go(segments.name, { sketch: sketchOf(doing) }),
    }),

    deed(segments.askedWrite, {
      look: doing => checkNames(doing.db, criterionOf(doing)),
      do: (doing): Go => beginFor(doing, keepForMessage(doing, criterionOf(doing), null).id),
    }),
  ]),
]

function sketchOf(doing: Doing): number {
  const start = { segmentId: null, offerId: null, name: null, criterion: criterionOf(doing) }
  return startSketch(doing.db, doing.me, start).number
}

async function readingsCard(here: Here, number: number): Promise<Shown> {
  const { text, labels } = await askedReadings(here, getAsked(here).readings)
  return { text, keyboard: pairs(labels.map((label, reading) => key(label, segments.askedRead, { number, reading }))) }
}

async function countCard(here: Here, number: number): Promise<Shown> {
  const { countCards: words, segmentCards } = here.t
  const criterion = criterionOf(here)
  const evaluation = evaluationOf(here)
  const [counted, notes, doubt] = await Promise.all([
    countBesideEveryone(here, criterion, evaluation),
    notesOf(here, criterion),
    doubtOf(here, criterion),
  ])
  const figures =
    counted === null
      ? figureLines(null, evaluation, here.language)
      : (guessLines(counted, evaluation, here.language) ??
        words.figures(counted.people, counted.everyone, counted.reachable))
  const noted = noteLines(notes, exactly(counted), here.language)
  const said = quote(shorten(describeCriterion(criterion, here.language, findNames(here.db)), DESCRIPTION))
  const byButtons = [key(words.changeByButtons, segments.askedChange, { number })]
  if (doubt !== null) {
    const keys = doubt.instead.map(({ label }, instead) => key(label, segments.askedInstead, { number, instead }))
    return {
      text: lines([...doubt.lines, '', said, figures, ...noted.lines]),
      keyboard: [...pairs(keys), byButtons],
    }
  }
  const corrections: Key[] = noted.bring ? [bringOrders(here)] : []
  if (noted.unlinked) corrections.push(key(words.onlyLinked, segments.askedLinked, { number }))
  corrections.push(...watchKeys(here, noted))
  if (noted.later) corrections.push(key(words.leaveOut, segments.askedEarlier, { number }))
  return {
    text: lines([figures, '', said, ...noted.lines]),
    keyboard: [
      ...pairs(corrections),
      [
        key(segmentCards.who, segments.askedPeople, { number, page: 0 }),
        key(segmentCards.save, segments.askedSave, { number }),
      ],
      [key(segmentCards.write, segments.askedWrite, { number })],
      byButtons,
    ],
  }
}
