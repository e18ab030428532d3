import { builtIn } from '../../../audience/attribute.js'
import type { FoundPerson } from '../../../audience/search.js'
import { date, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import type { Piece } from '../../../text/rich.js'
import type { Address } from '../../address.js'
import type { Key } from '../../card.js'
import type { Here } from '../../here.js'
import { fullName } from '../../team.js'
import { valueWords } from '../../value-words.js'

const LABEL = 34

/** What a person is called on a screen. */
export function personName(person: { firstName: string; lastName: string | null }): string {
  return shorten(fullName(person), 40)
}

/** People, one a line, numbered from `first`, with what tells them from others of their name. */
export function personLines(
  { db, zone, language }: Pick<Here, 'db' | 'zone' | 'language'>,
  people: readonly FoundPerson[],
  first: number,
): Piece[] {
  const { personCards: t } = texts(language)
  const city = builtIn(db, 'city')
  return people.map((person, i) =>
    t.foundRow(first + i, personName(person), [
      person.username === null ? `id ${person.telegramId}` : `@${person.username}`,
      ...(person.city === null ? [] : [valueWords(city, person.city, language)]),
      ...(person.phoneEnd === null ? [] : [t.phoneEnd(person.phoneEnd)]),
      t.since(date(person.since, zone(), language)),
    ]),
  )
}

/** Their buttons, with the same numbers. @param open what opens one of them */
export function personRows(people: readonly FoundPerson[], first: number, open: Pick<Address<'id'>, 'data'>): Key[][] {
  return people.map((person, i) => [
    { label: shorten(`${first + i}. ${personName(person)}`, LABEL), data: open.data({ id: person.id }) },
  ])
}
