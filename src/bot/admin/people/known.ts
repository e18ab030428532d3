import type { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { z } from 'zod'
import { type Attribute, builtInKey, getAttribute, listAttributes } from '../../../audience/attribute.js'
import { type City, cityById, keptName, namesakes } from '../../../audience/town.js'
import {
  claimsOf,
  forgetValues,
  type KnownValue,
  type Recorded,
  recordValues,
  valuesOf,
  withdrawValues,
} from '../../../audience/value.js'
import { countryOf } from '../../../audience/whereabouts.js'
import { unreachable } from '../../../errors.js'
import { count, date, type Language, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece } from '../../../text/rich.js'
import { type Card, key, moveCard, pairs, sendCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress, stopClock } from '../../press.js'
import { nameOf } from '../../team.js'
import { townLabel, valueWords } from '../../value-words.js'
import { type Answered, ask, type Topics, topic } from '../ask.js'
import { fieldName } from '../fields/label.js'
import { wordsIn } from '../words.js'
import { presses } from './addresses.js'
import { back, getPerson, mayChange, type PeopleDeps, personName, turnPages } from './card.js'
import { placeAsked } from './question.js'

const TOPIC = 'person_value'
const recordedShape = z.object({ kind: z.string() })
const recordedSchema = z.custom<Recorded>(value => recordedShape.safeParse(value).success)
const SIZE = 6
const TOWN_SHOWN = 40

/** What is known of somebody, one field after another; corrected by a typed value, or forgotten. */
export function knownFeature(deps: PeopleDeps, composer: Composer<BotContext>): void {
  const { db } = deps
  onPress(composer, presses.fields, (ctx, { id, page }) => showCard(ctx, fieldsCard(deps, ctx, id, page)))
  onPress(composer, presses.field, (ctx, { id, field }) => showCard(ctx, fieldCard(deps, ctx, id, field)))
  onPress(composer, presses.correct, async (ctx, { id, field }) => {
    const { admin, personCards: t } = texts(ctx.language)
    const attribute = getAttribute(db, field)
    const place = await showCard(ctx, {
      text: lines([
        t.valueAsked(fieldName(attribute, ctx.language), personName(getPerson(deps, id))),
        t.valueHints[attribute.type],
        attribute.options === null ? null : attribute.options.join(' · '),
      ]),
      keyboard: [[key(admin.back, presses.field, { id, field })]],
    })
    await ask(ctx, TOPIC, { id, field, place })
  })
  onPress(composer, presses.askForget, (ctx, { id, field }) => {
    const { admin, personCards: t } = texts(ctx.language)
    return showCard(ctx, {
      text: t.forgetAsked(fieldName(getAttribute(db, field), ctx.language), personName(getPerson(deps, id))),
      keyboard: [[key(admin.back, presses.field, { id, field }), key(t.forgetYes, presses.forget, { id, field })]],
    })
  })
  onPress(composer, presses.forget, async (ctx, { id, field }) => {
    await ctx.deed(() => forgetValues(db, id, getAttribute(db, field)))
    await showCard(ctx, fieldCard(deps, ctx, id, field, texts(ctx.language).personCards.done.forgotten))
  })
  onPress(composer, presses.number, async (ctx, { id, field, thousandths }) => {
    const attribute = getAttribute(db, field)
    const said = { values: [String(thousandths / 1_000)], canonical: true, ...correctedBy(ctx) }
    getPerson(deps, id)
    const recorded = await ctx.deed(recordedSchema, () => recordValues(db, id, attribute, said, ctx.at))
    const { admin, personCards: t } = texts(ctx.language)
    if (recorded.kind === 'invalid') return stopClock(ctx, admin.oldButton)
    await showCard(ctx, fieldCard(deps, ctx, id, field, t.done.corrected))
  })
  onPress(composer, presses.town, async (ctx, { id, field, city }) => {
    const town = cityById(city)
    const { admin, personCards: t } = texts(ctx.language)
    if (town === null) return stopClock(ctx, admin.oldButton)
    getPerson(deps, id)
    const attribute = getAttribute(db, field)
    const said = { values: [keptName(town)], ...correctedBy(ctx) }
    await ctx.deed(recordedSchema, () => recordValues(db, id, attribute, said, ctx.at))
    await showCard(ctx, fieldCard(deps, ctx, id, field, t.done.corrected))
  })
  onPress(composer, presses.takeBack, async (ctx, { id, field }) => {
    await ctx.deed(() => withdrawValues(db, id, getAttribute(db, field), 'corrected'))
    await showCard(ctx, fieldCard(deps, ctx, id, field, texts(ctx.language).personCards.done.takenBack))
  })
}

/** The typed value of a field. */
export function knownTopics(deps: PeopleDeps): Topics {
  const asked = z.object({ id: z.int(), field: z.int(), place: placeAsked })
  return {
    [TOPIC]: topic(asked, async (ctx, { id, field, place }, message: Message): Promise<Answered> => {
      const words = wordsIn(message)
      const { personCards: t } = texts(ctx.language)
      const attribute = getAttribute(deps.db, field)
      if (words === null) {
        await ctx.reply(t.invalid[wantedBy(attribute)])
        return 'again'
      }
      getPerson(deps, id)
      const towns = builtInKey(attribute) === 'city' ? namesakes(words, countryOf(deps.db, id)) : []
      if (towns.length > 1) {
        await sendCard(ctx, townsCard(ctx, { id, field }, words, towns))
        return 'again'
      }
      const said = { values: valuesIn(attribute, words), ...correctedBy(ctx) }
      const recorded = await ctx.deed(recordedSchema, () => recordValues(deps.db, id, attribute, said, ctx.at))
      if (recorded.kind === 'invalid') {
        if (recorded.numbers === undefined) await ctx.reply(t.invalid[recorded.why])
        else await sendCard(ctx, numbersCard(ctx, { id, field }, recorded.numbers))
        return 'again'
      }
      await moveCard(ctx, fieldCard(deps, ctx, id, field, t.done.corrected), place)
      return 'done'
    }),
  }
}

/** Why something without words is no value of such a field, which says what is. */
function wantedBy({
  key,
  type,
}: Attribute): Exclude<keyof ReturnType<typeof texts>['personCards']['invalid'], 'two_numbers'> {
  if (key === 'country') return 'unknown_country'
  switch (type) {
    case 'number':
      return 'not_a_number'
    case 'date':
      return 'not_a_day'
    case 'yes_no':
      return 'not_yes_or_no'
    case 'one_of':
    case 'many_of':
      return 'unknown_option'
    case 'text':
      return 'empty'
    default:
      return unreachable(type)
  }
}

/** Asks which of two numbers was meant; the buttons hold thousandths. */
function numbersCard(ctx: BotContext, whose: { id: number; field: number }, numbers: readonly [number, number]): Card {
  const keys = numbers.map(number =>
    key(count(number, ctx.language), presses.number, { ...whose, thousandths: Math.round(number * 1_000) }),
  )
  return { text: texts(ctx.language).survey.whichNumber, keyboard: [keys] }
}

/** Asks which of several towns was meant; another one is typed with its country or region. */
function townsCard(ctx: BotContext, whose: { id: number; field: number }, words: string, towns: readonly City[]): Card {
  const { personCards: t, admin } = texts(ctx.language)
  return {
    text: t.whichTown(shorten(words.trim(), TOWN_SHOWN)),
    keyboard: [
      ...towns
        .slice(0, SIZE)
        .map(town => [key(townLabel(town, ctx.language), presses.town, { ...whose, city: town.id })]),
      [key(admin.back, presses.field, whose)],
    ],
  }
}

function correctedBy(ctx: BotContext): { provenance: 'corrected'; origin: string } {
  return { provenance: 'corrected', origin: `admin:${ctx.from?.id ?? 0}` }
}

/** One value, or those of a field of many: on lines of their own, else with commas between. */
function valuesIn({ type, options }: Attribute, words: string): string[] {
  if (type !== 'many_of' || options?.includes(words)) return [words]
  return words.split(words.includes('\n') ? '\n' : ',').filter(part => part.trim() !== '')
}

function fieldsCard(deps: PeopleDeps, ctx: BotContext, id: number, page: number): Card {
  const { db } = deps
  const { language } = ctx
  const { personCards: t } = texts(language)
  const said = saidOf(deps, id)
  const known = said.map(({ attribute }) => attribute)
  const unknown = listAttributes(db).filter(({ id }) => known.every(one => one.id !== id))
  const all = [...said, ...unknown.map(attribute => ({ attribute, values: [], claims: [] }))]
  const shown = all.slice(Math.max(0, page) * SIZE, (Math.max(0, page) + 1) * SIZE)
  return {
    text: lines([
      t.fields(personName(getPerson(deps, id))),
      ...(known.length === 0 ? ['', t.noFields] : []),
      ...shown.flatMap(one => ['', ...fieldLines(deps, one, language)]),
    ]),
    keyboard: [
      ...(mayChange(deps, ctx)
        ? pairs(
            shown.map(({ attribute }) =>
              key(shorten(`✏️ ${fieldName(attribute, language)}`, 18), presses.field, { id, field: attribute.id }),
            ),
          )
        : []),
      ...turnPages(presses.fields, id, { page, size: SIZE, total: all.length }),
      back(ctx, id),
    ],
  }
}

function fieldCard(deps: PeopleDeps, ctx: BotContext, id: number, field: number, note: string | null = null): Card {
  const { admin, personCards: t } = texts(ctx.language)
  const attribute = getAttribute(deps.db, field)
  const one = saidOf(deps, id).find(said => said.attribute.id === field) ?? { attribute, values: [], claims: [] }
  const known = one.values.length + one.claims.length > 0
  return {
    text: lines([
      ...(note === null ? [] : [note, '']),
      t.fieldOf(personName(getPerson(deps, id))),
      '',
      ...fieldLines(deps, one, ctx.language),
    ]),
    keyboard: [
      ...(mayChange(deps, ctx)
        ? [
            [
              key(t.correct, presses.correct, { id, field }),
              ...(known ? [key(t.forget, presses.askForget, { id, field })] : []),
            ],
            ...(one.values.some(({ provenance }) => provenance === 'corrected')
              ? [[key(t.takeBack, presses.takeBack, { id, field })]]
              : []),
          ]
        : []),
      [key(admin.back, presses.fields, { id, page: 0 })],
    ],
  }
}

/** All that is said of a field: the values that stand, and what other sources say. */
type Said = { attribute: Attribute; values: KnownValue[]; claims: KnownValue[] }

function saidOf({ db }: PeopleDeps, id: number): Said[] {
  const [values, claims] = [valuesOf(db, id), claimsOf(db, id)]
  const fields = new Set([...values, ...claims].map(({ attributeId }) => attributeId))
  const of = (known: KnownValue[], field: number) => known.filter(({ attributeId }) => attributeId === field)
  return [...fields]
    .sort((a, b) => a - b)
    .map(field => ({ attribute: getAttribute(db, field), values: of(values, field), claims: of(claims, field) }))
}

function fieldLines(deps: PeopleDeps, { attribute, values, claims }: Said, language: Language): Piece[] {
  const { personCards: t } = texts(language)
  const day = (at: number) => date(at, deps.zone(), language)
  const words = (shown: string) =>
    shorten(
      shown
        .split('\n')
        .map(one => valueWords(attribute, one, language))
        .join(', '),
      80,
    )
  const [first] = values
  const name = fieldName(attribute, language)
  const standing =
    first === undefined
      ? t.unknownField(name)
      : t.field(
          name,
          shorten(values.map(({ shown }) => words(shown)).join(', '), 160),
          originWords(deps, first, language),
          day(first.at),
        )
  return [
    standing,
    ...claims.map(claim => t.claim(words(claim.shown), originWords(deps, claim, language), day(claim.at))),
  ]
}

function originWords({ db }: PeopleDeps, { origin, provenance }: KnownValue, language: Language): string {
  const { fieldCards, personCards: t } = texts(language)
  const [source, number] = origin.split(':')
  switch (source) {
    case 'admin':
      return t.origins.admin(nameOf(db, Number(number)) ?? `id ${number}`)
    case 'survey':
    case 'contact':
    case 'location':
    case 'crm':
      return t.origins[source]
    default:
      return fieldCards.from[provenance]
  }
}
