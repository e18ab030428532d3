import { AppError } from '../../../errors.js'
import { describeCriterion, findNames } from '../../../segments/describe.js'
import { checkNames } from '../../../segments/missing.js'
import { leadsToOrders } from '../../../segments/notes.js'
import { samplePeople } from '../../../segments/people/audience.js'
import { adviceFor, nameReady, READY_GROUPS, type ReadySegment, readySegments } from '../../../segments/ready.js'
import { shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, screen } from '../../screen.js'
import { peopleList } from '../cards/people-list.js'
import { beginFor } from '../drafts/begin.js'
import { countBesideEveryone, evaluationOf, figureLines, sampleLines } from '../figures.js'
import { fittingKey } from '../keys/fitting.js'
import { numberOf } from '../keys/ready.js'
import { keepForMessage } from '../named-segment.js'
import { ordersKnownLines } from '../words/orders-known.js'
import { segments } from './addresses.js'
import { builder } from './builder/addresses.js'
import { startSketch } from './builder/sketch.js'

const SAMPLE = 5
const DESCRIPTION = 1_000

/** A look into a ready-made segment before it is saved: who its people are, and the ways to keep it and to write to them. */
export const previewPlaces: Entry[] = [
  screen(
    segments.ready,
    async (here, { ready: wanted, offer }) => {
      const { segmentCards: words } = here.t
      const ready = await findReady(here, wanted)
      if (ready === null) return here.may(segments.add) ? go(segments.add, { offer }) : go(segments.list, { page: 0 })
      const context = evaluationOf(here)
      const [counted, known, sample] = await Promise.all([
        countBesideEveryone(here, ready.criterion, context),
        leadsToOrders(here.db, ready.criterion) ? ordersKnownLines(here) : [],
        samplePeople(here.db, ready.criterion, context, SAMPLE),
      ])
      const which = { ready: wanted, offer }
      return {
        text: lines([
          words.preview(nameReady(ready, here.language)),
          shorten(describeCriterion(ready.criterion, here.language, findNames(here.db)), DESCRIPTION),
          '',
          figureLines(counted, context, here.language),
          ...known,
          words.advice(adviceFor(ready, here.language)),
          '',
          sampleLines(here, sample),
        ]),
        keyboard: [
          [key(words.who, segments.readyPeople, { ...which, page: 0 })],
          [key(words.save, segments.readySave, which), key(words.change, segments.readyChange, which)],
          ...(offer === 0
            ? pairs([key(words.write, segments.readyWrite, { ready: wanted }), ...fittingKey(here, ready.key)])
            : []),
          [backOf(here, ready, offer)],
        ],
      }
    },
    { costly: true },
  ),

  ...peopleList({ list: segments.readyPeople, file: segments.readyFile }, async (here, { ready: wanted, offer }) => {
    const ready = await findReady(here, wanted)
    if (ready === null) return go(segments.ready, { ready: wanted, offer })
    const rows = [[key(here.t.admin.back, segments.ready, { ready: wanted, offer })]]
    return { name: nameReady(ready, here.language), criterion: ready.criterion, rows }
  }),

  deed(segments.readySave, {
    look: async (doing, { ready }) => checked(doing, ready),
    do: (doing, { offer }, ready) => go(segments.name, { sketch: sketchOf(doing, ready, offer) }),
  }),

  deed(segments.readyChange, {
    look: (doing, { ready }) => getReady(doing, ready),
    do: (doing, { offer }, ready) => go(builder.sketch, { sketch: sketchOf(doing, ready, offer) }),
  }),

  deed(segments.readyWrite, {
    look: async (doing, { ready }) => checked(doing, ready),
    do: (doing, _, ready) =>
      beginFor(doing, keepForMessage(doing, ready.criterion, nameReady(ready, doing.language)).id),
  }),
]

async function findReady(here: Here, wanted: number): Promise<ReadySegment | null> {
  const all = await readySegments(here.db, evaluationOf(here))
  return all.find(ready => numberOf(ready.key) === wanted) ?? null
}

/** @throws AppError `segment_not_found` where it is ready no more */
async function getReady(here: Here, wanted: number): Promise<ReadySegment> {
  const ready = await findReady(here, wanted)
  if (ready === null) throw new AppError('segment_not_found')
  return ready
}

/** The same, and it can be kept. @throws AppError `name_nobody_has` */
async function checked(here: Here, wanted: number): Promise<ReadySegment> {
  const ready = await getReady(here, wanted)
  await checkNames(here.db, ready.criterion)
  return ready
}

function sketchOf({ db, me, language }: Here, ready: ReadySegment, offer: number): number {
  const { criterion } = ready
  return startSketch(db, me, { segmentId: null, offerId: offer || null, name: nameReady(ready, language), criterion })
    .number
}

function backOf(here: Here, { group }: ReadySegment, offer: number): Key {
  const { back } = here.t.admin
  if (!here.may(segments.add)) return key(back, segments.list, { page: 0 })
  return group === 'now'
    ? key(back, segments.add, { offer })
    : key(back, segments.readyGroup, { group: READY_GROUPS.indexOf(group), offer })
}
