import { Composer } from 'grammy'
import {
  type Attribute,
  archiveAttribute,
  describePurpose,
  findAttribute,
  getAttribute,
  renameAttribute,
} from '../../../audience/attribute.js'
import { countValues, PROVENANCES } from '../../../audience/value.js'
import type { Db } from '../../../db/open.js'
import { isAppError } from '../../../errors.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece } from '../../../text/rich.js'
import { type Card, key, moveCard, pairs, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress } from '../../press.js'
import type { Topics } from '../ask.js'
import { ask, topic } from '../ask.js'
import { type Wanted, wordsOf } from '../words.js'
import { type FieldsDeps, mayUse } from './deps.js'
import { fieldName } from './label.js'
import { fieldsCard } from './list.js'
import { presses } from './presses.js'
import { fieldAsked } from './question.js'

const RENAME = 'field_rename'
const PURPOSE = 'field_purpose'

/** One field: what it is, of how many people it is known and where from, and what can be done about it. */
export function fieldCardFeature(deps: FieldsDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()

  onPress(composer, presses.open, async (ctx, { id }) => {
    const field = findAttribute(db, id)
    await showCard(ctx, field === null ? fieldsCard(deps, ctx, 0) : await fieldCard(deps, ctx, field))
  })

  onPress(composer, presses.rename, (ctx, { id }) =>
    question(ctx, RENAME, id, texts(ctx.language).fieldCards.renameAsked(nameOf(ctx, id))),
  )
  onPress(composer, presses.purpose, (ctx, { id }) =>
    question(ctx, PURPOSE, id, texts(ctx.language).fieldCards.purposeAsked(nameOf(ctx, id))),
  )

  onPress(composer, presses.askArchive, async (ctx, { id }) => {
    const { admin, fieldCards: t } = texts(ctx.language)
    const field = getAttribute(db, id)
    const known = await knownOf(db, id)
    await showCard(ctx, {
      text: t.archiveAsked(fieldName(field, ctx.language), known?.people ?? null),
      keyboard: [[key(admin.back, presses.open, { id }), key(t.archiveYes, presses.archive, { id })]],
    })
  })

  onPress(composer, presses.archive, async (ctx, { id }) => {
    const t = texts(ctx.language).fieldCards
    await ctx.deed(() => archiveAttribute(db, id, ctx.at))
    await showCard(ctx, fieldsCard(deps, ctx, 0, t.putAway(nameOf(ctx, id))))
  })

  const nameOf = (ctx: BotContext, id: number) => fieldName(getAttribute(db, id), ctx.language)
  const question = async (ctx: BotContext, topicName: string, id: number, text: Card['text']) => {
    const keyboard = [[key(texts(ctx.language).admin.back, presses.open, { id })]]
    await ask(ctx, topicName, { place: await showCard(ctx, { text, keyboard }), id })
  }
  return composer
}

/** The new name, and why it is asked, typed. */
export function fieldCardTopics(deps: FieldsDeps): Topics {
  const { db } = deps
  const changed = (wanted: Wanted, change: (id: number, words: string) => Attribute) =>
    topic(fieldAsked, async (ctx, { place, id }, message) => {
      const words = await wordsOf(ctx, message, wanted)
      if (words === null) return 'again'
      await ctx.deed(() => change(id, words))
      await moveCard(ctx, await fieldCard(deps, ctx, getAttribute(db, id), texts(ctx.language).fieldCards.saved), place)
      return 'done'
    })
  return {
    [RENAME]: changed('fieldName', (id, words) => renameAttribute(db, id, words)),
    [PURPOSE]: changed('purpose', (id, words) => describePurpose(db, id, words)),
  }
}

/** @param note what has just been done */
export async function fieldCard(
  deps: FieldsDeps,
  ctx: BotContext,
  field: Attribute,
  note: Piece | null = null,
): Promise<Card> {
  const { db } = deps
  const { admin, fieldCards: t } = texts(ctx.language)
  const known = await knownOf(db, field.id)
  const own = field.label !== null
  const from = PROVENANCES.toReversed().flatMap(name => {
    const people = known?.by[name] ?? 0
    return people === 0 ? [] : [t.knownFrom(people, t.from[name])]
  })
  const { id } = field
  const ways = [
    [own, presses.rename, t.rename],
    [own && field.options !== null, presses.options, t.options],
    [true, presses.purpose, t.purpose],
    [own, presses.askArchive, t.archive],
  ] as const
  return {
    text: lines([
      ...(note === null ? [] : [note, '']),
      t.card({
        name: fieldName(field, ctx.language),
        group: t.groups[field.group],
        type: t.types[field.type],
        options: field.options,
        purpose: field.purpose,
        own,
      }),
      '',
      known === null ? t.counting : t.known(known.people),
      from.length === 0 ? null : from.join(' · '),
      field.archivedAt === null ? null : lines(['', t.archivedNote]),
    ]),
    keyboard: [
      ...pairs(
        ways
          .filter(([there, way]) => there && field.archivedAt === null && mayUse(deps, ctx, way.name))
          .map(([, way, label]) => ({ label, data: way.data({ id, page: 0 }) })),
      ),
      [key(admin.back, presses.list, { page: 0 })],
    ],
  }
}

/** Of how many people it is known; null when counting took too long. */
async function knownOf(db: Db, id: number): Promise<Awaited<ReturnType<typeof countValues>> | null> {
  try {
    return await countValues(db, id)
  } catch (error) {
    if (isAppError(error, 'query_timeout')) return null
    throw error
  }
}
