import { address } from '../../address.js'

/** The buttons of the team's screens, which only owners have; `id` is a member's Telegram id. */
export const team = {
  list: address('tm.list', 'page', { owners: true, about: 'member', all: true }),
  /** `role` counts from owner over marketer to analyst. */
  invite: address('tm.invite', 'role', { owners: true, once: true }),
  /** The invitation that the words beside it open. */
  invitation: address('tm.invited', 'role', 'expires', { owners: true }),
  withdraw: address('tm.withdraw', { owners: true }),
  member: address('tm.who', 'id', { owners: true, about: 'member' }),
  remove: address('tm.remove', 'id', { owners: true, about: 'member' }),
  /** What was done. */
  acts: address('tm.acts', 'page', { owners: true }),
  /** What one of them did. */
  actsOf: address('tm.did', 'member', 'page', { owners: true }),
  /** Which of those whose name has the words beside it. */
  whose: address('tm.whose', { owners: true }),
}
