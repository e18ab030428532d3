import { countValues, PROVENANCES } from '../../../audience/attribute/value.js'
import {
  archiveAttribute,
  describePurpose,
  findAttribute,
  getAttribute,
  renameAttribute,
} from '../../../audience/attribute.js'
import type { Db } from '../../../db/open.js'
import { isAppError } from '../../../errors.js'
import { lines } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import { deed, type Entry, go, screen, words } from '../../screen.js'
import { fieldName } from '../words/field-name.js'
import { fields } from './addresses.js'

/** One field: what it is, of how many people it is known and where from, and what can be done about it. */
export const onePlaces: Entry[] = [
  screen(fields.open, async (here, { id }) => {
    const { admin, fieldCards: t } = here.t
    const field = findAttribute(here.db, id)
    if (field === null) return go(fields.list, { page: 0 })
    const known = await knownOf(here.db, id)
    const own = field.label !== null
    const open = field.archivedAt === null
    const from = PROVENANCES.toReversed().flatMap(name => {
      const people = known?.by[name] ?? 0
      return people === 0 ? [] : [t.knownFrom(people, t.from[name])]
    })
    return {
      text: lines([
        t.card({
          name: fieldName(field, here.language),
          group: t.groups[field.group],
          type: t.types[field.type],
          options: field.options,
          purpose: field.purpose,
          own,
        }),
        '',
        known === null ? t.counting : t.known(known.people),
        from.length === 0 ? null : from.join(' · '),
        open ? null : lines(['', t.archivedNote]),
      ]),
      keyboard: [
        ...pairs([
          ...(open && own ? [key(t.rename, fields.rename, { id })] : []),
          ...(open && own && field.options !== null ? [key(t.options, fields.options, { id, page: 0 })] : []),
          ...(open ? [key(t.purpose, fields.purpose, { id })] : []),
          ...(open && own ? [key(t.archive, fields.askArchive, { id })] : []),
        ]),
        [key(admin.back, fields.list, { page: 0 })],
      ],
    }
  }),

  screen(
    fields.rename,
    (here, { id }) => ({
      text: here.t.fieldCards.renameAsked(fieldName(getAttribute(here.db, id), here.language)),
      keyboard: [[key(here.t.admin.back, fields.open, { id })]],
    }),
    {
      words: words(
        (here, { id }, { text }) => {
          renameAttribute(here.db, id, text)
          return go(fields.open, { id }, here.t.fieldCards.saved)
        },
        here => here.t.asked.fieldName,
      ),
    },
  ),

  screen(
    fields.purpose,
    (here, { id }) => ({
      text: here.t.fieldCards.purposeAsked(fieldName(getAttribute(here.db, id), here.language)),
      keyboard: [[key(here.t.admin.back, fields.open, { id })]],
    }),
    {
      words: words(
        (here, { id }, { text }) => {
          describePurpose(here.db, id, text)
          return go(fields.open, { id }, here.t.fieldCards.saved)
        },
        here => here.t.asked.purpose,
      ),
    },
  ),

  screen(fields.askArchive, async (here, { id }) => {
    const { admin, fieldCards: t } = here.t
    const field = getAttribute(here.db, id)
    const known = await knownOf(here.db, id)
    return {
      text: t.archiveAsked(fieldName(field, here.language), known?.people ?? null),
      keyboard: [[key(admin.back, fields.open, { id }), key(t.archiveYes, fields.archive, { id })]],
    }
  }),

  deed(fields.archive, (here, { id }) => {
    const name = fieldName(getAttribute(here.db, id), here.language)
    archiveAttribute(here.db, id, here.at)
    return go(fields.list, { page: 0 }, here.t.fieldCards.putAway(name))
  }),
]

/** Of how many people it is known; null when counting took too long. */
async function knownOf(db: Db, id: number): Promise<Awaited<ReturnType<typeof countValues>> | null> {
  try {
    return await countValues(db, id)
  } catch (error) {
    if (isAppError(error, 'query_timeout')) return null
    throw error
  }
}
