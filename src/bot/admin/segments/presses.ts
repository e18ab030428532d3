import { press } from '../../press.js'

/** Buttons of saved segments. `page` is the page of the list to come back to. */
export const listPress = press('sg.list', 'page')
export const findPress = press('sg.find')
export const foundPress = press('sg.found', 'search', 'page')
export const homePress = press('sg.home')
export const segmentPress = press('sg.seg', 'id', 'page')
/** What the amounts of an old segment were counted in: 1 whole units, 0 minor ones. */
export const amountPress = press('sg.amount', 'id', 'page', 'whole')
/** Who is in it; `from` is the page of the list of segments to come back to. */
export const peoplePress = press('sg.who', 'id', 'from', 'page')
export const bindPress = press('sg.bind', 'id')
export const seniorPress = press('sg.senior', 'id')
export const changePress = press('sg.change', 'id')
export const renamePress = press('sg.rename', 'id', 'page')
export const writePress = press('sg.write', 'id')
export const askDeletePress = press('sg.del', 'id', 'page')
export const deletePress = press('sg.gone', 'id', 'page')

/** Buttons that begin a segment. `offer` is the draft that asked for it; 0 when none did. */
export const newPress = press('sg.new', 'offer')
export const leaveNewPress = press('sg.leave', 'offer')
export const readyPress = press('sg.ready', 'key', 'offer')
export const readyPeoplePress = press('sg.readywho', 'key', 'offer', 'page')
export const sketchPeoplePress = press('sg.sketchwho', 'sketch', 'page')
export const sketchWritePress = press('sg.author', 'sketch')
export const readyGroupPress = press('sg.readys', 'group', 'offer')
export const blankPress = press('sg.blank', 'offer')
export const resumePress = press('sg.resume', 'offer')

/**
 * Buttons of the sketch with this number. They say what should be, not what to turn round, and call a condition by its
 * id, never by its place: pressed twice, or on a card further up, they do no harm.
 */
export const builderPress = press('sg.b', 'sketch')
export const savePress = press('sg.save', 'sketch')
export const takeNamePress = press('sg.take', 'sketch')
export const onlyLinkedPress = press('sg.bound', 'sketch')
export const earlierPress = press('sg.older', 'sketch')
export const asTextPress = press('sg.text', 'sketch')
export const readingPress = press('sg.reading', 'sketch', 'reading')
export const sketchInsteadPress = press('sg.mend', 'sketch', 'instead')

/** Buttons of a group of conditions; 0 is the outermost one. */
export const levelPress = press('sg.level', 'sketch', 'group', 'page')
export const joinPress = press('sg.join', 'sketch', 'group', 'any')
export const typePress = press('sg.type', 'sketch', 'group')
export const kindsPress = press('sg.kinds', 'sketch', 'group')
export const menuPress = press('sg.menu', 'sketch', 'group', 'menu')
export const addPress = press('sg.add', 'sketch', 'group', 'id', 'kind')

/** Buttons of one condition. `slot` is the place of what can be changed in `SLOTS`. */
export const conditionPress = press('sg.c', 'sketch', 'id')
export const notPress = press('sg.not', 'sketch', 'id', 'on')
export const dropPress = press('sg.drop', 'sketch', 'id')
export const slotPress = press('sg.slot', 'sketch', 'id', 'slot', 'page')
export const choosePress = press('sg.pick', 'sketch', 'id', 'slot', 'value')
export const tickPress = press('sg.tick', 'sketch', 'id', 'value', 'on', 'page')

/** Buttons under the answer to a typed sentence; `number` is the answer's. `reading` is a place in its readings. */
export const askedPress = press('sg.asked', 'number')
export const askedReadPress = press('sg.asked1', 'number', 'reading')
export const askedPeoplePress = press('sg.askedwho', 'number', 'page')
export const askedLinkedPress = press('sg.linked', 'number')
export const askedEarlierPress = press('sg.earlier', 'number')
export const askedSavePress = press('sg.keep', 'number')
export const askedChangePress = press('sg.sketch', 'number')
export const askedInsteadPress = press('sg.instead', 'number', 'instead')
export const askedWritePress = press('sg.pen', 'number')
