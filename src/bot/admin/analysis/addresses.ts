import { address } from '../../address.js'

/** Buttons that look at a saved segment. `page` is the page of the list to come back to. */
export const portraitPress = address('an.apart', 'id', 'page', { looks: true, about: 'segment' })
export const growthPress = address('an.growth', 'id', { looks: true, about: 'segment' })
export const recountPress = address('an.count', 'id', { looks: true, about: 'segment' })
export const overlapPress = address('an.lap', 'id', 'page', 'from', { looks: true, about: 'segment' })
export const overlapFindPress = address('an.lapf', 'id', 'from', { looks: true, about: 'segment' })
export const overlapFoundPress = address('an.laps', 'id', 'search', 'page', 'from', { looks: true, about: 'segment' })
export const overlapWithPress = address('an.lap1', 'id', 'other', 'from', { looks: true, about: 'segment' })

/** Buttons of the pictures of everybody. */
export const mapPress = address('an.rfm', { looks: true })
export const ladderPress = address('an.ladder', { looks: true })
export const closePress = address('an.close', { looks: true })

/** Buttons that make fixed lists. `offer` is the draft that asked for it; 0 when none did. */
export const freezePress = address('an.freeze', 'id', { once: true, about: 'segment' })
export const listPress = address('an.list', 'offer')

/** Buttons that change a fixed list. `change` is its place in `LIST_CHANGES`; `number` is the card's that asks. */
export const changeListPress = address('an.lc', 'id', 'change', { about: 'segment' })
export const applyListPress = address('an.ly', 'id', 'number', { about: 'segment' })
