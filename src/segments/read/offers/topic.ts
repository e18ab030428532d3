import { type Cursor, fail, peek, take } from '../cursor.js'
import { byName, readEventName } from '../events/event.js'
import { namedAt } from '../names/bare.js'
import { byForm } from '../names/things.js'
import { failAt } from '../value.js'
import { isLinkCalled } from './link.js'

/** Takes a topic by its name alone, where nothing else is called so: "clicked boots topic". */
export function takeTopicCalled(c: Cursor): number | null {
  const { topics, offers } = c.vocabulary
  const begin = c.at
  const isOffer = (name: string) => byForm(offers, name) !== null
  while (take(c, 'offer', 'article') !== null && peek(c) !== null);
  const found = namedAt(c, name => (isOffer(name) ? null : byForm(topics, name)))
  const whole = namedAt(c, name => (isOffer(name) ? name : null))
  if (found === null || (whole !== null && whole.to > found.to) || isLinkCalled(c, found.to)) {
    c.at = begin
    return null
  }
  c.at = found.to
  take(c, 'topic')
  return found.value
}

/** The topic that is named here, or what is wrong. */
export function readTopic(c: Cursor): number {
  const written = readEventName(c)
  if (written === null) return fail(c, { kind: 'topic' })
  const { topics } = c.vocabulary
  return byName(written, topics) ?? byForm(topics, written.text) ?? failAt(c, written, { kind: 'topic' }, topics.all())
}
