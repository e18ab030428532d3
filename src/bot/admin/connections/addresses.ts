import { address } from '../../address.js'

const about = 'connection'

/** The places of connections; `kind` is the number of a kind of shop. What lets a shop in is only for owners. */
export const connections = {
  list: address('co.list', 'page', { looks: true, about, all: true }),
  /** Begins one, or goes on with one that was begun. */
  add: address('co.add', 'kind', { owners: true, about, all: true }),
  setup: address('co.setup', 'id', { owners: true, about }),
  /** The shop's secret is sent here. */
  secret: address('co.secret', 'id', { owners: true, about }),
  open: address('co.open', 'id', { looks: true, about }),
  last: address('co.last', 'id', { looks: true, about }),
  /** Another secret, or another address where that is the secret. */
  renew: address('co.renew', 'id', { owners: true, about }),
  renewYes: address('co.renewyes', 'id', { owners: true, about }),
  remove: address('co.remove', 'id', { owners: true, about }),
  removeYes: address('co.removeyes', 'id', { owners: true, about }),
  retail: address('co.retail', { owners: true }),
  retailKey: address('co.retailkey', { owners: true, once: true }),
  /** The key itself stands in the words beside it. */
  retailMade: address('co.retailmade', 'id', { owners: true }),
}
