import { date } from '../../../text/format.js'
import { key } from '../../card.js'
import { type Doing, type Entry, type Go, go, screen, withMemo } from '../../screen.js'
import { createInvitation, ROLES, type Role } from '../../team.js'
import { team } from './addresses.js'
import { payloadOf } from './join.js'

/** A link that makes whoever opens it first one of the team. It is shown once and kept nowhere. */
export const invitationPlaces: Entry[] = [
  screen(
    team.invitation,
    (here, { role, expires }, _, code) => {
      const { admin, teamCards: t } = here.t
      const wanted = ROLES[role]
      if (code === null || wanted === undefined) return go(team.list, { page: 0 })
      const link = `https://t.me/${here.bot().username}?start=${payloadOf.join(code)}`
      return {
        text: t.invitation(wanted, date(expires, here.zone(), here.language), link),
        keyboard: [
          [{ label: t.sendOn, url: `https://t.me/share/url?url=${encodeURIComponent(link)}` }],
          [key(admin.back, team.list, { page: 0 })],
        ],
      }
    },
    { kept: false },
  ),
]

/** Makes one, in a deed. @returns where it is shown; null when whoever asks may not invite */
export function inviteWith(here: Doing, role: Role): Go | null {
  const made = createInvitation(here.db, here, role, here.me, here.at)
  if (made === null) return null
  return withMemo(go(team.invitation, { role: ROLES.indexOf(role), expires: made.expiresAt }), made.code)
}
