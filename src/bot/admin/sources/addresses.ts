import { address } from '../../address.js'

const about = 'source'

/**
 * The places of sources; `page` counts from 0. `someone`: a subscriber who came by a name that nobody made, by whom that
 * name is known in a button.
 */
export const sources = {
  list: address('so.list', 'page', { looks: true, about, all: true }),
  add: address('so.add', { about, all: true }),
  open: address('so.open', 'id', { looks: true, about }),
  helps: address('so.helps', 'id', { looks: true, about }),
  picture: address('so.qr', 'id', { looks: true }),
  close: address('so.close', { looks: true }),
  welcome: address('so.hello', 'id', { about }),
  cost: address('so.cost', 'id', { about }),
  noCost: address('so.nocost', 'id', { about }),
  channel: address('so.chan', 'id', { about }),
  rename: address('so.name', 'id', { about }),
  merge: address('so.merge', 'id', 'page', { about }),
  mergeWith: address('so.into', 'id', 'into', { about }),
  mergeYes: address('so.intoyes', 'id', 'into', { about }),
  people: address('so.who', 'id', 'page', { looks: true, about }),
  peopleFile: address('so.whofile', 'id', 'page', { looks: true, about }),
  write: address('so.write', 'id', { about }),
  /** Other names that mean it; `name` is a number made of one. */
  names: address('so.names', 'id', 'page', { about }),
  part: address('so.part', 'id', 'name', { about }),
  tidy: address('so.tidy', 'page', { about, all: true }),
  stray: address('so.stray', 'someone', 'page', { about, all: true }),
  join: address('so.join', 'id', 'someone', { about }),
  own: address('so.own', 'someone', { about, all: true }),
  file: address('so.file', { looks: true }),
}
