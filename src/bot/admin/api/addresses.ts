import { address } from '../../address.js'

const about = 'api_key'

/** The places of the API's keys, which only owners have; `scopes` adds up what a key may do: 1, 2, 4 … in their order. */
export const api = {
  list: address('ak.list', 'page', { owners: true, about, all: true }),
  open: address('ak.open', 'id', { owners: true, about }),
  /** Its name is typed here, and makes it. */
  add: address('ak.add', 'scopes', { owners: true, about, all: true }),
  /** The key itself stands in the words beside it. */
  made: address('ak.made', 'id', { owners: true }),
  done: address('ak.done', { owners: true }),
  revoke: address('ak.revoke', 'id', { owners: true, about }),
  revokeYes: address('ak.revokeyes', 'id', { owners: true, about }),
}
