import { AppError } from '../../../errors.js'
import { parseButtons } from '../../../offers/button.js'
import { type Button, type Content, readContent, withWords } from '../../../offers/content.js'
import { checkContent, showsCode } from '../../../offers/personal.js'
import { shorten } from '../../../text/format.js'
import { lines, rich } from '../../../text/rich.js'
import { key } from '../../card.js'
import type { Here } from '../../here.js'
import { type Doing, deed, type Entry, type Go, go, screen, takes } from '../../screen.js'
import { FIRST_LINE_LIMIT } from '../../settings/first-line.js'
import { SHOP_LINE_LIMIT } from '../../settings/shop-line.js'
import { saveText, WORDS_ALONE } from '../../settings/texts.js'
import { wordings } from './addresses.js'
import { noteProblem, sendPreview } from './text.js'
import { contentOf, type Numbers, senderOf, type Which, whichOf } from './which.js'

const SHOWN = 1_500

/** Changing a text: by sending it as it should look, its buttons as lines. */
export const editPlaces: Entry[] = [
  screen(
    wordings.change,
    (here, numbers) => {
      const { textCards: t, offers } = here.t
      const which = whichOf(here.db, numbers)
      const medium = nowOf(here, which).kind !== 'text'
      return {
        text: lines([
          ...headOf(here, which),
          WORDS_ALONE.has(which.name) ? null : t.ask,
          medium ? t.askWords : null,
          which.name === 'welcome' ? t.howToStop : null,
          which.name === 'first' ? t.askFirst : which.name === 'phone' ? t.askPhone : null,
          which.name === 'line' ? t.askLine : null,
          rich`\n${offers.placeholderHint}`,
        ]),
        keyboard: [[key(here.t.admin.back, wordings.open, numbers)]],
      }
    },
    {
      words: takes({
        look: (here, { values, said: { message } }) => checkedAs(here, whichOf(here.db, values), readContent(message)),
        do: (here, { values }, content) => keepAndShow(here, values, content),
        came: noteProblem,
      }),
    },
  ),

  screen(
    wordings.buttons,
    (here, numbers) => {
      const { textCards: t, offers, offerCards } = here.t
      const which = whichOf(here.db, numbers)
      const typed = linesOf(nowOf(here, which).buttons)
      return {
        text: lines([
          ...headOf(here, which),
          t.askButtons,
          offers.buttonsHint,
          typed === '' ? null : offerCards.buttonsNow(shorten(typed, SHOWN)),
        ]),
        keyboard: [
          ...(typed === '' ? [] : [[key(t.keys.noButtons, wordings.noButtons, numbers)]]),
          [key(here.t.admin.back, wordings.open, numbers)],
        ],
      }
    },
    {
      words: takes(
        {
          look: (here, { values, said: { text } }) =>
            checked(here, {
              ...nowOf(here, whichOf(here.db, values)),
              buttons: parseButtons(text, here.ownTargets),
            }),
          do: (here, { values }, content) => keepAndShow(here, values, content),
          came: noteProblem,
        },
        here => here.t.asked.buttons,
      ),
    },
  ),

  deed(wordings.noButtons, (here, numbers) => {
    const which = whichOf(here.db, numbers)
    keep(here, which, checked(here, { ...nowOf(here, which), buttons: [] }))
    return go(wordings.open, numbers)
  }),
]

/** What was sent in the place of a text. Above an offer stand words alone, and few of them. @throws AppError */
function checkedAs(here: Here, which: Which, sent: Content): Content {
  if (sent.poll !== undefined) throw new AppError('poll_only_offers')
  const content = withWords(nowOf(here, which), sent)
  if (which.name === 'phone' && content.kind !== 'text') throw new AppError('text_only_words')
  if (which.name === 'line') {
    if (content.kind !== 'text') throw new AppError('text_only_words')
    const { length } = content.text
    if (length > SHOP_LINE_LIMIT) throw new AppError('shop_line_too_long', { length, limit: SHOP_LINE_LIMIT })
  }
  if (which.name === 'first') {
    if (content.kind !== 'text') throw new AppError('first_line_only_words')
    const { length } = content.text
    if (length > FIRST_LINE_LIMIT) throw new AppError('first_line_too_long', { length, limit: FIRST_LINE_LIMIT })
  }
  return checked(here, content)
}

/** Kept only once Telegram is sure to take it for everybody. @throws AppError as `checkContent` */
function checked({ ownTargets }: Here, content: Content): Content {
  checkContent(content, ownTargets)
  if (showsCode(content)) throw new AppError('code_missing')
  return content
}

function keep({ db }: Doing, { name, language, source }: Which, content: Content): void {
  saveText(db, name, language, source, content)
}

/** Shows how it looks, and the card again below it. */
function keepAndShow(here: Doing, numbers: Numbers, content: Content): Go {
  const which = whichOf(here.db, numbers)
  keep(here, which, content)
  sendPreview(here, which, here.t.textCards.saved)
  return go(wordings.open, numbers)
}

function nowOf(here: Here, which: Which): Content {
  return contentOf(here.db, which, senderOf(here, which.name))
}

function headOf({ t: { textCards: t } }: Here, { name, language, source }: Which) {
  return [t.one(t.names[name], t.languages[language]), ...(source === null ? [] : [t.forSource(source)]), '']
}

function linesOf(buttons: Button[][]): string {
  return buttons.map(row => row.map(({ label, url }) => `${label} - ${url}`).join(' | ')).join('\n')
}
