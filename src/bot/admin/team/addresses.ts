import { address } from '../../address.js'

/** The buttons of the team's screens, which only owners have; `id` is a member's Telegram id. */
export const presses = {
  list: address('tm.list', 'page', { owners: true }),
  /** `role` counts from owner over marketer to analyst. */
  invite: address('tm.invite', 'role', { owners: true, once: true }),
  withdraw: address('tm.withdraw', { owners: true }),
  member: address('tm.who', 'id', { owners: true }),
  remove: address('tm.remove', 'id', { owners: true }),
}
