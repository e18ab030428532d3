import { describeCriterion, findNames } from '../../../../segments/describe.js'
import { findSegment } from '../../../../segments/segment.js'
import { shorten } from '../../../../text/format.js'
import { lines, type Piece } from '../../../../text/rich.js'
import { BESIDE, type Key, key, pairs } from '../../../card.js'
import type { Here } from '../../../here.js'
import { deed, type Entry, go, type Shown, screen } from '../../../screen.js'
import { pageRow, pageWithin } from '../../page.js'
import { segments as places } from '../addresses.js'
import { builder } from './addresses.js'
import { sentence } from './sentence.js'
import { sizeLines } from './size.js'
import { editSketch, openSketch, type Sketch } from './sketch.js'
import {
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
} from './tree.js'

/** Telegram takes 4,096 characters: twenty conditions and what stands around them fit. */
const PHRASE = 130
const ONLY_PHRASE = 1_000
/** How many conditions stand on one page. */
const PAGE = 20

/** The conditions of the sketch or of a group in it, and how many people that makes. */
export const levelPlaces: Entry[] = [
  screen(builder.sketch, (here, { sketch }) => levelCard(here, openSketch(here, sketch), ROOT, 0), {
    words: sentence(() => ({ group: ROOT, whole: false })),
  }),

  screen(builder.level, (here, { sketch, group, page }) => levelCard(here, openSketch(here, sketch), group, page), {
    words: sentence(({ group }) => ({ group, whole: false })),
  }),

  deed(builder.join, (doing, { sketch, group, any }) => {
    editSketch(doing, sketch, sketch =>
      editGroup(sketch, group, ({ parts }) => ({ parts, join: any === 1 ? 'any' : 'all' })),
    )
    return go(builder.level, { sketch, group, page: 0 })
  }),
]

/** @param wanted the group; the sketch itself is shown where that is gone */
async function levelCard(here: Here, sketch: Sketch, wanted: number, asked: number): Promise<Shown> {
  const { segmentCards: words, segments } = here.t
  const { number } = sketch
  const found = findGroup(sketch, wanted)
  const [id, group]: [number, Group] = found === null ? [ROOT, sketch] : [wanted, found]
  const parts = group.parts.filter(({ body }) => !isBlank(body))
  const several = parts.length > 1
  const page = pageWithin(asked, { size: PAGE, total: parts.length })
  const shown = parts
    .slice(page * PAGE, (page + 1) * PAGE)
    .map((part, i) => ({ part, n: page * PAGE + i + 1, phrase: phraseOf(here, part, parts.length) }))
  const phrases = shown.map(({ n, phrase }) => (several ? `${n}. ${phrase}` : phrase))
  const join = group.join === 'all' ? segments.allOf : segments.anyOf
  const buttons = shown.map(({ part, n, phrase }) => {
    const into = isGroup(part.body) ? '⤵ ' : ''
    const label = shorten(`${n}. ${into}${phrase}`.replace(/\s+/gu, ' '), BESIDE)
    return into === ''
      ? key(label, builder.condition, { sketch: number, id: part.id })
      : key(label, builder.level, { sketch: number, group: part.id, page: 0 })
  })
  const add = key(words.addCondition, builder.kinds, { sketch: number, group: id })
  const switched = key(group.join === 'all' ? words.toAny : words.toAll, builder.join, {
    ...{ sketch: number, group: id },
    any: group.join === 'all' ? 1 : 0,
  })
  const size = await sizeLines(here, sketch)
  return {
    text: lines([
      titleOf(here, sketch, id),
      '',
      ...(parts.length === 0 ? [words.noConditions, '', words.typeHint] : [...(several ? [join] : []), ...phrases]),
      ...(size.lines.length === 0 ? [] : ['', ...size.lines]),
    ]),
    keyboard: [
      ...pairs(buttons),
      ...pageRow(page => builder.level.data({ sketch: number, group: id, page }), {
        ...{ page, size: PAGE },
        total: parts.length,
      }),
      several ? [add, switched] : [add],
      ...pairs(size.keys),
      ...(id === ROOT ? footOf(here, sketch, size.doubtful) : groupFoot(here, sketch, id)),
    ],
  }
}

function titleOf(here: Here, sketch: Sketch, id: number): Piece {
  const { segmentCards: words } = here.t
  if (id !== ROOT) return words.groupTitle(findPart(sketch, id)?.negated ?? false)
  const saved = sketch.segmentId === null ? null : findSegment(here.db, sketch.segmentId)
  return saved === null ? words.newTitle : words.changeTitle(saved.name)
}

/** What can be done with a group. */
function groupFoot(here: Here, sketch: Sketch, id: number): Key[][] {
  const { segmentCards: words } = here.t
  const which = { sketch: sketch.number, id }
  return [
    [
      key(words.not, builder.not, { ...which, on: findPart(sketch, id)?.negated === true ? 0 : 1 }),
      key(words.drop, builder.drop, which),
    ],
    [key(words.conditions, builder.level, { sketch: sketch.number, group: parentOf(sketch, id), page: 0 })],
  ]
}

/** What can be done with the whole. */
function footOf(here: Here, sketch: Sketch, doubtful: boolean): Key[][] {
  const { segmentCards: words, admin } = here.t
  const { number, segmentId, offerId } = sketch
  const back =
    segmentId === null
      ? key(admin.back, places.add, { offer: offerId ?? 0 })
      : key(admin.back, places.open, { id: segmentId, page: 0 })
  const type = key(words.typeIt, builder.type, { sketch: number, group: ROOT })
  const text = key(words.asText, builder.text, { sketch: number })
  const save = key(words.save, places.save, { sketch: number })
  if (criterionOf(sketch) === null) return [[type], [save, back]]
  if (doubtful) return [[type, text], [back]]
  const who = [key(words.who, places.sketchPeople, { sketch: number, page: 0 })]
  const write =
    offerId === null && segmentId === null ? [[key(words.write, places.sketchWrite, { sketch: number })]] : []
  return [[type, text], who, ...write, [save, back]]
}

/** A condition in words, shortened so that all of them fit on one card. */
function phraseOf(here: Here, part: Part, among: number): string {
  const criterion = criterionOfPart(part)
  if (criterion === null) return here.t.segmentCards.emptyGroup
  const phrase = describeCriterion(criterion, here.language, findNames(here.db))
  return shorten(isGroup(part.body) ? phrase.replaceAll('\n', '\n   ') : phrase, among === 1 ? ONLY_PHRASE : PHRASE)
}
