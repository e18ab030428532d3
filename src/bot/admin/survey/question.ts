import { Composer } from 'grammy'
import {
  archiveQuestion,
  askAtStart,
  findQuestion,
  getQuestion,
  letSkip,
  listQuestions,
  moveQuestion,
  type Question,
} from '../../../audience/question.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece } from '../../../text/rich.js'
import { type Card, key, sendCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { isPassed, onPress } from '../../press.js'
import { questionCard } from '../../subscriber/ballot.js'
import { presses } from './addresses.js'
import type { SurveyDeps } from './deps.js'
import { fieldName } from './field.js'
import { listCard } from './list.js'

const SHOWN = 1_500

/** One question: how it reads, where it stands, and what may be done. */
export function questionFeature(deps: SurveyDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()
  const show = (ctx: BotContext, question: number) => showCard(ctx, oneCard(deps, ctx, question))

  onPress(composer, presses.open, (ctx, { question }) => show(ctx, question))

  onPress(composer, presses.start, async (ctx, { question, on }) => {
    await ctx.deed(() => askAtStart(db, question, on === 1))
    await show(ctx, question)
  })

  onPress(composer, presses.skip, async (ctx, { question, on }) => {
    await ctx.deed(() => letSkip(db, question, on === 1))
    await show(ctx, question)
  })

  onPress(composer, presses.move, async (ctx, { question, later, generation }) => {
    await ctx.deed(() => {
      const place = listQuestions(db).findIndex(({ id }) => id === question)
      if (!isPassed(generation, place)) moveQuestion(db, question, later === 1 ? 1 : -1)
    })
    await show(ctx, question)
  })

  onPress(composer, presses.preview, async (ctx, { question: id }) => {
    const { surveyCards: t } = texts(ctx.language)
    const question = getQuestion(db, id)
    await ctx.reply(t.previewHead)
    await sendCard(ctx, questionCard(question, { kind: 'preview' }, ctx.language))
    await sendCard(ctx, oneCard(deps, ctx, id))
  })

  onPress(composer, presses.drop, async (ctx, { question, sure }) => {
    const { admin, surveyCards: t } = texts(ctx.language)
    const { text } = getQuestion(db, question)
    if (sure === 1) {
      await ctx.deed(() => archiveQuestion(db, question, ctx.at))
      return showCard(ctx, listCard(deps, ctx, 0, t.dropped(text)))
    }
    return showCard(ctx, {
      text: t.dropAsked(text),
      keyboard: [
        [key(t.keys.dropSure, presses.drop, { question, sure: 1 }), key(admin.back, presses.open, { question })],
      ],
    })
  })

  return composer
}

/** The card of a question; of one that is gone the whole list. @param note what has just been done */
export function oneCard(deps: SurveyDeps, ctx: BotContext, id: number, note: Piece | null = null): Card {
  const { db } = deps
  const question = findQuestion(db, id)
  const questions = listQuestions(db)
  const place = questions.findIndex(one => one.id === id)
  if (question === null || place < 0) return listCard(deps, ctx)
  const { admin, fieldCards, surveyCards: t } = texts(ctx.language)
  const { atStart, skippable, options } = question
  const at = { question: id }
  return {
    text: lines([
      ...(note === null ? [] : [note, '']),
      t.one(place + 1, questions.length, question.text, question.purpose),
      '',
      t.field(fieldName(question.attribute, ctx.language), fieldCards.types[question.attribute.type]),
      options.length === 0 ? t.typed : t.answers(shorten(answersOf(question), SHOWN)),
      atStart ? t.atStart : t.notAtStart,
      skippable ? t.skippable : t.notSkippable,
    ]),
    keyboard: [
      [key(t.keys.text, presses.words, { ...at, what: 0 }), key(t.keys.purpose, presses.words, { ...at, what: 1 })],
      [
        key(atStart ? t.keys.notStart : t.keys.start, presses.start, { ...at, on: atStart ? 0 : 1 }),
        key(skippable ? t.keys.notSkip : t.keys.skip, presses.skip, { ...at, on: skippable ? 0 : 1 }),
      ],
      [
        ...(place === 0 ? [] : [key(t.keys.up, presses.move, { ...at, later: 0, generation: place })]),
        ...(place === questions.length - 1
          ? []
          : [key(t.keys.down, presses.move, { ...at, later: 1, generation: place })]),
      ],
      [
        ...(options.length === 0 ? [] : [key(t.keys.topics, presses.topics, at)]),
        key(t.keys.result, presses.result, { ...at, page: 0 }),
      ],
      [key(t.keys.preview, presses.preview, at), key(t.keys.drop, presses.drop, { ...at, sure: 0 })],
      [key(admin.back, presses.home, { page: 0 })],
    ].filter(row => row.length > 0),
  }
}

function answersOf({ options }: Question): string {
  return options.map(({ label }) => label).join(' · ')
}
