import { time, zoneName } from '../../../text/format.js'
import { lines, type Rich, rich } from '../../../text/rich.js'
import { key } from '../../card.js'
import { createStaffCode, findStaffChat, releaseStaffChat } from '../../replies/staff.js'
import { deed, type Entry, go, screen, withMemo } from '../../screen.js'
import { settings, toGroup } from '../settings/addresses.js'
import { wordings } from './addresses.js'

/** Where people are answered: the group that is bound by a code, and letting it go. */
export const staffPlaces: Entry[] = [
  screen(wordings.staff, ({ db, t: { textCards, admin } }) => {
    const t = textCards.staff
    const staff = findStaffChat(db)
    const state: Rich = staff === null ? rich`${t.none}` : t[staff.kind](staff.title)
    const way =
      staff?.kind === 'bound' ? key(t.keys.release, wordings.release, {}) : key(t.keys.bind, wordings.code, {})
    return { text: lines([t.title, '', state]), keyboard: [[way, toGroup(admin.back, 'team')]] }
  }),
  screen(settings.staff, () => go(wordings.staff, {})),

  deed(wordings.code, ({ db, at }) => {
    const { code, expiresAt } = createStaffCode(db, at)
    return withMemo(go(wordings.steps, { expires: expiresAt }), code)
  }),
  screen(
    wordings.steps,
    ({ zone, language, bot, t: { textCards, admin } }, { expires }, _, code) => {
      if (code === null) return go(wordings.staff, {})
      const until = `${time(expires, zone())} ${zoneName(zone(), language)}`
      return {
        text: lines([textCards.staff.title, '', textCards.staff.steps(bot().username, code, until)]),
        keyboard: [[key(admin.back, wordings.staff, {})]],
      }
    },
    { kept: false },
  ),

  deed(wordings.release, ({ db }) => {
    releaseStaffChat(db)
    return go(wordings.staff, {})
  }),
]
