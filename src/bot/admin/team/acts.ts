import { dateTime, shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { type ActLine, listActs } from '../../audit.js'
import { type Key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { type Entry, screen } from '../../screen.js'
import { nameOf } from '../../team.js'
import { shownName } from '../offers/label.js'
import { pageRow } from '../page.js'
import { toGroup } from '../settings/addresses.js'
import { subjectOf } from './act-subject.js'
import { actWords } from './act-words.js'
import { team } from './addresses.js'

const SIZE = 6
const NAME_LENGTH = 40
const LABEL = 18

/** What was done: who of the team did what, when and to what, the newest first. */
export const actPlaces: Entry[] = [
  screen(team.acts, (here, { page: wanted }) => {
    const { admin, acts: t } = here.t
    const list = (page: number) => listActs(here.db, { offset: page * SIZE, limit: SIZE })
    const { total } = list(0)
    const page = Math.max(0, Math.min(wanted, Math.ceil(total / SIZE) - 1))
    const { acts } = list(page)
    const first = page * SIZE + 1
    return {
      text: lines([t.title, '', ...(total === 0 ? [t.none] : acts.map((act, i) => lineOf(here, first + i, act)))]),
      keyboard: [
        ...pairs(acts.flatMap((act, i) => keyTo(here, first + i, act))),
        ...pageRow(team.acts, { page, size: SIZE, total }),
        [toGroup(admin.back, 'team')],
      ],
    }
  }),
]

function lineOf(here: Here, n: number, { admin, at, address, subject }: ActLine) {
  const about = subjectOf(here, subject)
  return here.t.acts.line({
    n,
    when: dateTime(at, here.zone(), here.language, here.at),
    who: shownName(shorten(memberName(here, admin), NAME_LENGTH)),
    what: actWords(here.t, address),
    about: about === null ? null : shownName(shorten(about.name, NAME_LENGTH)),
  })
}

/** The button to what it was done to, with the same number. */
function keyTo(here: Here, n: number, { subject }: ActLine): Key[] {
  const about = subjectOf(here, subject)
  if (about?.data == null) return []
  return [{ label: shorten(`${n}. ${about.name.replace(/\s+/g, ' ')}`, LABEL), data: about.data }]
}

function memberName({ db, t }: Here, id: number): string {
  return nameOf(db, id) ?? t.settingsCards.nobodyYet(id)
}
