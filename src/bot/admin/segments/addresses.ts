import { address } from '../../address.js'

const about = 'segment'

/**
 * The places of segments. `page` and `from` are pages of the list to come back to; `offer` is the draft that asked for a
 * new segment, 0 when none did; `ready` is the mark of a ready-made segment; `number` is that of an answer to a typed
 * sentence, and `reading` a place in its readings.
 */
export const segments = {
  list: address('sg.list', 'page', { looks: true, about, all: true }),
  listFile: address('sg.listfile', { looks: true }),
  find: address('sg.find', { looks: true }),
  found: address('sg.found', 'search', 'page', { looks: true, about, all: true }),
  home: address('sg.home', { looks: true }),

  open: address('sg.seg', 'id', 'page', { looks: true, about }),
  /** What the amounts of an old segment were counted in: 1 whole units, 0 minor ones. */
  amount: address('sg.amount', 'id', 'page', 'whole', { about }),
  people: address('sg.who', 'id', 'from', 'page', { looks: true, about }),
  peopleFile: address('sg.whofile', 'id', 'from', 'page', { looks: true, about }),
  /** Five of its people, on cards from before there were pages of them. */
  fivePeople: address('sg.five', 'id', 'page', { looks: true, about }),
  onlyLinked: address('sg.bind', 'id', { about }),
  earlier: address('sg.senior', 'id', { about }),
  watch: address('sg.watch', 'id', { about }),
  askUnwatch: address('sg.unwatchq', 'id', 'page', { about }),
  unwatch: address('sg.unwatch', 'id', 'page', { about }),
  /** Who moves between RFM groups; `id` is the segment that asks it. */
  watchGroups: address('sg.watchrfm'),
  askUnwatchGroups: address('sg.unrfmq', 'id', 'page', { about }),
  unwatchGroups: address('sg.unrfm', 'id', 'page', { about }),
  change: address('sg.change', 'id', { about }),
  rename: address('sg.rename', 'id', 'page', { about }),
  write: address('sg.write', 'id', { about }),
  askDelete: address('sg.del', 'id', 'page', { about }),
  delete: address('sg.gone', 'id', 'page', { about }),

  add: address('sg.new', 'offer'),
  leaveAdd: address('sg.leave', 'offer'),
  readyGroup: address('sg.readys', 'group', 'offer'),
  ready: address('sg.ready', 'ready', 'offer', { looks: true }),
  readyPeople: address('sg.readywho', 'ready', 'offer', 'page', { looks: true }),
  readyFile: address('sg.readyfile', 'ready', 'offer', 'page', { looks: true }),
  readySave: address('sg.readykeep', 'ready', 'offer'),
  readyChange: address('sg.readyown', 'ready', 'offer'),
  readyWrite: address('sg.readypen', 'ready'),
  blank: address('sg.blank', 'offer'),
  resume: address('sg.resume', 'offer'),

  sketchPeople: address('sg.sketchwho', 'sketch', 'page', { about: 'sketch' }),
  sketchFile: address('sg.sketchfile', 'sketch', 'page', { about: 'sketch' }),
  sketchWrite: address('sg.author', 'sketch', { about: 'sketch' }),
  save: address('sg.save', 'sketch', { about: 'sketch' }),
  name: address('sg.name', 'sketch', { about: 'sketch' }),
  takeName: address('sg.take', 'sketch', { about: 'sketch' }),

  usage: address('sg.usage', { looks: true }),
  unread: address('sg.unread', 'number', { looks: true }),
  asked: address('sg.asked', 'number', { looks: true }),
  askedRead: address('sg.asked1', 'number', 'reading', { looks: true }),
  askedPeople: address('sg.askedwho', 'number', 'page', { looks: true }),
  askedFile: address('sg.askedfile', 'number', 'page', { looks: true }),
  /** The same of a sentence. */
  askedFive: address('sg.asked5', 'number', { looks: true }),
  askedLinked: address('sg.linked', 'number', { looks: true }),
  askedEarlier: address('sg.earlier', 'number', { looks: true }),
  askedInstead: address('sg.instead', 'number', 'instead', { looks: true }),
  askedSave: address('sg.keep', 'number'),
  askedChange: address('sg.sketch', 'number'),
  askedWrite: address('sg.pen', 'number'),
}
