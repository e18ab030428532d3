import { type Cursor, peek, seeBeginning } from '../cursor.js'

/** What begins a condition of several words, of which not every one is listed: "used SPRING", "left a review". */
const SURELY =
  /^(?:used|finished|completed|left|returned|entered|started|joined|blocked|redeemed|applied|visited|viewed)$/
const VERB =
  /^(?:[a-z]{3,}ed|bought|spent|saw|seen|got|left|made|took|came|gave|wrote|chose|read|haven't|hasn't|didn't|last|first|average|want|wants|love|loves|like|likes)$/

/** True before an English verb that begins a condition: "men over 30 ordered", "women with dry skin clicked" need no *who*. */
export function saysDid(c: Cursor): boolean {
  const word = peek(c)?.text ?? ''
  return SURELY.test(word) || (VERB.test(word) && seeBeginning(c) !== null)
}
