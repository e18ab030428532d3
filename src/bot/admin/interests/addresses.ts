import { address } from '../../address.js'

/** What people may choose to hear about. */
export const interests = {
  list: address('wi.l', { about: 'interest', all: true }),
  add: address('wi.a'),
  open: address('wi.o', 'interest', { about: 'interest' }),
  /** Who has unticked it. */
  people: address('wi.who', 'interest', 'page', { looks: true, about: 'interest' }),
  peopleFile: address('wi.whofile', 'interest', 'page', { looks: true, about: 'interest' }),
  rename: address('wi.n', 'interest', { about: 'interest' }),
  archive: address('wi.x', 'interest', { about: 'interest' }),
  archiveYes: address('wi.xx', 'interest', { about: 'interest' }),
}
