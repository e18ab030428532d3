import { address } from '../../address.js'

/** The places of the fields. `group` and `type` are places in the lists of groups and types. */
export const fields = {
  list: address('fd.list', 'page', { looks: true, about: 'field', all: true }),
  open: address('fd.open', 'id', { looks: true, about: 'field' }),

  add: address('fd.add'),
  group: address('fd.group', 'group'),
  type: address('fd.type', 'group', 'type'),

  rename: address('fd.name', 'id', { about: 'field' }),
  options: address('fd.opts', 'id', 'page', { about: 'field' }),
  option: address('fd.opt', 'id', 'option', { about: 'field' }),
  moreOptions: address('fd.more', 'id', { about: 'field' }),
  reword: address('fd.word', 'id', 'option', { about: 'field' }),
  dropOption: address('fd.cut', 'id', 'option', { about: 'field', once: true }),
  purpose: address('fd.why', 'id', { about: 'field' }),
  askArchive: address('fd.away', 'id', { about: 'field' }),
  archive: address('fd.gone', 'id', { about: 'field' }),
}
