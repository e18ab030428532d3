import { press } from '../../press.js'

/** Buttons that look at a saved segment. `page` is the page of the list to come back to. */
export const portraitPress = press('an.apart', 'id', 'page')
export const growthPress = press('an.growth', 'id')
export const recountPress = press('an.count', 'id')
export const overlapPress = press('an.lap', 'id', 'page', 'from')
export const overlapFindPress = press('an.lapf', 'id', 'from')
export const overlapFoundPress = press('an.laps', 'id', 'search', 'page', 'from')
export const overlapWithPress = press('an.lap1', 'id', 'other', 'from')

/** Buttons of the pictures of everybody. */
export const mapPress = press('an.rfm')
export const ladderPress = press('an.ladder')
export const closePress = press('an.close')

/** Buttons that make fixed lists. `offer` is the draft that asked for it; 0 when none did. */
export const freezePress = press('an.freeze', 'id')
export const listPress = press('an.list', 'offer')

/** Buttons that change a fixed list. `change` is its place in `LIST_CHANGES`; `number` is the card's that asks. */
export const changeListPress = press('an.lc', 'id', 'change')
export const applyListPress = press('an.ly', 'id', 'number')

/** Those that only look. */
export const looking = [
  ...[portraitPress, growthPress, recountPress, overlapPress, overlapFindPress, overlapFoundPress, overlapWithPress],
  ...[mapPress, ladderPress, closePress],
] as const
