import { HOUR } from '../../../clock.js'
import { RECALL_HOURS } from '../../../delivery/recall.js'
import { AppError } from '../../../errors.js'
import { type Content, readContent } from '../../../offers/content.js'
import { getDraft } from '../../../offers/draft.js'
import { withFields } from '../../../offers/field.js'
import { checkContent } from '../../../offers/personal.js'
import { duration, type Language, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, quote, rich } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import { deed, type Entry, go, takes } from '../../screen.js'
import { changeRows } from '../drafts/change.js'
import { contentWords } from '../words/content.js'
import { shownName } from '../words/name.js'
import { offers } from './addresses.js'
import { draftPlaces, draftScreen } from './place.js'

const USUAL = [3, 24, 72] as const
const SHOWN = 600

/** A second message to those who pressed nothing in the first, which it quotes. */
export const recallPlaces: Entry[] = draftPlaces([
  draftScreen(
    offers.recall,
    ({ db, language, t }, { offer }) => {
      const { offerCards: words, admin } = t
      const { name, draft } = getDraft(db, offer)
      const { recall } = draft
      const label = (hours: number) => words.recallAfter(duration(hours * HOUR, language))
      const mark = (hours: number) => `${recall?.hours === hours ? '✅ ' : ''}${label(hours)}`
      return {
        text: lines([
          words.recallAsked(shownName(name)),
          recall === null ? null : rich`${label(recall.hours)}: ${contentWords(recall.content, language)}`,
          ...(recall === null || recall.content.text === '' ? [] : [quote(shorten(recall.content.text, SHOWN))]),
          words.recallHint,
        ]),
        keyboard: [
          ...pairs([
            ...USUAL.map(hours => key(mark(hours), offers.recallIs, { offer, hours })),
            ...(recall === null ? [] : [key(words.keys.noRecall, offers.recallIs, { offer, hours: 0 })]),
          ]),
          [key(admin.back, offers.more, { offer }), key(admin.card, offers.open, { offer })],
        ],
      }
    },
    {
      words: takes<'offer', Content>({
        look({ db, ownTargets }, { said: { message } }) {
          const content = withFields(db, readContent(message))
          checkContent(content, ownTargets)
          return content
        },
        do({ db }, { values: { offer } }, content) {
          changeRows(db, offer, ({ recall }) => ({ recall: { hours: recall?.hours ?? USUAL[1], content } }))
          return go(offers.recall, { offer })
        },
      }),
    },
  ),

  deed(offers.recallIs, ({ db, language }, { offer, hours }) => {
    if (hours !== 0 && (hours < RECALL_HOURS.least || hours > RECALL_HOURS.most)) throw new AppError('deed_done')
    changeRows(db, offer, ({ recall }) => ({
      recall: hours === 0 ? null : { hours, content: recall?.content ?? usualContent(language) },
    }))
    return go(offers.recall, { offer })
  }),
])

function usualContent(language: Language): Content {
  const text = texts(language).offerCards.recallUsual
  return { kind: 'text', text, entities: [], fileId: null, preview: false, buttons: [] }
}
