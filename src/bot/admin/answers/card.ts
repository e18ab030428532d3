import { parseButtons } from '../../../offers/button.js'
import type { Button, Content } from '../../../offers/content.js'
import { shorten } from '../../../text/format.js'
import { lines, rich } from '../../../text/rich.js'
import { key } from '../../card.js'
import type { Here } from '../../here.js'
import type { Posted } from '../../lanes/outbox.js'
import { dropWords, MOST_WORDS, setWords, wordsOf } from '../../replies/ready/keyword.js'
import { ANSWER_NAME, deleteReady, getReady, renameReady, rewordReady } from '../../replies/ready.js'
import { below, type Doing, deed, type Entry, type Go, go, type Outcome, screen, takes, words } from '../../screen.js'
import { renderContent } from '../../settings/texts.js'
import { contentWords } from '../words/content.js'
import { answers } from './addresses.js'
import { checkedAnswer, keepable } from './content.js'

const SHOWN = 1_500
const LABELS = 300

/** One ready answer: what it says, the words that bring it by itself, and how often it went which way. */
export const cardPlaces: Entry[] = [
  screen(
    answers.open,
    ({ db, language, t: { admin, answerCards: t } }, { answer: id }, note) => {
      const ready = getReady(db, id)
      const { content } = ready
      const bring = wordsOf(db, id)
      const labels = content.buttons.flat().map(({ label }) => label)
      const at = (label: string, to: typeof answers.change) => key(label, to, { answer: id })
      return {
        text: lines([
          t.one(ready.name, contentWords(content, language)),
          content.text === '' ? null : rich`${shorten(content.text, SHOWN)}`,
          labels.length === 0 ? null : t.buttons(shorten(labels.join(', '), LABELS)),
          '',
          bring.length === 0 ? t.noWords : t.bring(bring.join(', ')),
          t.went(ready.byWord, ready.askedOn, ready.byStaff, ready.byMenu),
          note === null ? null : rich`\n${note}`,
        ]),
        keyboard: [
          [at(t.keys.words, answers.words), at(t.keys.change, answers.change)],
          [at(t.keys.buttons, answers.buttons), at(t.keys.name, answers.name)],
          [at(t.keys.preview, answers.preview), at(t.keys.delete, answers.delete)],
          [key(admin.back, answers.list, { page: 0 })],
        ],
      }
    },
    { note: 'own' },
  ),

  screen(
    answers.change,
    ({ db, t: { admin, answerCards: t, textCards, offers } }, { answer }) => ({
      text: lines([
        t.askChange(getReady(db, answer).name),
        getReady(db, answer).content.kind === 'text' ? null : textCards.askWords,
        offers.placeholderHint,
      ]),
      keyboard: [[key(admin.back, answers.open, { answer })]],
    }),
    {
      words: takes({
        look: (here, { values: { answer }, said: { message } }) =>
          checkedAnswer(here, message, getReady(here.db, answer).content),
        do: (here, { values: { answer } }, content) => keepAndShow(here, answer, content),
        came: (here, _, posted, outcome) => noteProblem(here, posted, outcome),
      }),
    },
  ),

  screen(
    answers.buttons,
    ({ db, t: { admin, answerCards: t, textCards, offers, offerCards } }, { answer }) => {
      const typed = linesOf(getReady(db, answer).content.buttons)
      return {
        text: lines([
          t.askButtons(getReady(db, answer).name),
          offers.buttonsHint,
          typed === '' ? null : offerCards.buttonsNow(shorten(typed, SHOWN)),
        ]),
        keyboard: [
          ...(typed === '' ? [] : [[key(textCards.keys.noButtons, answers.noButtons, { answer })]]),
          [key(admin.back, answers.open, { answer })],
        ],
      }
    },
    {
      words: takes(
        {
          look: (here, { values: { answer }, said: { text } }) =>
            keepable(here, { ...getReady(here.db, answer).content, buttons: parseButtons(text, here.ownTargets) }),
          do: (here, { values: { answer } }, content) => keepAndShow(here, answer, content),
          came: (here, _, posted, outcome) => noteProblem(here, posted, outcome),
        },
        here => here.t.asked.buttons,
      ),
    },
  ),

  deed(answers.noButtons, ({ db }, { answer }) => {
    rewordReady(db, answer, { ...getReady(db, answer).content, buttons: [] })
    return go(answers.open, { answer })
  }),

  screen(
    answers.words,
    ({ db, t: { admin, answerCards: t } }, { answer }) => {
      const bring = wordsOf(db, answer)
      return {
        text: lines([
          t.askWords(getReady(db, answer).name, MOST_WORDS),
          bring.length === 0 ? null : t.wordsNow(bring.join(', ')),
        ]),
        keyboard: [
          ...(bring.length === 0 ? [] : [[key(t.keys.noWords, answers.noWords, { answer })]]),
          [key(admin.back, answers.open, { answer })],
        ],
      }
    },
    {
      words: words(
        ({ db }, { answer }, { text }) => {
          getReady(db, answer)
          setWords(db, answer, text)
          return go(answers.open, { answer })
        },
        here => here.t.asked.answerWords,
      ),
    },
  ),

  deed(answers.noWords, ({ db }, { answer }) => {
    dropWords(db, answer)
    return go(answers.open, { answer })
  }),

  screen(
    answers.name,
    ({ db, t: { admin, answerCards: t } }, { answer }) => ({
      text: t.askName(getReady(db, answer).name, ANSWER_NAME),
      keyboard: [[key(admin.back, answers.open, { answer })]],
    }),
    {
      words: words(
        ({ db }, { answer }, { text }) => {
          renameReady(db, answer, text)
          return go(answers.open, { answer })
        },
        here => here.t.asked.answerName,
      ),
    },
  ),

  deed(answers.preview, {
    look: () => null,
    do(here, { answer }) {
      sendPreview(here, getReady(here.db, answer).content, here.t.textCards.previewHead)
      return below(go(answers.open, { answer }))
    },
    came: (here, _, posted, outcome) => noteProblem(here, posted, outcome),
  }),

  screen(answers.delete, ({ db, t: { admin, answerCards: t } }, { answer }) => ({
    text: t.askDelete(getReady(db, answer).name),
    keyboard: [[key(t.keys.deleteYes, answers.deleteYes, { answer }), key(admin.back, answers.open, { answer })]],
  })),

  deed(answers.deleteYes, ({ db }, { answer }) => {
    deleteReady(db, answer)
    return go(answers.list, { page: 0 })
  }),
]

/** Shows how it looks, and the card again below it. */
function keepAndShow(here: Doing, answer: number, content: Content): Go {
  rewordReady(here.db, answer, content)
  sendPreview(here, content, here.t.textCards.saved)
  return go(answers.open, { answer })
}

function sendPreview(doing: Doing, content: Content, head: string): void {
  const { me, name, user } = doing
  const reader = { firstName: name ?? '', lastName: user.last_name ?? null, username: user.username ?? null }
  doing.send(me, { method: 'sendMessage', payload: { text: head } })
  doing.send(me, renderContent(content, reader))
}

/** Says beside the card why Telegram would not take it. */
function noteProblem({ t }: Here, [, shown]: Posted[], outcome: Outcome): Outcome {
  if (outcome.kind !== 'go' || shown?.state !== 'refused') return outcome
  return { ...outcome, note: rich`${t.textCards.previewFailed(shown.description)}` } satisfies Go
}

function linesOf(buttons: Button[][]): string {
  return buttons.map(row => row.map(({ label, url }) => `${label} - ${url}`).join(' | ')).join('\n')
}
