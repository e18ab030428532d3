import { HOUR } from '../../../clock.js'
import { meetsNextRun } from '../../../delivery/campaign/repeat/next-run.js'
import { repeatOf } from '../../../delivery/campaign/repeat.js'
import { NUDGE_HOURS } from '../../../delivery/schedule/nudge.js'
import { AppError } from '../../../errors.js'
import { type Content, readContent } from '../../../offers/content.js'
import { getDraft } from '../../../offers/draft.js'
import { withFields } from '../../../offers/personal/field.js'
import { checkContent, showsCode } from '../../../offers/personal.js'
import { type Language, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, quote, rich } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import { again, deed, type Entry, go, takes } from '../../screen.js'
import { changeRows } from '../drafts/change.js'
import { zoneOf } from '../drafts/zone.js'
import { isMoment, parseSpan } from '../typed/moment.js'
import { contentWords } from '../words/content.js'
import { shownName } from '../words/name.js'
import { offers } from './addresses.js'
import { draftPlaces, draftScreen, inSeries } from './place.js'

const USUAL = [3, 24, 72] as const
const DAY_HOURS = 24
const SHOWN = 600

/** A second message to those who pressed nothing in the first, which it quotes. */
export const nudgePlaces: Entry[] = draftPlaces([
  draftScreen(
    offers.nudge,
    ({ db, at, language, t }, { offer }) => {
      const { offerCards: words, admin } = t
      const { name, draft } = getDraft(db, offer)
      const { nudge } = draft
      const repeat = repeatOf(db, offer)
      const meets = nudge !== null && repeat !== null && meetsNextRun(db, repeat, nudge.hours * HOUR, at)
      const mark = (hours: number) => `${nudge?.hours === hours ? '✅ ' : ''}${words.nudgeAfter(hours)}`
      return {
        text: lines([
          words.nudgeAsked(shownName(name)),
          nudge === null ? null : rich`${words.nudgeAfter(nudge.hours)}: ${contentWords(nudge.content, language)}`,
          ...(nudge === null || nudge.content.text === '' ? [] : [quote(shorten(nudge.content.text, SHOWN))]),
          words.nudgeHint,
          nudge !== null && meets ? words.nudgeMeetsRun(nudge.hours) : null,
        ]),
        keyboard: [
          ...pairs([
            ...USUAL.map(hours => key(mark(hours), offers.nudgeIs, { offer, hours })),
            ...(nudge === null ? [] : [key(words.keys.noNudge, offers.nudgeIs, { offer, hours: 0 })]),
          ]),
          [
            ...(inSeries(db, offer) === null ? [key(admin.back, offers.more, { offer })] : []),
            key(admin.card, offers.open, { offer }),
          ],
        ],
      }
    },
    {
      words: takes<'offer', { hours: number } | Content>({
        look({ db, ownTargets, t, at, ...here }, { said: { message, text } }) {
          // After how long is asked on the same card: what says only that is no message.
          const span = parseSpan(text)
          if (span !== null) {
            const hours = span.days * DAY_HOURS + span.ms / HOUR
            return isHours(hours) ? { hours } : again(t.offerCards.nudgeHours)
          }
          if (isMoment(text, zoneOf({ db, ...here }, here.me), at)) return again(t.offerCards.nudgeMoment)
          const content = withFields(db, readContent(message))
          checkContent(content, ownTargets)
          if (showsCode(content)) throw new AppError('code_in_nudge')
          return content
        },
        do({ db, language }, { values: { offer } }, said) {
          const typed = 'hours' in said ? said : null
          const content = 'hours' in said ? null : said
          changeRows(db, offer, ({ nudge }) => ({
            nudge: {
              hours: typed?.hours ?? nudge?.hours ?? USUAL[1],
              content: content ?? nudge?.content ?? usualContent(language),
            },
          }))
          return go(offers.nudge, { offer })
        },
      }),
    },
  ),

  deed(offers.nudgeIs, ({ db, language }, { offer, hours }) => {
    if (hours !== 0 && !isHours(hours)) throw new AppError('deed_done')
    changeRows(db, offer, ({ nudge }) => ({
      nudge: hours === 0 ? null : { hours, content: nudge?.content ?? usualContent(language) },
    }))
    return go(offers.nudge, { offer })
  }),
])

function isHours(hours: number): boolean {
  return Number.isInteger(hours) && hours >= NUDGE_HOURS.least && hours <= NUDGE_HOURS.most
}

function usualContent(language: Language): Content {
  const text = texts(language).offerCards.nudgeUsual
  return { kind: 'text', text, entities: [], fileId: null, preview: false, buttons: [] }
}
