import type { Composer } from 'grammy'
import { AppError } from '../../../errors.js'
import { languageSql } from '../../../segments/column.js'
import type { Leaf } from '../../../segments/criterion.js'
import { count, type Language, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { type Key, key, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { pageRow } from '../page.js'
import { onSketch, outdated } from './builder.js'
import { changeLeaf, conditionGone, KINDS, showCondition } from './condition.js'
import { adminOf, type SegmentDeps } from './deps.js'
import { flow, pagesOf } from './label.js'
import { builderPress, conditionPress, premiumPress, tickPress, valuesPress } from './presses.js'
import { changeSketch, dropPart, findLeaf, findPart, putPart, type Sketch } from './sketch.js'

type ValueKind = 'language' | 'source'

/** A value that people have: `number` stands for it in a button. */
type Value = { value: string; number: number; people: number }

const SIZE = 8
const MOST_VALUES = 100
const LABEL = 36
const CHOSEN = 1_000

/** Languages and sources to tick, and whether they have Premium. */
export function valuesScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  onSketch(deps, composer, valuesPress, (ctx, sketch, { id, kind, page }) =>
    showKindOfValues(deps, ctx, sketch, { id, kind, page }),
  )

  onSketch(deps, composer, premiumPress, async (ctx, sketch, { id, value }) => {
    const changed = await changeLeaf(deps, ctx, { sketch: sketch.number, id }, leaf =>
      leaf === null || leaf.leaf === 'premium' ? { leaf: 'premium', value: value === 1 } : null,
    )
    if (changed !== null) await showCondition(deps, ctx, changed, id)
  })

  onSketch(deps, composer, tickPress, async (ctx, sketch, { id, kind: which, value: number, on, page }) => {
    const kind = KINDS[which]
    if (kind !== 'language' && kind !== 'source') return outdated(ctx)
    const value = kind === 'language' ? languageOf(number) : sourceOf(deps, number)
    if (value === null) return conditionGone(ctx)
    const changed = await deps.db.group(() =>
      changeSketch(deps.db, adminOf(ctx), sketch.number, sketch => tick(sketch, { id, kind, value, on: on === 1 })),
    )
    if (changed === null) return conditionGone(ctx)
    return showValues(deps, ctx, changed, { id, kind, page })
  })
}

/** Ticks or unticks a value. The first tick makes the condition, taking the last one away removes it. */
function tick(
  sketch: Sketch,
  { id, kind, value, on }: { id: number; kind: ValueKind; value: string; on: boolean },
): Sketch | null {
  const part = findPart(sketch, id)
  const leaf = findLeaf(sketch, id)
  if (part !== null && leaf?.leaf !== kind) return null
  const others = leaf?.leaf === kind ? leaf.values.filter(known => known !== value) : []
  const values = on ? [...others, value] : others
  if (values.length > MOST_VALUES) throw new AppError('criterion_too_large', { limit: MOST_VALUES })
  if (values.length === 0) return dropPart(sketch, id)
  return putPart(sketch, id, { negated: part?.negated ?? false, inside: { leaf: kind, values } })
}

/** Shows what there is to choose for a condition of this kind (its place in `KINDS`). */
export async function showKindOfValues(
  deps: SegmentDeps,
  ctx: BotContext,
  sketch: Sketch,
  { id, kind: which, page }: { id: number; kind: number; page: number },
): Promise<void> {
  const kind = KINDS[which]
  if (kind === 'premium') return showPremium(ctx, sketch, id)
  if (kind === 'language' || kind === 'source') return showValues(deps, ctx, sketch, { id, kind, page })
  return outdated(ctx)
}

async function showPremium(ctx: BotContext, sketch: Sketch, id: number): Promise<void> {
  const { segmentCards: words, admin } = texts(ctx.language)
  const which = { sketch: sketch.number, id }
  await showCard(ctx, {
    text: lines([words.askPremium]),
    keyboard: [
      [
        key(words.premium, premiumPress, { ...which, value: 1 }),
        key(words.noPremium, premiumPress, { ...which, value: 0 }),
      ],
      [key(admin.back, conditionPress, which)],
    ],
  })
}

async function showValues(
  deps: SegmentDeps,
  ctx: BotContext,
  sketch: Sketch,
  { id, kind, page }: { id: number; kind: ValueKind; page: number },
): Promise<void> {
  const { segmentCards: words, admin } = texts(ctx.language)
  const { values, total } = await listValues(deps, kind, page)
  if (values.length === 0 && page > 0) return showValues(deps, ctx, sketch, { id, kind, page: 0 })
  const chosen = chosenOf(findLeaf(sketch, id), kind)
  const asked = kind === 'language' ? words.askLanguages : words.askSources
  const which = { sketch: sketch.number, id, kind: KINDS.indexOf(kind) }
  const ticks = values.map(({ value, number, people }): Key => {
    const ticked = chosen.includes(value)
    const name = kind === 'language' ? languageName(value, ctx.language) : value
    const tail = ` · ${count(people, ctx.language)}`
    const label = `${ticked ? '☑' : '☐'} ${shorten(name, LABEL - tail.length)}${tail}`
    return key(label, tickPress, { ...which, value: number, on: ticked ? 0 : 1, page })
  })
  const pages = pagesOf(page => valuesPress.data({ ...which, page }))
  const names = chosen.map(value => (kind === 'language' ? languageName(value, ctx.language) : value))
  await showCard(ctx, {
    text: lines([
      total > 0 ? asked : kind === 'language' ? words.noLanguages : words.noSources,
      ...(chosen.length === 0 ? [] : ['', words.chosen(shorten(names.join(', '), CHOSEN))]),
    ]),
    keyboard: [
      ...flow(ticks),
      ...pageRow(pages, { page, size: SIZE, total }),
      chosen.length === 0
        ? [key(admin.back, builderPress, { sketch: sketch.number })]
        : [key(admin.done, conditionPress, { sketch: sketch.number, id })],
    ],
  })
}

function chosenOf(leaf: Leaf | null, kind: ValueKind): string[] {
  return leaf?.leaf === kind ? leaf.values : []
}

/** A page of the values that people have, the most frequent first. */
async function listValues(
  deps: SegmentDeps,
  kind: ValueKind,
  page: number,
): Promise<{ values: Value[]; total: number }> {
  const value = kind === 'language' ? languageSql.text : 's.source'
  // Only what the language of segments can name.
  const usable =
    kind === 'language'
      ? "value glob '[a-z][a-z]' or value glob '[a-z][a-z][a-z]'"
      : "value <> '' and length(value) <= 256"
  const rows = await deps.db.people.rows<{ value: string; someone: number; people: number; total: number }>(
    `select value, min(id) as someone, count(*) as people, count(*) over () as total
     from (select s.id, ${value} as value from subscribers s)
     where value is not null and (${usable}) group by value order by people desc, value limit ? offset ?`,
    [SIZE, Math.max(0, page) * SIZE],
  )
  return {
    values: rows.map(({ value, someone, people }) => ({
      value,
      people,
      number: kind === 'language' ? Number.parseInt(value, 36) : someone,
    })),
    total: rows[0]?.total ?? 0,
  }
}

/** A language's code is a number to the base of 36. */
function languageOf(number: number): string | null {
  const code = number.toString(36)
  return /^[a-z]{2,3}$/.test(code) ? code : null
}

/** A source is named in a button by somebody who came by it, because a first source never changes. */
function sourceOf(deps: SegmentDeps, someone: number): string | null {
  const row = deps.db.sql<{ source: string | null }>('select source from subscribers where id = ?').get(someone)
  return row?.source ?? null
}

/** "Russian", with a capital whatever the language's custom, because it stands alone on a button. */
function languageName(code: string, language: Language): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(code) ?? code
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}
