import { type Cursor, see } from '../cursor.js'
import { namedAt } from '../names/bare.js'
import { isPeople, nationCalled } from '../names/nations.js'
import { byForm } from '../names/things.js'
import { seesSegment } from '../starter.js'
import { optionCalled } from './called.js'
import { endsHere } from './field.js'

/** How many words behind the one that stands here only say that people are spoken of. */
export function peopleBehind(c: Cursor): number {
  const behind: Cursor = { ...c, at: c.at + 1 }
  return seesSegment(behind) ? 0 : (see(behind, 'people')?.length ?? 0)
}

/** The country of "Germans", or of "american" before people: "Italian food lovers" are of none. */
export function peopleOf(c: Cursor, name: string): string | null {
  const code = nationCalled(name)
  const at = c.at + name.split(' ').length
  if (code === null || isPeople(name)) return code
  const place: Cursor = { ...c, at, trying: true }
  const people = see(place, 'people', 'buyers', 'newcomers', 'repeatBuyers', 'has', 'not') !== null
  return people || endsHere(place) || seesOption(place) ? code : null
}

/** What somebody may have answered, or a segment they may be in. */
function optionOf(c: Cursor, name: string): string | number | null {
  for (const { options } of c.vocabulary.fields()) {
    const option = options === null ? null : optionCalled(options, name)
    if (option !== null) return option
  }
  return byForm(c.vocabulary.segments, name)
}

/** True before what somebody may have answered, or a segment they may be in. */
export function seesOption(c: Cursor): boolean {
  return namedAt(c, name => optionOf(c, name)) !== null
}
