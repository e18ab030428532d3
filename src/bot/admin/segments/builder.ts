import type { Composer } from 'grammy'
import type { Criterion } from '../../../segments/criterion.js'
import { describeCriterion, findNames } from '../../../segments/describe.js'
import { findSegment } from '../../../segments/segment.js'
import { shorten } from '../../../text/format.js'
import { type Texts, texts } from '../../../text/index.js'
import { lines, type Piece } from '../../../text/rich.js'
import { type Card, type Key, key, pairs } from '../../card.js'
import type { BotContext } from '../../context.js'
import { pageRow } from '../page.js'
import {
  asTextPress,
  builderPress,
  conditionPress,
  dropPress,
  earlierPress,
  joinPress,
  kindsPress,
  levelPress,
  newPress,
  notPress,
  onlyLinkedPress,
  savePress,
  segmentPress,
  sketchInsteadPress,
  sketchPeoplePress,
  sketchWritePress,
  typePress,
} from './addresses.js'
import { conditionGone, onSketch, outdated, present } from './board.js'
import { adminOf, type SegmentDeps } from './deps.js'
import { doubtOf } from './doubt.js'
import { countBesideEveryone, evaluationOf, exactly, guessLines } from './figures.js'
import { pagesOf } from './label.js'
import { earlierThan, LINKED, noteLines, notesOf } from './notes.js'
import {
  changeSketch,
  criterionOf,
  criterionOfPart,
  editGroup,
  findGroup,
  findPart,
  type Group,
  isBlank,
  isGroup,
  type Part,
  parentOf,
  ROOT,
  restrict,
  type Sketch,
  withCriterion,
} from './sketch.js'

const BUTTON = 18
/** Telegram takes 4,096 characters: twenty conditions and what stands around them fit. */
const PHRASE = 130
const ONLY_PHRASE = 1_000
/** How many conditions stand on one page. */
const PAGE = 20

/** The builder's own cards: the conditions of the sketch or of a group in it, and how many people that makes. */
export function builderScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  onSketch(deps, composer, builderPress, (ctx, sketch) => showBuilder(deps, ctx, sketch))

  onSketch(deps, composer, levelPress, (ctx, sketch, { group, page }) => showLevel(deps, ctx, sketch, group, page))

  onSketch(deps, composer, joinPress, (ctx, { number }, { group, any }) =>
    change(
      deps,
      ctx,
      number,
      sketch => editGroup(sketch, group, ({ parts }) => ({ parts, join: any === 1 ? 'any' : 'all' })),
      group,
    ),
  )

  onSketch(deps, composer, sketchInsteadPress, async (ctx, sketch, { instead }) => {
    const criterion = criterionOf(sketch)
    const doubt = criterion === null ? null : await doubtOf(deps, ctx, criterion)
    const chosen = doubt?.instead[instead]
    if (chosen === undefined) return conditionGone(ctx)
    await change(deps, ctx, sketch.number, sketch => withCriterion(sketch, chosen.criterion))
  })

  onSketch(deps, composer, onlyLinkedPress, (ctx, { number }) =>
    change(deps, ctx, number, sketch => restrict(sketch, LINKED)),
  )

  onSketch(deps, composer, earlierPress, (ctx, { number }) =>
    change(deps, ctx, number, sketch => {
      const criterion = criterionOf(sketch)
      const earlier = criterion === null ? null : earlierThan(deps, ctx, criterion)
      return earlier === null ? sketch : restrict(sketch, earlier)
    }),
  )
}

/** Changes the sketch and shows it, or one of its groups. */
export async function change(
  deps: SegmentDeps,
  ctx: BotContext,
  number: number,
  how: (sketch: Sketch) => Sketch,
  group = ROOT,
): Promise<void> {
  const changed = await deps.db.group(() => changeSketch(deps.db, adminOf(ctx), number, how))
  await (changed === null ? outdated(ctx) : showLevel(deps, ctx, changed, group))
}

/** Shows the sketch where the button was pressed, or under what was typed. */
export function showBuilder(deps: SegmentDeps, ctx: BotContext, sketch: Sketch): Promise<void> {
  return showLevel(deps, ctx, sketch, ROOT)
}

/** Shows a group of the sketch; the sketch itself where the group is gone. */
export async function showLevel(
  deps: SegmentDeps,
  ctx: BotContext,
  sketch: Sketch,
  wanted: number,
  page = 0,
): Promise<void> {
  const group = findGroup(sketch, wanted)
  const card = await levelCard(deps, ctx, sketch, { id: group === null ? ROOT : wanted, group: group ?? sketch, page })
  await present(deps, ctx, sketch, card, { what: 'add', id: group === null ? ROOT : wanted })
}

