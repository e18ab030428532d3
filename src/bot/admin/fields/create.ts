import { Composer } from 'grammy'
import { z } from 'zod'
import { ATTRIBUTE_GROUPS, createAttribute, getAttribute } from '../../../audience/attribute.js'
import { ATTRIBUTE_TYPES, type AttributeType } from '../../../audience/comparable.js'
import { texts } from '../../../text/index.js'
import { key, moveCard, pairs, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress } from '../../press.js'
import { ask, type Topics, topic } from '../ask.js'
import { wordsOf } from '../words.js'
import { fieldCard } from './card.js'
import type { FieldsDeps } from './deps.js'
import { presses } from './presses.js'
import { placeAsked } from './question.js'

const LABEL = 'field_label'
const labelAsked = z.object({
  place: placeAsked,
  group: z.enum(ATTRIBUTE_GROUPS),
  type: z.enum(ATTRIBUTE_TYPES),
})

/** A new field: what it is about and what it holds by buttons, then its name. */
export function createFieldFeature(): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  onPress(composer, presses.add, ctx => {
    const { admin, fieldCards: t } = texts(ctx.language)
    const groups = ATTRIBUTE_GROUPS.map((name, group) => key(t.groups[name], presses.group, { group }))
    return showCard(ctx, {
      text: t.groupAsked(),
      keyboard: [...pairs(groups), [key(admin.back, presses.list, { page: 0 })]],
    })
  })

  onPress(composer, presses.group, async (ctx, { group }) => {
    const { admin, fieldCards: t } = texts(ctx.language)
    const about = ATTRIBUTE_GROUPS[group]
    if (about === undefined) return
    const types = ATTRIBUTE_TYPES.map((name, type) => key(t.typeKeys[name], presses.type, { group, type }))
    await showCard(ctx, {
      text: t.typeAsked(t.groups[about]),
      keyboard: [...pairs(types), [key(admin.back, presses.add, {})]],
    })
  })

  onPress(composer, presses.type, async (ctx, numbers) => {
    const { admin, fieldCards: t } = texts(ctx.language)
    const group = ATTRIBUTE_GROUPS[numbers.group]
    const type = ATTRIBUTE_TYPES[numbers.type]
    if (group === undefined || type === undefined) return
    const place = await showCard(ctx, {
      text: isChoice(type) ? t.choiceAsked(t.types[type]) : t.labelAsked(t.types[type]),
      keyboard: [[key(admin.back, presses.group, { group: numbers.group })]],
    })
    await ask(ctx, LABEL, { place, group, type })
  })

  return composer
}

/** The name, typed; the options of a choice on the lines below it. */
export function createFieldTopics(deps: FieldsDeps): Topics {
  const { db } = deps
  return {
    [LABEL]: topic(labelAsked, async (ctx, { place, group, type }, message) => {
      const words = await wordsOf(ctx, message, 'fieldName')
      if (words === null) return 'again'
      const [first = '', ...rest] = words.split('\n')
      const choice = isChoice(type)
      const wanted = { group, type, label: choice ? first : words, options: choice ? rest : null, purpose: null }
      const createdBy = ctx.from?.id ?? 0
      const id = await ctx.deed(z.int(), () => createAttribute(db, { ...wanted, createdBy }, ctx.at).id)
      const field = getAttribute(db, id)
      const { added } = texts(ctx.language).fieldCards
      await moveCard(ctx, await fieldCard(deps, ctx, field, added(field.label ?? '')), place)
      return 'done'
    }),
  }
}

function isChoice(type: AttributeType): boolean {
  return type === 'one_of' || type === 'many_of'
}
