import type { SamplePerson } from '../../../segments/audience.js'
import { shorten } from '../../../text/format.js'
import { type Key, key, pairs } from '../../card.js'
import { fullName } from '../../team.js'
import { presses } from './presses.js'

/** Buttons that open the cards of a few people, by their names. */
export function personKeys(people: readonly SamplePerson[]): Key[][] {
  return pairs(people.map(person => key(shorten(`👤 ${fullName(person)}`, 18), presses.open, { id: person.id })))
}
