import { z } from 'zod'
import { readEntries } from '../../../segments/list/entry.js'
import { findEntries } from '../../../segments/list/found.js'
import {
  changeList,
  changeListAtOnce,
  LIST_CHANGES,
  type ListDifference,
  previewList,
} from '../../../segments/list/list-change.js'
import { getSegment } from '../../../segments/segment.js'
import { lines, type Piece } from '../../../text/rich.js'
import { type Key, key } from '../../card.js'
import type { Here } from '../../here.js'
import { again, deed, type Entry, type Go, go, say, saying, screen, takes } from '../../screen.js'
import { findSetting, saveSetting } from '../../settings.js'
import { ofSegment } from '../segment-guards.js'
import { segments } from '../segments/addresses.js'
import { analysis } from './addresses.js'
import { missingLines, rowsOf } from './typed-people.js'

/**
 * Whom a list is to be changed by. `agreed`: it is being done, a few people at a time. `number` is that of the question, so
 * that an older card confirms nothing.
 */
const pendingSchema = z.object({
  number: z.int(),
  segment: z.int(),
  change: z.enum(LIST_CHANGES),
  people: z.array(z.int()),
  agreed: z.boolean().default(false),
})

type Pending = z.infer<typeof pendingSchema>
type Change = Pick<Pending, 'change' | 'people'>
type Wanted = Change & { difference: ListDifference; report: Piece[] }

/** What is done keeps nobody's ids. */
const NOTHING: Omit<Pending, 'number'> = { segment: 0, change: 'add', people: [], agreed: false }

const keyOf = (adminId: number) => `list_change:${adminId}`

/** Adding people to a fixed list, taking some out, and putting others in place of all. */
export const listChangePlaces: Entry[] = ofSegment([
  screen(
    analysis.changeList,
    async (here, { id, change: number }) => {
      const change = LIST_CHANGES[number]
      const { kind, name } = getSegment(here.db, id)
      if (kind !== 'list' || change === undefined) return go(segments.open, { id, page: 0 })
      const { before } = await previewList(here.db, id, 'add', [])
      return { text: here.t.analysisCards.askChange[change](name, before), keyboard: [back(here, id)] }
    },
    {
      words: takes({
        async look(doing, { values: { id, change: number }, said }) {
          const { analysisCards: words } = doing.t
          const change = LIST_CHANGES[number] ?? 'add'
          const rows = await rowsOf(doing, said.message)
          if (rows === null) return again(words.listUnread)
          const { people, missing } = await findEntries(doing.db, await readEntries(rows))
          const left = await missingLines(doing, missing)
          if (people.length === 0) return again(lines([words.nobodyToChange, ...left]))
          const difference = await previewList(doing.db, id, change, people)
          const report = [words.found(people.length), ...left]
          return difference.added + difference.gone === 0
            ? told(id, report, words.unchanged(difference.before))
            : { change, people, difference, report }
        },
        do(doing, { values: { id } }, { change, people, difference, report }: Wanted) {
          // Adding loses nothing: it is done, and said.
          if (change === 'add') carry(doing, { segment: id, change, people })
          const number = change === 'add' ? 0 : keep(doing, { segment: id, change, people, agreed: false })
          return change === 'add'
            ? told(id, report, doing.t.analysisCards.changed(difference))
            : go(analysis.askChange, { id, number }, lines(report))
        },
        after: carryOut,
      }),
    },
  ),

  screen(
    analysis.changed,
    (here, { id }, note) => ({
      text: lines([here.t.analysisCards.changeTitle(getSegment(here.db, id).name), note]),
      keyboard: [[key(here.t.segmentCards.write, segments.write, { id })], back(here, id)],
    }),
    { note: 'own', costly: true },
  ),

  screen(
    analysis.askChange,
    async (here, { id, number }, note) => {
      const { analysisCards: words } = here.t
      const pending = findPending(here, id, number)
      if (pending === null) return go(segments.open, { id, page: 0 })
      const difference = await previewList(here.db, id, pending.change, pending.people)
      const { added, gone } = difference
      return {
        text: lines([
          words.changeTitle(getSegment(here.db, id).name),
          ...(note === null ? [] : [note, '']),
          words.wouldChange(difference),
        ]),
        keyboard: [back(here, id), [key(words.applyChange(added, gone), analysis.applyChange, { id, number })]],
      }
    },
    { note: 'own', costly: true },
  ),

  deed(analysis.applyChange, {
    async look(doing, { id, number }) {
      const pending = findPending(doing, id, number)
      if (pending === null) return say(doing.t.analysisCards.changeOver)
      const difference = await previewList(doing.db, id, pending.change, pending.people)
      return { pending, difference }
    },
    do(doing, { id }, { pending, difference }: { pending: Pending; difference: ListDifference }) {
      carry(doing, pending)
      return saying(go(segments.open, { id, page: 0 }), doing.t.analysisCards.changed(difference))
    },
    after: carryOut,
  }),
])

function told(id: number, report: readonly Piece[], state: string): Go {
  return go(analysis.changed, { id }, lines([...report, '', state]))
}

function back({ t }: Here, id: number): Key[] {
  return [key(t.admin.back, segments.open, { id, page: 0 })]
}

/** What was asked under this number and has not been answered. */
function findPending({ db, me }: Here, id: number, number: number): Pending | null {
  const pending = findSetting(db, keyOf(me), pendingSchema)
  return pending?.number === number && pending.segment === id && !pending.agreed ? pending : null
}

function keep(here: Here, pending: Omit<Pending, 'number'>): number {
  const number = (findSetting(here.db, keyOf(here.me), pendingSchema)?.number ?? 0) + 1
  save(here, { ...pending, number })
  return number
}

function save({ db, me }: Here, pending: Pending): void {
  saveSetting(db, keyOf(me), pendingSchema, pending)
}

/** Does what was agreed to with the deed itself; of more people than one commit may hold it is agreed here, and done then. */
function carry(here: Here, { segment, change, people }: Omit<Pending, 'number' | 'agreed'>): void {
  const done = changeListAtOnce(here.db, segment, change, people, here.at)
  keep(here, done ? NOTHING : { segment, change, people, agreed: true })
}

/** Does what was agreed to; once that is done, a later run changes nothing. */
async function carryOut(here: Here): Promise<void> {
  const pending = findSetting(here.db, keyOf(here.me), pendingSchema)
  if (pending?.agreed !== true) return
  const { number, segment, change, people } = pending
  await changeList(here.db, segment, change, people, here.at)
  await here.db.group(() => save(here, { ...NOTHING, number }))
}
