import { claimsOf, type KnownValue, valuesOf } from '../../../audience/attribute/value.js'
import { type Attribute, getAttribute, listAttributes } from '../../../audience/attribute.js'
import { isInOwnWords } from '../../../reports/export/person.js'
import { date, shorten } from '../../../text/format.js'
import { lines, type Piece } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { type Entry, screen } from '../../screen.js'
import { memberName } from '../../team.js'
import { valueWords } from '../../words/value-words.js'
import { fieldName } from '../words/field-name.js'
import { personName, seesNames } from '../words/person.js'
import { people } from './addresses.js'
import { back, getPerson, pagesOfPerson } from './person.js'

const SIZE = 6

/** What is known of somebody, one field after another, with where it comes from. */
export const fieldPlaces: Entry[] = [
  screen(people.fields, (here, { id, page }) => {
    const { language } = here
    const { personCards: t } = here.t
    const said = saidOf(here, id)
    const known = said.map(({ attribute }) => attribute)
    const unknown = listAttributes(here.db).filter(({ id }) => known.every(one => one.id !== id))
    const all = [...said, ...unknown.map(attribute => ({ attribute, values: [], claims: [] }))]
    const shown = all.slice(Math.max(0, page) * SIZE, (Math.max(0, page) + 1) * SIZE)
    return {
      text: lines([
        t.fields(personName(here, getPerson(here, id))),
        ...(known.length === 0 ? ['', t.noFields] : []),
        ...shown.flatMap(one => ['', ...fieldLines(here, one)]),
      ]),
      keyboard: [
        ...(here.may(people.correct)
          ? pairs(
              shown.map(({ attribute }) =>
                key(shorten(`✏️ ${fieldName(attribute, language)}`, 18), people.field, { id, field: attribute.id }),
              ),
            )
          : []),
        ...pagesOfPerson(people.fields, id, { page, size: SIZE, total: all.length }),
        back(here, id),
      ],
    }
  }),

  screen(people.field, (here, { id, field }) => {
    const { admin, personCards: t } = here.t
    const attribute = getAttribute(here.db, field)
    const one = saidOf(here, id).find(said => said.attribute.id === field) ?? { attribute, values: [], claims: [] }
    const known = one.values.length + one.claims.length > 0
    const corrected = one.values.some(({ provenance }) => provenance === 'corrected')
    return {
      text: lines([t.fieldOf(personName(here, getPerson(here, id))), '', ...fieldLines(here, one)]),
      keyboard: [
        [
          key(t.correct, people.correct, { id, field }),
          ...(known ? [key(t.forget, people.askForget, { id, field })] : []),
        ],
        ...(corrected ? [[key(t.takeBack, people.takeBack, { id, field })]] : []),
        [key(admin.back, people.fields, { id, page: 0 })],
      ],
    }
  }),
]

/** All that is said of a field: the values that stand, and what other sources say. */
type Said = { attribute: Attribute; values: KnownValue[]; claims: KnownValue[] }

function saidOf({ db }: Pick<Here, 'db'>, id: number): Said[] {
  const [values, claims] = [valuesOf(db, id), claimsOf(db, id)]
  const fields = new Set([...values, ...claims].map(({ attributeId }) => attributeId))
  const of = (known: KnownValue[], field: number) => known.filter(({ attributeId }) => attributeId === field)
  return [...fields]
    .sort((a, b) => a - b)
    .map(field => ({ attribute: getAttribute(db, field), values: of(values, field), claims: of(claims, field) }))
}

function fieldLines(here: Here, { attribute, values, claims }: Said): Piece[] {
  const { language } = here
  const { personCards: t } = here.t
  const day = (at: number) => date(at, here.zone(), language)
  const hidden = !seesNames(here) && isInOwnWords(attribute)
  const words = (shown: string) =>
    hidden
      ? t.inOwnWords
      : shorten(
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
          originWords(here, first),
          day(first.at),
        )
  return [standing, ...claims.map(claim => t.claim(words(claim.shown), originWords(here, claim), day(claim.at)))]
}

function originWords(
  { db, adminIds, t: { fieldCards, personCards: t } }: Here,
  { origin, provenance }: KnownValue,
): string {
  const [source, number] = origin.split(':')
  switch (source) {
    case 'admin':
      return t.origins.admin(memberName(db, { adminIds }, Number(number)) ?? `id ${number}`)
    case 'survey':
    case 'button':
    case 'poll':
    case 'contact':
    case 'location':
    case 'crm':
      return t.origins[source]
    default:
      return fieldCards.from[provenance]
  }
}
