import { unwatchGroups, watchGroups } from '../../../audience/rfm.js'
import { unwatchSegment, watchSegment } from '../../../segments/people/membership.js'
import { findUser } from '../../../segments/reference.js'
import { getSegment } from '../../../segments/segment.js'
import { lines, type Rich, rich } from '../../../text/rich.js'
import { type Key, key } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, say, screen } from '../../screen.js'
import { ofSegment } from '../segment-guards.js'
import { segments } from './addresses.js'
import type { noteLines } from './notes.js'

/** Beginning and ending to take down who enters and leaves a segment, and who moves between RFM groups. */
export const watchPlaces: Entry[] = [
  ...ofSegment([
    deed(segments.watch, ({ db, t }, { id }) => {
      watchSegment(db, id)
      return go(segments.open, { id, page: 0 }, t.countCards.watchBegins(getSegment(db, id).name))
    }),

    screen(segments.askUnwatch, ({ db, t: { countCards: words, admin } }, { id, page }) => ({
      text: lines([words.askUnwatch(getSegment(db, id).name), asksIt(db, id, words)]),
      keyboard: [[key(admin.back, segments.open, { id, page }), key(words.unwatch, segments.unwatch, { id, page })]],
    })),

    deed(segments.unwatch, ({ db, t }, { id, page }) => {
      unwatchSegment(db, id)
      return go(segments.open, { id, page }, t.countCards.unwatchedNow(getSegment(db, id).name))
    }),

    screen(segments.askUnwatchGroups, ({ t: { countCards: words, admin } }, { id, page }) => ({
      text: rich`${words.askUnwatchGroups}`,
      keyboard: [
        [key(admin.back, segments.open, { id, page }), key(words.unwatch, segments.unwatchGroups, { id, page })],
      ],
    })),

    deed(segments.unwatchGroups, ({ db, t }, { id, page }) => {
      unwatchGroups(db)
      return go(segments.open, { id, page }, t.countCards.groupsUnwatchedNow)
    }),
  ]),

  deed(segments.watchGroups, ({ db, at, t }) => {
    watchGroups(db, at)
    return say(t.countCards.groupsWatchBegins)
  }),
]

/** Which kept segment asks who enters or leaves it; null: none does. */
function asksIt(db: Here['db'], id: number, words: Here['t']['countCards']): Rich | null {
  const by = findUser(db, { kind: 'segment', id })
  return by === null ? null : words.unwatchAsked(by)
}

/** The buttons that begin to watch what a criterion asks and nobody watches. */
export function watchKeys({ t }: Pick<Here, 't'>, noted: ReturnType<typeof noteLines>): Key[] {
  return [
    ...(noted.unwatched === null ? [] : [key(t.countCards.watch, segments.watch, { id: noted.unwatched })]),
    ...(noted.unwatchedGroups ? [key(t.countCards.watchGroups, segments.watchGroups, {})] : []),
  ]
}
