import { ATTRIBUTE_TYPES, type AttributeType } from '../../../audience/attribute/comparable.js'
import { ATTRIBUTE_GROUPS, createAttribute } from '../../../audience/attribute.js'
import { key, pairs } from '../../card.js'
import { type Entry, go, screen, words } from '../../screen.js'
import { fields } from './addresses.js'

/** A new field: what it is about and what it holds by buttons, then its name; the options of a choice on the lines below it. */
export const createPlaces: Entry[] = [
  screen(fields.add, here => {
    const { admin, fieldCards: t } = here.t
    const groups = ATTRIBUTE_GROUPS.map((name, group) => key(t.groups[name], fields.group, { group }))
    return { text: t.groupAsked(), keyboard: [...pairs(groups), [key(admin.back, fields.list, { page: 0 })]] }
  }),

  screen(fields.group, (here, { group }) => {
    const { admin, fieldCards: t } = here.t
    const about = ATTRIBUTE_GROUPS[group]
    if (about === undefined) return go(fields.add, {})
    const types = ATTRIBUTE_TYPES.map((name, type) => key(t.typeKeys[name], fields.type, { group, type }))
    return { text: t.typeAsked(t.groups[about]), keyboard: [...pairs(types), [key(admin.back, fields.add, {})]] }
  }),

  screen(
    fields.type,
    (here, { group, type: place }) => {
      const { admin, fieldCards: t } = here.t
      const type = ATTRIBUTE_TYPES[place]
      if (ATTRIBUTE_GROUPS[group] === undefined || type === undefined) return go(fields.add, {})
      return {
        text: isChoice(type) ? t.choiceAsked(t.types[type]) : t.labelAsked(t.types[type]),
        keyboard: [[key(admin.back, fields.group, { group })]],
      }
    },
    {
      words: words(
        (here, values, { text }) => {
          const [group, type] = [ATTRIBUTE_GROUPS[values.group], ATTRIBUTE_TYPES[values.type]]
          if (group === undefined || type === undefined) return go(fields.add, {})
          const [first = '', ...rest] = text.split('\n')
          const options = isChoice(type) ? rest : null
          const wanted = { group, type, label: options === null ? text : first, options, purpose: null }
          const { id, label } = createAttribute(here.db, { ...wanted, createdBy: here.me }, here.at)
          return go(fields.open, { id }, here.t.fieldCards.added(label ?? ''))
        },
        here => here.t.asked.fieldName,
      ),
    },
  ),
]

function isChoice(type: AttributeType): boolean {
  return type === 'one_of' || type === 'many_of'
}
