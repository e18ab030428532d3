import { changeOptions, getAttribute, optionUser } from '../../../audience/attribute.js'
import type { Db } from '../../../db/open.js'
import { AppError } from '../../../errors.js'
import { shorten } from '../../../text/format.js'
import { isPassed } from '../../address.js'
import { key } from '../../card.js'
import { deed, type Entry, go, screen, words } from '../../screen.js'
import { pageRow, pageWithin } from '../page.js'
import { fieldName } from '../words/field-name.js'
import { fields } from './addresses.js'

const SIZE = 10
const LABEL = 40

/** The options of a choice: more of them, and other words or an end for those that nobody has. */
export const optionPlaces: Entry[] = [
  screen(fields.options, (here, { id, page: wanted }) => {
    const { admin, fieldCards: t } = here.t
    const field = getAttribute(here.db, id)
    const options = field.options ?? []
    const page = pageWithin(wanted, { size: SIZE, total: options.length })
    return {
      text: t.optionsAsked(fieldName(field, here.language)),
      keyboard: [
        ...options
          .slice(page * SIZE, (page + 1) * SIZE)
          .map((option, i) => [key(shorten(option, LABEL), fields.option, { id, option: page * SIZE + i })]),
        ...pageRow(page => fields.options.data({ id, page }), { page, size: SIZE, total: options.length }),
        [key(t.moreOptions, fields.moreOptions, { id }), key(admin.back, fields.open, { id })],
      ],
    }
  }),

  screen(fields.option, (here, { id, option: place }) => {
    const { admin, fieldCards: t } = here.t
    const option = optionAt(here.db, id, place)
    const user = optionUser(here.db, id, option)
    const generation = getAttribute(here.db, id).options?.length ?? 0
    const ways = [
      key(t.reword, fields.reword, { id, option: place }),
      key(t.dropOption, fields.dropOption, { id, option: place, generation }),
    ]
    return {
      text: t.option(option, user),
      keyboard: [...(user === null ? [ways] : []), [key(admin.back, fields.options, { id, page: 0 })]],
    }
  }),

  deed(fields.dropOption, ({ db, t }, { id, option: place, generation }) => {
    const option = optionAt(db, id, place)
    const all = getAttribute(db, id).options ?? []
    // One that was deleted makes another one stand in its place.
    if (isPassed(generation, all.length)) throw new AppError('attribute_option_gone')
    changeOptions(
      db,
      id,
      all.filter(one => one !== option),
    )
    return go(fields.options, { id, page: 0 }, t.fieldCards.optionDropped(option))
  }),

  screen(
    fields.moreOptions,
    (here, { id }) => ({
      text: here.t.fieldCards.moreOptionsAsked(),
      keyboard: [[key(here.t.admin.back, fields.options, { id, page: 0 })]],
    }),
    {
      words: words(
        ({ db, t }, { id }, { text }) => {
          changeOptions(db, id, [...(getAttribute(db, id).options ?? []), ...text.split('\n')])
          return go(fields.options, { id, page: 0 }, t.fieldCards.saved)
        },
        here => here.t.asked.options,
      ),
    },
  ),

  screen(
    fields.reword,
    (here, { id, option: place }) => {
      const option = optionAt(here.db, id, place)
      return {
        text: here.t.fieldCards.rewordAsked(option),
        keyboard: [[key(here.t.admin.back, fields.option, { id, option: place })]],
        memo: option,
      }
    },
    {
      words: words(
        ({ db, t }, { id }, { text, memo }) => {
          const { options } = getAttribute(db, id)
          changeOptions(
            db,
            id,
            (options ?? []).map(one => (one === memo ? text : one)),
          )
          return go(fields.options, { id, page: 0 }, t.fieldCards.saved)
        },
        here => here.t.asked.option,
      ),
    },
  ),
]

/** @throws AppError `attribute_option_gone` on a card older than the list */
function optionAt(db: Db, id: number, place: number): string {
  const option = getAttribute(db, id).options?.[place]
  if (option === undefined) throw new AppError('attribute_option_gone')
  return option
}
