import { press } from '../../press.js'

/** Buttons of saved segments. `page` is the page of the list to come back to. */
export const listPress = press('sg.list', 'page')
export const findPress = press('sg.find')
export const foundPress = press('sg.found', 'search', 'page')
export const homePress = press('sg.home')
export const segmentPress = press('sg.seg', 'id', 'page')
export const samplePress = press('sg.five', 'id', 'page')
export const changePress = press('sg.change', 'id')
export const renamePress = press('sg.rename', 'id', 'page')
export const writePress = press('sg.write', 'id')
export const askDeletePress = press('sg.del', 'id', 'page')
export const deletePress = press('sg.gone', 'id', 'page')

/** Buttons that begin a segment. `offer` is the draft that asked for it; 0 when none did. */
export const newPress = press('sg.new', 'offer')
export const leaveNewPress = press('sg.leave', 'offer')
export const readyPress = press('sg.ready', 'key', 'offer')
export const blankPress = press('sg.blank', 'offer')
export const resumePress = press('sg.resume', 'offer')

/**
 * Buttons of the sketch with this number. They say what should be, not what to turn round, and call a condition by its
 * id, never by its place: pressed twice, or on a card further up, they do no harm.
 */
export const builderPress = press('sg.b', 'sketch')
export const joinPress = press('sg.join', 'sketch', 'any')
export const savePress = press('sg.save', 'sketch')
export const takeNamePress = press('sg.take', 'sketch')
export const kindsPress = press('sg.kinds', 'sketch')
export const addPress = press('sg.add', 'sketch', 'id', 'kind')

/** Buttons of one condition. */
export const conditionPress = press('sg.c', 'sketch', 'id')
export const notPress = press('sg.not', 'sketch', 'id', 'on')
export const dropPress = press('sg.drop', 'sketch', 'id')
export const premiumPress = press('sg.prem', 'sketch', 'id', 'value')
export const valuesPress = press('sg.vals', 'sketch', 'id', 'kind', 'page')
export const tickPress = press('sg.tick', 'sketch', 'id', 'kind', 'value', 'on', 'page')
export const windowPress = press('sg.when', 'sketch', 'id', 'kind')
export const setWindowPress = press('sg.when1', 'sketch', 'id', 'kind', 'choice')
export const typeWindowPress = press('sg.when2', 'sketch', 'id', 'kind', 'over')
export const countPress = press('sg.often', 'sketch', 'id')
export const setCountPress = press('sg.often1', 'sketch', 'id', 'choice')
export const gradePress = press('sg.grade', 'sketch', 'id', 'certain')
export const offerPress = press('sg.offer', 'sketch', 'id', 'page')
export const setOfferPress = press('sg.offer1', 'sketch', 'id', 'offer')
export const linkPress = press('sg.link', 'sketch', 'id', 'page')
export const setLinkPress = press('sg.link1', 'sketch', 'id', 'link')

/** Buttons under the answer to a typed sentence; `number` is the answer's. `reading` is a place in its readings. */
export const askedPress = press('sg.asked', 'number')
export const askedReadPress = press('sg.asked1', 'number', 'reading')
export const askedFivePress = press('sg.asked5', 'number')
export const askedLinkedPress = press('sg.linked', 'number')
export const askedEarlierPress = press('sg.earlier', 'number')
export const askedSavePress = press('sg.keep', 'number')
export const askedChangePress = press('sg.sketch', 'number')
export const askedWritePress = press('sg.pen', 'number')
