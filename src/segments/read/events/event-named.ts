import { fold } from '../../../text/fold.js'
import { type Cursor, peek, seeBeginning, takeSign } from '../cursor.js'
import { endsHere } from '../fields/field.js'
import { JOINTS } from '../lexicon.js'
import { namedAt } from '../names/bare.js'
import { seesCount } from '../numbers/count.js'
import { thingCalled } from '../orders/bought.js'
import { seesWindow } from '../times/window.js'
import { failAt, raw, type Written } from '../value.js'
import { deedCame, deedLike, deedMade, deedNamed, onlyDeed, sameDeed } from '../words/verb-form.js'
import { byName, readEventName, seesName } from './event.js'
import { eventCalled, eventCounted } from './event-called.js'

/** The event whose name stands at the cursor, and where that ends; null where none does. */
export function eventAt(c: Cursor): { value: number; to: number } | null {
  return namedAt(c, name => deedCalled(c, name))
}

/** The event that is named here by what it counts, in either language, and where that ends; null where none is. */
export function countedAt(c: Cursor): { value: number; to: number } | null {
  const { events } = c.vocabulary
  return namedAt(c, name => {
    if (JOINTS.has(fold(name)) || thingCalled(c, name) !== null) return null
    const deed = deedNamed(name, events.all())
    return deed === null ? eventCounted(events, name) : events.find(deed)
  })
}

/** Takes the name of an event, or its number: its id; null where nothing that may be one stands here. */
export function takeEvent(c: Cursor): number | null {
  const { events } = c.vocabulary
  takeSign(c, ':')
  const found = eventAt(c)
  if (found !== null) {
    c.at = found.to
    return found.value
  }
  const written = numberHere(c) ?? (seesName(c) ? readEventName(c) : null)
  return written === null ? null : (byName(written, events) ?? failAt(c, written, { kind: 'event' }, events.all()))
}

/** The event of this name or of a form of it, or that another aspect of its verb says: «заселялись». */
function deedCalled(c: Cursor, name: string): number | null {
  const { events } = c.vocabulary
  const found = eventCalled(events, name)
  if (found !== null) return found
  const plain = fold(name)
  // «Записались в клуб» is something else than «Записался на приём».
  const behind: Cursor = { ...c, at: c.at + 1, trying: true }
  const alone = endsHere(behind) || seesWindow(behind) || seesCount(behind)
  const only = !alone || JOINTS.has(plain) || seeBeginning(c) !== null ? null : onlyDeed(plain, events.all())
  const came = alone && DENIED.has(c.tokens[c.at - 1]?.text ?? '') ? deedCame(plain, events.all()) : null
  const same =
    came ??
    sameDeed(name, events.all()) ??
    deedLike(name, events.all()) ??
    deedMade(name, events.all()) ??
    only ??
    behindAfter(c, name)
  return same === null ? null : events.find(same)
}

/** «После вебинара»: behind such a word the noun of what they did is enough. */
function behindAfter(c: Cursor, name: string): string | null {
  return AFTER.has(c.tokens[c.at - 1]?.text ?? '') ? deedNamed(name, c.vocabulary.events.all()) : null
}

/** «Не приходили 2 недели»: where they did not come needs no word. */
const DENIED: ReadonlySet<string> = new Set(['не', 'not'])

const AFTER: ReadonlySet<string> = new Set(['после', 'события'])

/** "#5": an event that cannot be called by its name. */
function numberHere(c: Cursor): Written | null {
  if (peek(c)?.text !== '#' || peek(c, 1)?.kind !== 'number') return null
  const from = c.at
  c.at += 2
  return { text: raw(c, from, c.at), quoted: false, from, to: c.at }
}
