import { press, pressOnce } from '../../press.js'

/** The buttons of the team's screens, which only owners have; `id` is a member's Telegram id. */
export const presses = {
  list: press('tm.list', 'page'),
  /** `role` counts from owner over marketer to analyst. */
  invite: pressOnce('tm.invite', 'role'),
  withdraw: press('tm.withdraw'),
  member: press('tm.who', 'id'),
  remove: press('tm.remove', 'id'),
}
