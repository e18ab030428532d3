import { address } from '../../address.js'

/** Buttons of saved segments. `page` is the page of the list to come back to. */
export const listPress = address('sg.list', 'page', { looks: true })
export const findPress = address('sg.find', { looks: true })
export const foundPress = address('sg.found', 'search', 'page', { looks: true })
export const homePress = address('sg.home', { looks: true })
export const segmentPress = address('sg.seg', 'id', 'page', { looks: true, about: 'segment' })
/** What the amounts of an old segment were counted in: 1 whole units, 0 minor ones. */
export const amountPress = address('sg.amount', 'id', 'page', 'whole', { about: 'segment' })
/** Who is in it; `from` is the page of the list of segments to come back to. */
export const peoplePress = address('sg.who', 'id', 'from', 'page', { looks: true, about: 'segment' })
export const bindPress = address('sg.bind', 'id', { about: 'segment' })
export const seniorPress = address('sg.senior', 'id', { about: 'segment' })
export const changePress = address('sg.change', 'id', { about: 'segment' })
export const renamePress = address('sg.rename', 'id', 'page', { about: 'segment' })
export const writePress = address('sg.write', 'id', { about: 'segment' })
export const askDeletePress = address('sg.del', 'id', 'page', { about: 'segment' })
export const deletePress = address('sg.gone', 'id', 'page', { about: 'segment' })

/** Buttons that begin a segment. `offer` is the draft that asked for it; 0 when none did. */
export const newPress = address('sg.new', 'offer')
export const leaveNewPress = address('sg.leave', 'offer')
export const readyPress = address('sg.ready', 'key', 'offer')
export const readyPeoplePress = address('sg.readywho', 'key', 'offer', 'page')
export const sketchPeoplePress = address('sg.sketchwho', 'sketch', 'page', { about: 'sketch' })
export const sketchWritePress = address('sg.author', 'sketch', { about: 'sketch' })
export const readyGroupPress = address('sg.readys', 'group', 'offer')
export const blankPress = address('sg.blank', 'offer')
export const resumePress = address('sg.resume', 'offer')

/** Keeping the sketch with this number. */
export const savePress = address('sg.save', 'sketch', { about: 'sketch' })
export const takeNamePress = address('sg.take', 'sketch', { about: 'sketch' })

/** Buttons under the answer to a typed sentence; `number` is the answer's. `reading` is a place in its readings. */
export const askedPress = address('sg.asked', 'number', { looks: true })
export const askedReadPress = address('sg.asked1', 'number', 'reading', { looks: true })
export const askedPeoplePress = address('sg.askedwho', 'number', 'page', { looks: true })
export const askedLinkedPress = address('sg.linked', 'number', { looks: true })
export const askedEarlierPress = address('sg.earlier', 'number', { looks: true })
export const askedSavePress = address('sg.keep', 'number')
export const askedChangePress = address('sg.sketch', 'number')
export const askedInsteadPress = address('sg.instead', 'number', 'instead', { looks: true })
export const askedWritePress = address('sg.pen', 'number')
