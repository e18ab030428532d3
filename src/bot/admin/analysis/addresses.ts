import { address } from '../../address.js'

const about = 'segment'

/**
 * The places that look at segments and at everybody, and those that make and change fixed lists. `page` and `from` are
 * pages of the list of segments to come back to; `offer` is the draft that asked for a list, 0 when none did; `change` is a
 * place in `LIST_CHANGES`, and `number` that of the question.
 */
export const analysis = {
  portrait: address('an.apart', 'id', 'page', { looks: true, about }),
  portraitFile: address('an.apartfile', 'id', { looks: true, about }),
  growth: address('an.growth', 'id', { looks: true, about }),
  growthFile: address('an.growthfile', 'id', { looks: true, about }),
  recount: address('an.count', 'id', { looks: true, about }),
  overlap: address('an.lap', 'id', 'page', 'from', { looks: true, about }),
  overlapFind: address('an.lapf', 'id', 'from', { looks: true, about }),
  overlapFound: address('an.laps', 'id', 'search', 'page', 'from', { looks: true, about }),
  overlapWith: address('an.lap1', 'id', 'other', 'from', { looks: true, about }),
  /** `part`: 0 only in the first, 1 in both, 2 only in the other. */
  overlapPeople: address('an.lapwho', 'id', 'other', 'part', 'from', 'page', { looks: true, about }),
  overlapPeopleFile: address('an.lapwhofile', 'id', 'other', 'part', 'from', 'page', { looks: true, about }),
  overlapFile: address('an.lapfile', 'id', 'other', { looks: true, about }),
  overlapWrite: address('an.lappen', 'id', 'other', 'part', { about }),

  map: address('an.rfm', { looks: true }),
  ladder: address('an.ladder', { looks: true }),
  close: address('an.close', { looks: true }),

  freeze: address('an.freeze', 'id', { once: true, about }),
  list: address('an.list', 'offer'),
  listMade: address('an.made', 'id', { about }),

  changeList: address('an.lc', 'id', 'change', { about }),
  askChange: address('an.lq', 'id', 'number', { about }),
  applyChange: address('an.ly', 'id', 'number', { about }),
  changed: address('an.lz', 'id', { about }),
}
