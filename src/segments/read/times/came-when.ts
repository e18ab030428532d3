import type { AnyLeaf, Rule } from '../../rule.js'
import { type Cursor, peek } from '../cursor.js'
import { seesWhenFirst } from './when-first.js'
import { readWindow, seesWindow } from './window.js'

/** "From Instagram last week": when they came stands behind where from. */
export function whenTheyCame(c: Cursor, part: Rule): Rule {
  const came = 'leaf' in part && (part.leaf === 'source' || part.leaf === 'channel') && !('last' in part)
  if (!came || peek(c)?.kind === 'sign' || !seesWindow(c) || seesWhenFirst(c)) return part
  const subscribed: AnyLeaf = { leaf: 'subscribed', window: readWindow(c) }
  return { all: [part, subscribed] }
}
