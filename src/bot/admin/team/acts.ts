import { fold } from '../../../text/fold.js'
import { dateTime, shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { ALONE, BESIDE, type Card, type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { type Entry, go, say, screen, withMemo, words } from '../../screen.js'
import { type ActLine, listActors, listActs } from '../../team/audit.js'
import { listTeam, memberName } from '../../team.js'
import { pageRow, pageWithin } from '../page.js'
import { toGroup } from '../settings/addresses.js'
import { shownName } from '../words/name.js'
import { subjectOf } from './act-subject.js'
import { actWords } from './act-words.js'
import { team } from './addresses.js'

const SIZE = 6
const TWIN_LENGTH = 15
/** More people of one name than fit under a card are found by more of it. */
const MOST = 20

/** A name that is typed: only what they did; where several have it, they are asked which. */
const byName = words(
  (here, _, { text }) => {
    const [member, ...others] = findMembers(here, text)
    if (member === undefined) return say(here.t.acts.nobody)
    return others.length === 0 ? go(team.actsOf, { member, page: 0 }) : withMemo(go(team.whose, {}), text)
  },
  here => here.t.acts.nobody,
)

/** What was done: who of the team did what, when and to what, the newest first. */
export const actPlaces: Entry[] = [
  screen(team.acts, (here, { page }) => actsCard(here, null, page), { words: byName }),
  screen(team.actsOf, (here, { member, page }) => actsCard(here, member, page), { words: byName }),
  screen(
    team.whose,
    (here, _, __, typed) => {
      const found = findMembers(here, typed ?? '').slice(0, MOST)
      const names = found.map(member => calledNow(here, member))
      if (found.length === 0) return go(team.acts, { page: 0 })
      return {
        text: here.t.acts.whose(typed ?? ''),
        keyboard: [
          ...found.map((member, i) => [
            key(labelOf(here, member, names.filter(name => name === names[i]).length > 1), team.actsOf, {
              member,
              page: 0,
            }),
          ]),
          [key(here.t.acts.all, team.acts, { page: 0 })],
        ],
      }
    },
    { words: byName },
  ),
]

/** @param member only what they did; null: all */
function actsCard(here: Here, member: number | null, wanted: number): Card {
  const { admin, acts: t } = here.t
  const list = (page: number) => listActs(here.db, member, { offset: page * SIZE, limit: SIZE })
  const { total } = list(0)
  const page = pageWithin(wanted, { size: SIZE, total })
  const first = page * SIZE + 1
  const { acts } = list(page)
  const pageData = (page: number) => (member === null ? team.acts.data({ page }) : team.actsOf.data({ member, page }))
  return {
    text: lines([
      member === null ? t.title : t.titleOf(shownName(calledNow(here, member))),
      '',
      ...(total === 0 ? [member === null ? t.none : t.noneOf] : acts.map((act, i) => lineOf(here, first + i, act))),
      ...(total === 0 ? [] : ['', t.typeName]),
    ]),
    keyboard: [
      ...pairs(acts.flatMap((act, i) => keyTo(here, first + i, act))),
      ...pageRow(pageData, { page, size: SIZE, total }),
      [toGroup(admin.back, 'team'), ...(member === null ? [] : [key(t.all, team.acts, { page: 0 })])],
    ],
  }
}

/** Those of the team whose name has every word that was typed, and those who were, by their number; one whose whole name it is comes alone. */
function findMembers(here: Here, typed: string): number[] {
  const wanted = fold(typed)
  if (wanted === '') return []
  const ids = new Set([...listTeam(here.db, here).map(({ telegramId }) => telegramId), ...listActors(here.db)])
  const named = [...ids].map(id => ({ id, name: fold(calledNow(here, id)) }))
  const whole = named.filter(({ name }) => name === wanted)
  const found =
    whole.length > 0 ? whole : named.filter(({ name }) => wanted.split(' ').every(word => name.includes(word)))
  return found.map(({ id }) => id)
}

function lineOf(here: Here, n: number, { admin, at, address, subject }: ActLine) {
  const about = subjectOf(here, subject)
  return here.t.acts.line({
    n,
    when: dateTime(at, here.zone(), here.language, here.at),
    who: shownName(calledNow(here, admin)),
    what: actWords(here.t, address),
    about: about === null ? null : shownName(shorten(about.name, ALONE)),
  })
}

/** The button to what it was done to, with the same number. */
function keyTo(here: Here, n: number, { subject }: ActLine): Key[] {
  const about = subjectOf(here, subject)
  if (about?.data == null) return []
  return [{ label: shorten(`${n}. ${about.name.replace(/\s+/g, ' ')}`, BESIDE), data: about.data }]
}

/** @param twin another one is called the same */
function labelOf(here: Here, member: number, twin: boolean): string {
  const name = calledNow(here, member)
  return twin ? `${shorten(name, TWIN_LENGTH)} · ${here.t.teamCards.nobodyYet(member)}` : name
}

function calledNow({ db, t, adminIds }: Here, id: number): string {
  return shorten(memberName(db, { adminIds }, id) ?? t.teamCards.nobodyYet(id), ALONE)
}
