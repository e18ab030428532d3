import { Composer } from 'grammy'
import { z } from 'zod'
import { type Attribute, changeOptions, getAttribute, optionUser } from '../../../audience/attribute.js'
import { AppError } from '../../../errors.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece } from '../../../text/rich.js'
import { type Card, key, moveCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { isPassed, onPress } from '../../press.js'
import { ask, type Topics, topic } from '../ask.js'
import { pageRow } from '../page.js'
import { wordsOf } from '../words.js'
import type { FieldsDeps } from './deps.js'
import { fieldName } from './label.js'
import { presses } from './presses.js'
import { fieldAsked } from './question.js'

const MORE = 'field_options'
const REWORD = 'field_option'
const SIZE = 10
const LABEL = 40

const optionAsked = fieldAsked.extend({ option: z.string() })

/** The options of a choice: more of them, and other words or an end for those that nobody has. */
export function optionsFeature({ db }: FieldsDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  onPress(composer, presses.options, (ctx, { id, page }) => showCard(ctx, optionsCard(ctx, getAttribute(db, id), page)))

  onPress(composer, presses.option, (ctx, { id, option: place }) => {
    const { admin, fieldCards: t } = texts(ctx.language)
    const option = optionAt(id, place)
    const user = optionUser(db, id, option)
    const options = getAttribute(db, id).options?.length ?? 0
    const ways = [
      key(t.reword, presses.reword, { id, option: place }),
      key(t.dropOption, presses.dropOption, { id, option: place, generation: options }),
    ]
    return showCard(ctx, {
      text: t.option(option, user),
      keyboard: [...(user === null ? [ways] : []), [key(admin.back, presses.options, { id, page: 0 })]],
    })
  })

  onPress(composer, presses.dropOption, async (ctx, { id, option: place, generation }) => {
    const option = await ctx.deed(z.string(), () => {
      const option = optionAt(id, place)
      const all = getAttribute(db, id).options ?? []
      // One that was deleted makes another one stand in its place.
      if (isPassed(generation, all.length)) throw new AppError('attribute_option_gone')
      changeOptions(
        db,
        id,
        all.filter(one => one !== option),
      )
      return option
    })
    await showCard(ctx, optionsCard(ctx, getAttribute(db, id), 0, texts(ctx.language).fieldCards.optionDropped(option)))
  })

  onPress(composer, presses.moreOptions, async (ctx, { id }) => {
    const { admin, fieldCards: t } = texts(ctx.language)
    const keyboard = [[key(admin.back, presses.options, { id, page: 0 })]]
    await ask(ctx, MORE, { place: await showCard(ctx, { text: t.moreOptionsAsked(), keyboard }), id })
  })

  onPress(composer, presses.reword, async (ctx, { id, option: place }) => {
    const { admin, fieldCards: t } = texts(ctx.language)
    const option = optionAt(id, place)
    const keyboard = [[key(admin.back, presses.options, { id, page: 0 })]]
    await ask(ctx, REWORD, { place: await showCard(ctx, { text: t.rewordAsked(option), keyboard }), id, option })
  })

  /** @throws AppError `attribute_option_gone` on a card older than the list */
  function optionAt(id: number, place: number): string {
    const option = getAttribute(db, id).options?.[place]
    if (option === undefined) throw new AppError('attribute_option_gone')
    return option
  }

  return composer
}

/** Options, typed. */
export function optionsTopics({ db }: FieldsDeps): Topics {
  return {
    [MORE]: topic(fieldAsked, async (ctx, { place, id }, message) => {
      const words = await wordsOf(ctx, message, 'options')
      if (words === null) return 'again'
      await ctx.deed(() => changeOptions(db, id, [...(getAttribute(db, id).options ?? []), ...words.split('\n')]))
      await moveCard(ctx, optionsCard(ctx, getAttribute(db, id), 0, texts(ctx.language).fieldCards.saved), place)
      return 'done'
    }),
    [REWORD]: topic(optionAsked, async (ctx, { place, id, option }, message) => {
      const words = await wordsOf(ctx, message, 'option')
      if (words === null) return 'again'
      await ctx.deed(() => {
        const { options } = getAttribute(db, id)
        return changeOptions(
          db,
          id,
          (options ?? []).map(one => (one === option ? words : one)),
        )
      })
      await moveCard(ctx, optionsCard(ctx, getAttribute(db, id), 0, texts(ctx.language).fieldCards.saved), place)
      return 'done'
    }),
  }
}

/** @param note what has just been done */
function optionsCard(ctx: BotContext, field: Attribute, wanted: number, note: Piece | null = null): Card {
  const { admin, fieldCards: t } = texts(ctx.language)
  const { id } = field
  const options = field.options ?? []
  const page = Math.max(0, Math.min(wanted, Math.ceil(options.length / SIZE) - 1))
  const turn = { ...presses.options, data: (one: { page: number }) => presses.options.data({ id, ...one }) }
  return {
    text: lines([...(note === null ? [] : [note, '']), t.optionsAsked(fieldName(field, ctx.language))]),
    keyboard: [
      ...options
        .slice(page * SIZE, (page + 1) * SIZE)
        .map((option, i) => [key(shorten(option, LABEL), presses.option, { id, option: page * SIZE + i })]),
      ...pageRow(turn, { page, size: SIZE, total: options.length }),
      [key(t.moreOptions, presses.moreOptions, { id }), key(admin.back, presses.open, { id })],
    ],
  }
}
