import { AppError } from '../../../../errors.js'
import type { Criterion } from '../../../../segments/criterion.js'
import { describeCriterion, findNames } from '../../../../segments/describe.js'
import { entriesLike } from '../../../../segments/kinds/buttons.js'
import type { Entry as KindEntry } from '../../../../segments/kinds/slot.js'
import { code, lines, type Rich } from '../../../../text/rich.js'
import type { Values } from '../../../address.js'
import { key, pairs } from '../../../card.js'
import type { Here } from '../../../here.js'
import { again, type Doing, deed, type Entry, type Go, go, pass, screen, takes, type Words } from '../../../screen.js'
import { doubtOf, type Instead } from '../doubt.js'
import { askedFragments, askedReadings } from '../readings.js'
import { understand } from '../sentence.js'
import { builder } from './addresses.js'
import { entryKey } from './entries.js'
import { editSketch, findOpenSketch, openSketch, type Sketch, type Unclear } from './sketch.js'
import { addCriterion, criterionOf, findGroup, ROOT, withCriterion } from './tree.js'

/** A sentence this long still fits on a card that shows it. */
const TEXT = 3_500

/** Where a sentence goes: beside the conditions of a group, or (`whole`) in place of all there is. */
type Where = Pick<Unclear, 'group' | 'whole'>

/** What a sentence came to. */
type Taken = Where & ({ criterion: Criterion } | { said: Unclear['said'] })

/** Conditions that are typed, or copied out as text. */
export const sentencePlaces: Entry[] = [
  screen(
    builder.type,
    (here, { sketch, group }) => {
      const { segmentCards: words, admin } = here.t
      openSketch(here, sketch)
      return {
        text: lines([words.askSentence, '', ...words.sentences.map(code)]),
        keyboard: [[key(admin.back, builder.level, { sketch, group, page: 0 })]],
      }
    },
    { words: sentence(({ group }) => ({ group, whole: false })) },
  ),

  screen(
    builder.text,
    (here, { sketch }) => {
      const { segmentCards: words, admin } = here.t
      const criterion = criterionOf(openSketch(here, sketch))
      const text = criterion === null ? '' : describeCriterion(criterion, here.language, findNames(here.db))
      const fits = text !== '' && text.length <= TEXT
      return {
        text: lines([fits ? words.asTextTitle : words.textTooLong, '', ...(fits ? [code(text)] : [])]),
        keyboard: [[key(admin.back, builder.level, { sketch, group: ROOT, page: 0 })]],
      }
    },
    { words: sentence(() => ({ group: ROOT, whole: true })) },
  ),

  // What a sentence may mean, or why it cannot be taken; nothing is added before one is chosen.
  screen(
    builder.unclear,
    async (here, { sketch: number }) => {
      const sketch = openSketch(here, number)
      const meant = sketch.unclear === null ? null : await meanings(here, sketch.unclear.said)
      const back = { sketch: number, group: levelOf(sketch.unclear), page: 0 }
      if (meant === null) return go(builder.level, back)
      return {
        text: meant.text,
        keyboard: [
          ...pairs(meant.instead.map(({ label }, reading) => key(label, builder.reading, { sketch: number, reading }))),
          ...pairs(meant.entries.map(entry => entryKey(entry, sketch, back.group, here.language))),
          [
            key(here.t.segmentCards.byButtons, builder.kinds, { sketch: number, group: back.group }),
            key(here.t.admin.back, builder.level, back),
          ],
        ],
      }
    },
    { words: sentence((_values, { unclear }) => unclear ?? { group: ROOT, whole: false }) },
  ),

  deed(builder.reading, {
    async look(doing, { sketch, reading }) {
      const { unclear } = openSketch(doing, sketch)
      const meant = unclear === null ? null : await meanings(doing, unclear.said)
      const chosen = meant?.instead[reading]
      if (unclear === null || chosen === undefined) throw new AppError('condition_gone')
      return surely(doing, unclear, chosen.criterion)
    },
    do: (doing, { sketch }, taken) => keep(doing, sketch, taken),
  }),
]

/** Takes a sentence that is typed to a screen of the sketch. @param where it goes */
export function sentence<Field extends string>(
  where: (values: Values<Field | 'sketch'>, sketch: Sketch) => Where,
): Words<Field | 'sketch'> {
  return takes({
    look(doing, { values, said }) {
      const sketch = findOpenSketch(doing, values.sketch)
      if (sketch === null) return pass
      return said.text === '' ? again(doing.t.asked.condition) : taken(doing, where(values, sketch), said.text)
    },
    do: (doing, { values }, taken) => keep(doing, values.sketch, taken),
  })
}

/** What a typed sentence comes to. */
export async function taken(here: Here, where: Where, words: string): Promise<Taken> {
  const understood = understand(here, words)
  return understood.kind === 'read' ? surely(here, where, understood.criterion) : { ...where, said: { words } }
}

/** The criterion, unless it has names that nobody has. */
async function surely(here: Here, { group, whole }: Where, criterion: Criterion): Promise<Taken> {
  const doubt = await doubtOf(here, criterion)
  return { group, whole, ...(doubt === null ? { criterion } : { said: { criterion } }) }
}

/** Puts in what was typed; what can mean several things, or nothing, is asked about. A group that is gone leaves the outermost one. */
export function keep(doing: Doing, number: number, taken: Taken): Go {
  const { group, whole } = taken
  if ('said' in taken) {
    editSketch(doing, number, sketch => ({ ...sketch, unclear: taken }))
    return go(builder.unclear, { sketch: number })
  }
  editSketch(doing, number, before => {
    const sketch = { ...before, unclear: null }
    return whole
      ? withCriterion(sketch, taken.criterion)
      : addCriterion(sketch, findGroup(sketch, group) === null ? ROOT : group, taken.criterion)
  })
  return go(builder.level, { sketch: number, group: levelOf(taken), page: 0 })
}

function levelOf(where: Where | null): number {
  return where === null || where.whole ? ROOT : where.group
}

/** What a sentence may mean: other sentences, or conditions that are called so. */
type Meanings = { text: Rich; instead: Instead[]; entries: KindEntry[] }

const MOST_ENTRIES = 6

/** What was typed, explained, and what it may mean; null where it can be taken as it is. */
async function meanings(here: Here, said: Unclear['said']): Promise<Meanings | null> {
  const understood = 'words' in said ? understand(here, said.words) : ({ kind: 'read', ...said } as const)
  if (understood.kind === 'mistake') {
    const entries = 'words' in said ? entriesLike(said.words).slice(0, MOST_ENTRIES) : []
    const rest = await askedFragments(here, understood.fragments)
    const fragments = understood.fragments.map(({ criterion }, i) => ({ label: rest.labels[i] ?? '', criterion }))
    return {
      text: lines([understood.explained, ...rest.lines]),
      ...{ instead: [...fragments, ...understood.instead], entries },
    }
  }
  if (understood.kind === 'readings') {
    const { text, labels } = await askedReadings(here, understood.readings)
    const instead = understood.readings.map((criterion, i) => ({ label: labels[i] ?? '', criterion }))
    return { text, instead, entries: [] }
  }
  const doubt = await doubtOf(here, understood.criterion)
  return doubt === null ? null : { text: lines(doubt.lines), instead: doubt.instead, entries: [] }
}
