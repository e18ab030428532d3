import { isAppError } from '../../../errors.js'
import { deleteSegment, getListed, renameSegment } from '../../../segments/segment.js'
import { key } from '../../card.js'
import { deed, type Entry, go, saying, screen, words } from '../../screen.js'
import { ofListed, ofSegment } from '../segment-guards.js'
import { segments } from './addresses.js'

/** Another name for a saved segment, and its end. */
export const managePlaces: Entry[] = [
  ...ofSegment([
    screen(
      segments.rename,
      ({ db, t: { segmentCards: t, admin } }, { id, page }) => ({
        text: t.askRename(getListed(db, id).name),
        keyboard: [[key(admin.back, segments.open, { id, page })]],
      }),
      {
        words: words(
          ({ db }, { id, page }, { text }) => {
            renameSegment(db, id, text)
            return go(segments.open, { id, page })
          },
          here => here.t.segmentCards.nameInWords,
        ),
      },
    ),
  ]),

  ...ofListed([
    screen(segments.askDelete, ({ db, t: { segmentCards: t, admin } }, { id, page }) => ({
      text: t.askDelete(getListed(db, id).name),
      keyboard: [[key(admin.back, segments.open, { id, page }), key(t.removeSurely, segments.delete, { id, page })]],
    })),

    deed(segments.delete, ({ db, at, t }, { id, page }) => {
      const { name } = getListed(db, id)
      try {
        deleteSegment(db, id, at)
      } catch (error) {
        if (!isAppError(error, 'segment_in_use')) throw error
        return saying(go(segments.open, { id, page }), t.errors.segment_in_use(error.details))
      }
      return saying(go(segments.list, { page }), t.segmentCards.removed(name))
    }),
  ]),
]
