import { forgetValues, type Recorded, recordValues, withdrawValues } from '../../../audience/attribute/value.js'
import { type Attribute, builtInKey, getAttribute } from '../../../audience/attribute.js'
import { cityById, keptName, namesakes } from '../../../audience/place/town.js'
import { countryOf } from '../../../audience/place/whereabouts.js'
import { unreachable } from '../../../errors.js'
import { count, shorten } from '../../../text/format.js'
import type { Texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { key } from '../../card.js'
import { below, type Doing, deed, type Entry, go, type Outcome, say, screen, takes, withMemo } from '../../screen.js'
import { townLabel } from '../../words/value-words.js'
import { fieldName } from '../words/field-name.js'
import { personName } from '../words/person.js'
import { people } from './addresses.js'
import { byAdmin, getPerson } from './person.js'

const TOWNS = 6
const TOWN_SHOWN = 40
const THOUSAND = 1_000

/** A field of somebody: corrected by a typed value, forgotten, or left again to what other sources say. */
export const correctPlaces: Entry[] = [
  screen(
    people.correct,
    (here, { id, field }) => {
      const { admin, personCards: t } = here.t
      const attribute = getAttribute(here.db, field)
      return {
        text: lines([
          t.valueAsked(fieldName(attribute, here.language), personName(here, getPerson(here, id))),
          t.valueHints[attribute.type],
          attribute.options === null ? null : attribute.options.join(' · '),
        ]),
        keyboard: [[key(admin.back, people.field, { id, field })]],
      }
    },
    {
      words: takes(
        {
          look(here, { values: { id, field }, said: { text } }) {
            getPerson(here, id)
            const towns =
              builtInKey(getAttribute(here.db, field)) === 'city' ? namesakes(text, countryOf(here.db, id)) : []
            return towns.length > 1 ? below(withMemo(go(people.whichTown, { id, field }), text)) : null
          },
          do(here, { values: { id, field }, said: { text } }) {
            const attribute = getAttribute(here.db, field)
            const recorded = record(here, id, attribute, { values: valuesIn(attribute, text) })
            if (recorded.kind !== 'invalid') return corrected(here, id, field)
            if (recorded.numbers === undefined) return say(here.t.personCards.invalid[recorded.why])
            const [one, other] = recorded.numbers.map(number => Math.round(number * THOUSAND))
            return below(go(people.whichNumber, { id, field, one: one ?? 0, other: other ?? 0 }))
          },
        },
        (here, { field }) => here.t.personCards.invalid[wantedBy(getAttribute(here.db, field))],
      ),
    },
  ),

  screen(people.whichNumber, (here, { id, field, one, other }) => ({
    text: here.t.survey.whichNumber,
    keyboard: [
      [one, other].map(thousandths =>
        key(count(thousandths / THOUSAND, here.language), people.number, { id, field, thousandths }),
      ),
    ],
  })),
  deed(people.number, (here, { id, field, thousandths }) => {
    getPerson(here, id)
    const said = { values: [String(thousandths / THOUSAND)], canonical: true }
    const recorded = record(here, id, getAttribute(here.db, field), said)
    return recorded.kind === 'invalid' ? say(here.t.admin.oldButton) : corrected(here, id, field)
  }),

  screen(people.whichTown, (here, { id, field }, _, memo) => {
    const { personCards: t, admin } = here.t
    const words = memo ?? ''
    return {
      text: t.whichTown(shorten(words.trim(), TOWN_SHOWN)),
      keyboard: [
        ...namesakes(words, countryOf(here.db, id))
          .slice(0, TOWNS)
          .map(town => [key(townLabel(town, here.language), people.town, { id, field, city: town.id })]),
        [key(admin.back, people.field, { id, field })],
      ],
    }
  }),
  deed(people.town, (here, { id, field, city }) => {
    const town = cityById(city)
    if (town === null) return say(here.t.admin.oldButton)
    getPerson(here, id)
    record(here, id, getAttribute(here.db, field), { values: [keptName(town)] })
    return corrected(here, id, field)
  }),

  screen(people.askForget, (here, { id, field }) => {
    const { admin, personCards: t } = here.t
    return {
      text: t.forgetAsked(
        fieldName(getAttribute(here.db, field), here.language),
        personName(here, getPerson(here, id)),
      ),
      keyboard: [[key(admin.back, people.field, { id, field }), key(t.forgetYes, people.forget, { id, field })]],
    }
  }),
  deed(people.forget, ({ db, t }, { id, field }) => {
    forgetValues(db, id, getAttribute(db, field))
    return go(people.field, { id, field }, t.personCards.done.forgotten)
  }),
  deed(people.takeBack, ({ db, t }, { id, field }) => {
    withdrawValues(db, id, getAttribute(db, field), 'corrected')
    return go(people.field, { id, field }, t.personCards.done.takenBack)
  }),
]

function record(
  here: Doing,
  id: number,
  attribute: Attribute,
  said: { values: string[]; canonical?: boolean },
): Recorded {
  return recordValues(here.db, id, attribute, { ...said, provenance: 'corrected', origin: byAdmin(here) }, here.at)
}

function corrected({ t }: Doing, id: number, field: number): Outcome {
  return go(people.field, { id, field }, t.personCards.done.corrected)
}

/** Why something without words is no value of such a field, which says what is. */
function wantedBy({ key, type }: Attribute): Exclude<keyof Texts['personCards']['invalid'], 'two_numbers'> {
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

/** One value, or those of a field of many: on lines of their own, else with commas between. */
function valuesIn({ type, options }: Attribute, words: string): string[] {
  if (type !== 'many_of' || options?.includes(words)) return [words]
  return words.split(words.includes('\n') ? '\n' : ',').filter(part => part.trim() !== '')
}
