import { press, pressOnce } from '../../press.js'

/** The buttons of the fields. `group` and `type` are places in the lists of groups and types. */
export const presses = {
  list: press('fd.list', 'page'),
  open: press('fd.open', 'id'),

  add: press('fd.add'),
  group: press('fd.group', 'group'),
  type: press('fd.type', 'group', 'type'),

  rename: press('fd.name', 'id'),
  options: press('fd.opts', 'id', 'page'),
  option: press('fd.opt', 'id', 'option'),
  moreOptions: press('fd.more', 'id'),
  reword: press('fd.word', 'id', 'option'),
  dropOption: pressOnce('fd.cut', 'id', 'option'),
  purpose: press('fd.why', 'id'),
  askArchive: press('fd.away', 'id'),
  archive: press('fd.gone', 'id'),
}