async function levelCard(
  deps: SegmentDeps,
  ctx: BotContext,
  sketch: Sketch,
  { id, group, page: wanted }: { id: number; group: Group; page: number },
): Promise<Card> {
  const { segmentCards: words, segments } = texts(ctx.language)
  const { number } = sketch
  const parts = group.parts.filter(({ body }) => !isBlank(body))
  const several = parts.length > 1
  const page = Math.max(0, Math.min(wanted, Math.ceil(parts.length / PAGE) - 1))
  const shown = parts
    .slice(page * PAGE, (page + 1) * PAGE)
    .map((part, i) => ({ part, n: page * PAGE + i + 1, phrase: phraseOf(deps, ctx, part, parts.length) }))
  const phrases = shown.map(({ n, phrase }) => (several ? `${n}. ${phrase}` : phrase))
  const join = group.join === 'all' ? segments.allOf : segments.anyOf
  const buttons = shown.map(({ part, n, phrase }) => {
    const into = isGroup(part.body) ? '⤵ ' : ''
    const label = shorten(`${n}. ${into}${phrase}`.replace(/\s+/gu, ' '), BUTTON)
    return into === ''
      ? key(label, conditionPress, { sketch: number, id: part.id })
      : key(label, levelPress, { sketch: number, group: part.id, page: 0 })
  })
  const add = key(words.addCondition, kindsPress, { sketch: number, group: id })
  const turn = key(group.join === 'all' ? words.toAny : words.toAll, joinPress, {
    ...{ sketch: number, group: id },
    any: group.join === 'all' ? 1 : 0,
  })
  const counted = await countLines(deps, ctx, sketch)
  const pages = pagesOf(page => levelPress.data({ sketch: number, group: id, page }))
  return {
    text: lines([
      titleOf(deps, ctx, sketch, id),
      '',
      ...(parts.length === 0 ? [words.noConditions, '', words.typeHint] : [...(several ? [join] : []), ...phrases]),
      ...(counted.lines.length === 0 ? [] : ['', ...counted.lines]),
    ]),
    keyboard: [
      ...pairs(buttons),
      ...pageRow(pages, { page, size: PAGE, total: parts.length }),
      several ? [add, turn] : [add],
      ...pairs(counted.keys),
      ...footOf(sketch, id, counted.doubtful, texts(ctx.language)),
    ],
  }
}

function titleOf(deps: SegmentDeps, ctx: BotContext, sketch: Sketch, id: number): Piece {
  const { segmentCards: words } = texts(ctx.language)
  if (id !== ROOT) return words.groupTitle(findPart(sketch, id)?.negated ?? false)
  const saved = sketch.segmentId === null ? null : findSegment(deps.db, sketch.segmentId)
  return saved === null ? words.newTitle : words.changeTitle(saved.name)
}

/** What can be done with the whole group. */
function footOf(sketch: Sketch, id: number, doubtful: boolean, { segmentCards: words, admin }: Texts): Key[][] {
  const { number, segmentId, offerId } = sketch
  if (id !== ROOT) {
    const negated = findPart(sketch, id)?.negated ?? false
    return [
      [
        key(words.not, notPress, { sketch: number, id, on: negated ? 0 : 1 }),
        key(words.drop, dropPress, { sketch: number, id }),
      ],
      [key(words.conditions, levelPress, { sketch: number, group: parentOf(sketch, id), page: 0 })],
    ]
  }
  const back =
    segmentId === null
      ? key(admin.back, newPress, { offer: offerId ?? 0 })
      : key(admin.back, segmentPress, { id: segmentId, page: 0 })
  const type = key(words.typeIt, typePress, { sketch: number, group: id })
  const text = key(words.asText, asTextPress, { sketch: number })
  const save = key(words.save, savePress, { sketch: number })
  if (criterionOf(sketch) === null) return [[type], [save, back]]
  if (doubtful) return [[type, text], [back]]
  const who = [key(words.who, sketchPeoplePress, { sketch: number, page: 0 })]
  const write = offerId === null && segmentId === null ? [[key(words.write, sketchWritePress, { sketch: number })]] : []
  return [[type, text], who, ...write, [save, back]]
}

/** A condition in words, shortened so that all of them fit on one card. */
function phraseOf(deps: SegmentDeps, ctx: BotContext, part: Part, among: number): string {
  const criterion = criterionOfPart(part)
  if (criterion === null) return texts(ctx.language).segmentCards.emptyGroup
  const phrase = describeCriterion(criterion, ctx.language, findNames(deps.db))
  return shorten(isGroup(part.body) ? phrase.replaceAll('\n', '\n   ') : phrase, among === 1 ? ONLY_PHRASE : PHRASE)
}

/**
 * What the sketch comes to, what that rests on, and the buttons that mend it. Nothing while it has no condition.
 * `doubtful`: it names what nobody has, and no offer may go out by it.
 */
export async function countLines(
  deps: SegmentDeps,
  ctx: BotContext,
  sketch: Sketch,
): Promise<{ lines: Piece[]; keys: Key[]; doubtful: boolean }> {
  const { segmentCards: words, countCards } = texts(ctx.language)
  const criterion: Criterion | null = criterionOf(sketch)
  if (criterion === null) return { lines: [], keys: [], doubtful: false }
  const [counted, notes, doubt] = await Promise.all([
    countBesideEveryone(deps, criterion, evaluationOf(ctx, deps)),
    notesOf(deps, ctx, criterion),
    doubtOf(deps, ctx, criterion),
  ])
  const which = { sketch: sketch.number }
  const doubts = doubt?.lines ?? []
  const mends = (doubt?.instead ?? []).map(({ label }, instead) =>
    key(label, sketchInsteadPress, { ...which, instead }),
  )
  const doubtful = doubt !== null
  if (counted === null) return { lines: [...doubts, words.tooLong], keys: mends, doubtful }
  const noted = noteLines(notes, exactly(counted), ctx)
  const figures =
    guessLines(counted, evaluationOf(ctx, deps), ctx.language) ??
    words.ofEveryone(counted.people, counted.everyone, counted.reachable)
  return {
    doubtful,
    lines: [...doubts, figures, ...noted.lines],
    keys: [
      ...mends,
      ...(noted.unlinked ? [key(countCards.onlyLinked, onlyLinkedPress, which)] : []),
      ...(noted.later ? [key(countCards.leaveOut, earlierPress, which)] : []),
    ],
  }
}
