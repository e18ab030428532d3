import { AppError } from '../../../errors.js'
import { date, shorten } from '../../../text/format.js'
import { lines, type Piece, rich } from '../../../text/rich.js'
import { isPassed } from '../../address.js'
import { key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, say, saying, screen } from '../../screen.js'
import { publishCommandsOf } from '../../team/command.js'
import {
  listInvitations,
  listTeam,
  type Member,
  newestInvitation,
  ROLES,
  removeMember,
  roleOf,
  withdrawInvitations,
} from '../../team.js'
import { pageRow, pageWithin } from '../page.js'
import { toGroup } from '../settings/addresses.js'
import { team } from './addresses.js'
import { inviteWith } from './invitation.js'

const SIZE = 8
const NAME_LENGTH = 40

/** Who works here, by their roles, and taking somebody off. */
export const memberPlaces: Entry[] = [
  screen(team.list, (here, { page: wanted }) => {
    const { admin, teamCards: t } = here.t
    const members = listTeam(here.db, here)
    const page = pageWithin(wanted, { size: SIZE, total: members.length })
    const shown = members.slice(page * SIZE, (page + 1) * SIZE)
    const waiting = listInvitations(here.db, here.at).length
    const generation = newestInvitation(here.db)
    return {
      text: lines([
        t.teamAsked(),
        '',
        ...shown.map(member => memberLine(here, member)),
        '',
        t.rights,
        ...(waiting === 0 ? [] : ['', t.waiting(waiting)]),
      ]),
      keyboard: [
        ...pairs(shown.map(member => key(label(here, member), team.member, { id: member.telegramId }))),
        ...pageRow(team.list, { page, size: SIZE, total: members.length }),
        ...pairs([
          ...['marketer' as const, 'analyst' as const, 'owner' as const].map(role =>
            key(t.invite[role], team.invite, { role: ROLES.indexOf(role), generation }),
          ),
          ...(waiting === 0 ? [] : [key(t.withdraw(waiting), team.withdraw, {})]),
        ]),
        [toGroup(admin.back, 'team')],
      ],
    }
  }),

  screen(team.member, (here, { id }) => {
    const { admin, teamCards: t } = here.t
    const member = listTeam(here.db, here).find(({ telegramId }) => telegramId === id)
    if (member === undefined) return go(team.list, { page: 0 })
    const { since, role } = member
    const back = key(admin.back, team.list, { page: 0 })
    return {
      text: lines([
        t.memberAsked(
          t.roleMarks[role],
          nameShown(here, member),
          t.roles[role],
          since === null ? null : date(since, here.zone(), here.language),
        ),
        '',
        since === null ? t.removeRefused.first_owner : t.askRemove,
      ]),
      keyboard: since === null ? [[back]] : [[back, key(t.remove, team.remove, { id })]],
    }
  }),

  deed(team.remove, {
    look: () => null,
    do(here, { id }) {
      const { teamCards: t } = here.t
      const known = listTeam(here.db, here).find(({ telegramId }) => telegramId === id)
      const name = nameShown(here, known ?? { telegramId: id, name: null })
      const removed = removeMember(here.db, here, id, here.me)
      if (removed !== 'removed') return saying(go(team.list, { page: 0 }), t.removeRefused[removed])
      leaveTests(here, id)
      return go(team.list, { page: 0 }, t.removed(name))
    },
    hint(here, { id }) {
      if (roleOf(here.db, here, id) === null) void publishCommandsOf(here.api, id, null, here.log)
    },
  }),

  deed(team.invite, (here, { role, generation }) => {
    const wanted = ROLES[role]
    if (wanted === undefined) return go(team.list, { page: 0 })
    if (isPassed(generation, newestInvitation(here.db))) throw new AppError('deed_done')
    return inviteWith(here, wanted) ?? say(here.t.teamCards.onlyOwners)
  }),

  deed(team.withdraw, here => {
    withdrawInvitations(here.db, null)
    return go(team.list, { page: 0 })
  }),
]

/** Whoever is off the team sees no more tests. */
function leaveTests({ preferences }: Here, id: number): void {
  const testers = preferences.testPeople()
  if (testers.includes(id)) preferences.save.testPeople(testers.filter(one => one !== id))
}

function memberLine(here: Here, member: Member): Piece {
  const t = here.t.teamCards
  const you = member.telegramId === here.me
  const line = t.member(t.roleMarks[member.role], nameShown(here, member), t.roles[member.role], you)
  return member.since === null ? rich`${line} · ${t.firstOwner}` : line
}

function label(here: Here, member: Member): string {
  return `${here.t.teamCards.roleMarks[member.role]} ${shorten(nameShown(here, member), 16)}`
}

function nameShown({ t }: Here, { telegramId, name }: Pick<Member, 'telegramId' | 'name'>): string {
  return name === null ? t.teamCards.nobodyYet(telegramId) : shorten(name, NAME_LENGTH)
}
