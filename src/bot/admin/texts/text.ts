import { findSourceOf } from '../../../audience/source.js'
import { type Language, shorten } from '../../../text/format.js'
import type { Texts } from '../../../text/index.js'
import { lines, type Rich, rich } from '../../../text/rich.js'
import type { Address } from '../../address.js'
import { type Key, key } from '../../card.js'
import type { Here } from '../../here.js'
import type { Posted } from '../../lanes/outbox.js'
import { languages } from '../../language.js'
import { below, type Doing, deed, type Entry, type Go, go, type Outcome, screen } from '../../screen.js'
import { findOwnText, renderContent, resetText, WORDS_ALONE } from '../../settings/texts.js'
import { menuRows } from '../../subscriber/menu/keys.js'
import { sources } from '../sources/addresses.js'
import { contentWords } from '../words/content.js'
import { wordings } from './addresses.js'
import { contentOf, type Numbers, senderOf, usualWords, type Which, whichOf } from './which.js'

const SHOWN = 1_500
const LABELS = 300

/** One text: what is read now, how it looks, and the usual words again. */
export const onePlaces: Entry[] = [
  screen(
    wordings.open,
    (here, numbers, note) => {
      const { textCards: t } = here.t
      const which = whichOf(here.db, numbers)
      const { name, source } = which
      const own = findOwnText(here.db, name, which.language, source)
      const at = (label: string, to: Address<keyof Numbers>) => key(label, to, numbers)
      const other = (language: Language, label: string) =>
        key(which.language === language ? `✅ ${label}` : label, wordings.open, {
          ...numbers,
          language: languages.indexOf(language),
        })
      const list = { language: numbers.language, page: 0 }
      return {
        text: lines([
          t.one(t.names[name], t.languages[which.language]),
          source === null ? rich`${t.about[name]}` : t.forSource(source),
          '',
          ...nowLines(here, which),
          note === null ? null : rich`\n${note}`,
        ]),
        keyboard: [
          [
            at(t.keys.change, wordings.change),
            ...(WORDS_ALONE.has(name) ? [] : [at(t.keys.buttons, wordings.buttons)]),
          ],
          [
            at(t.keys.preview, wordings.preview),
            ...(own === null ? [] : [at(resetLabel(t.keys, which), wordings.reset)]),
          ],
          [other('en', 'English'), other('ru', 'Русский')],
          ...(name === 'welcome' && source === null ? [[key(t.keys.sources, wordings.sources, list)]] : []),
          [backOf(here, source, list)],
        ],
      }
    },
    { note: 'own', sole: 'chat' },
  ),

  deed(wordings.reset, ({ db }, numbers) => {
    const { name, language, source } = whichOf(db, numbers)
    resetText(db, name, language, source)
    return go(wordings.open, numbers)
  }),

  deed(wordings.preview, {
    look: () => null,
    do(here, numbers) {
      sendPreview(here, whichOf(here.db, numbers), here.t.textCards.previewHead)
      return below(go(wordings.open, numbers))
    },
    came: noteProblem,
  }),
]

/** Without words of its own there is no line of the shop at all. */
function resetLabel(keys: Texts['textCards']['keys'], { name, source }: Which): string {
  if (name === 'line') return keys.noLine
  return source === null ? keys.reset : keys.resetSource
}

/** Back to the source that somebody made, else to the list that leads here. */
function backOf({ db, t: { admin } }: Here, source: string | null, list: { language: number; page: number }): Key {
  if (source === null) return key(admin.back, wordings.list, {})
  const id = findSourceOf(db, source)
  return id === null ? key(admin.back, wordings.sources, list) : key(admin.back, sources.open, { id })
}

function nowLines(here: Here, which: Which): Rich[] {
  const { db, language } = here
  const { textCards: t } = here.t
  const own = findOwnText(db, which.name, which.language, which.source)
  if (own === null && which.name === 'line') return [rich`${t.noLine}`]
  if (own === null && which.source !== null) return [rich`${t.isGeneral}`]
  if (own === null) return [rich`${t.isUsual}`, usualWords(which, senderOf(here, which.name))]
  const labels = own.buttons.flat().map(({ label }) => label)
  return [
    rich`${t.isOwn(contentWords(own, language))}`,
    ...(own.text === '' ? [] : [rich`${shorten(own.text, SHOWN)}`]),
    ...(labels.length === 0 ? [] : [rich`${t.buttons(shorten(labels.join(', '), LABELS))}`]),
  ]
}

/** Sends a text to whoever asks, as people read it, under a line that says what it is. To be called in a deed. */
export function sendPreview(doing: Doing, which: Which, head: string): void {
  const { db, me, name, user } = doing
  const reader = { firstName: name ?? '', lastName: user.last_name ?? null, username: user.username ?? null }
  doing.send(me, { method: 'sendMessage', payload: { text: head } })
  const rows = which.name === 'welcome' ? menuRows(db) : []
  doing.send(me, renderContent(contentOf(db, which, senderOf(doing, which.name)), reader, rows))
}

/** Says beside the card why Telegram would not take a text. */
export function noteProblem({ t }: Here, _: unknown, [, shown]: Posted[], outcome: Outcome): Outcome {
  if (outcome.kind !== 'go' || shown?.state !== 'refused') return outcome
  return { ...outcome, note: rich`${t.textCards.previewFailed(shown.description)}` } satisfies Go
}
