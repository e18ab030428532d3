import { builtIn } from '../../../audience/attribute.js'
import type { FoundPerson } from '../../../audience/search.js'
import { date, shorten } from '../../../text/format.js'
import type { Piece } from '../../../text/rich.js'
import type { Address } from '../../address.js'
import type { Key } from '../../card.js'
import { ALONE } from '../../card.js'
import type { Here } from '../../here.js'
import { fullName } from '../../team.js'
import { valueWords } from '../../words/value-words.js'

/** Whoever looks, as far as it decides what they may know of people. */
type Viewer = Pick<Here, 'role' | 't'>

/** A person as a screen knows them; `id` is ours. */
type Shown = { id: number; firstName: string; lastName: string | null }

/** True for those who may know who people are. To an analyst everybody is a number, on screens and in files. */
export function seesNames({ role }: Pick<Here, 'role'>): boolean {
  return role !== 'analyst'
}

/** What a person is called on a screen. */
export function personName(here: Viewer, person: Shown): string {
  return seesNames(here) ? shorten(fullName(person), 40) : here.t.personCards.number(person.id)
}

/** People, one a line, numbered from `first`, with what tells them from others of their name. */
export function personLines(
  here: Pick<Here, 'db' | 'zone' | 'language' | 'role' | 't'>,
  people: readonly FoundPerson[],
  first: number,
): Piece[] {
  const { db, zone, language } = here
  const { personCards: t } = here.t
  const named = seesNames(here)
  const city = builtIn(db, 'city')
  return people.map((person, i) =>
    t.foundRow(first + i, personName(here, person), [
      ...(named ? [person.username === null ? `id ${person.telegramId}` : `@${person.username}`] : []),
      ...(person.city === null ? [] : [valueWords(city, person.city, language)]),
      ...(!named || person.phoneEnd === null ? [] : [t.phoneEnd(person.phoneEnd)]),
      t.since(date(person.since, zone(), language)),
    ]),
  )
}

/** Their buttons, with the same numbers. @param open what opens one of them */
export function personRows(
  here: Viewer,
  people: readonly FoundPerson[],
  first: number,
  open: Pick<Address<'id'>, 'data'>,
): Key[][] {
  return people.map((person, i) => [
    { label: shorten(`${first + i}. ${personName(here, person)}`, ALONE), data: open.data({ id: person.id }) },
  ])
}
