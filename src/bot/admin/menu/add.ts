import { getQuestion, listQuestions } from '../../../audience/survey/question.js'
import { AppError } from '../../../errors.js'
import { parseButtons } from '../../../offers/button.js'
import { onOneLine } from '../../../text/edges.js'
import { shorten, wholeCharacters } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { key } from '../../card.js'
import type { Here } from '../../here.js'
import { getReady, listReady } from '../../replies/ready.js'
import { type Doing, deed, type Entry, type Go, go, screen, words } from '../../screen.js'
import { addMenuButton, listMenu, MENU_CODE, MENU_LABEL, type MenuAction } from '../../settings/menu.js'
import { answers } from '../answers/addresses.js'
import { pageRow, pageWithin } from '../page.js'
import { survey } from '../survey/addresses.js'
import { menu } from './addresses.js'

const SIZE = 6
const DASH = / [-‐‑‒–—―−] | ?: /

/** A new button of the menu: what it does is asked first, and then the one thing that it needs. */
export const addPlaces: Entry[] = [
  screen(menu.add, ({ t: { admin, menuCards: t } }) => ({
    text: lines([t.askKind]),
    keyboard: [
      [key(t.keys.link, menu.link, {}), key(t.keys.answer, menu.answer, { page: 0 })],
      [key(t.keys.question, menu.question, { page: 0 }), key(t.keys.code, menu.code, {})],
      [key(admin.back, menu.list, {})],
    ],
  })),

  screen(menu.link, here => asking(here, here.t.menuCards.askLink), {
    words: words(
      (here, _, { text }) => {
        const [button, ...others] = parseButtons(text, here.ownTargets).flat()
        if (button === undefined || others.length > 0) throw new AppError('menu_one_button')
        return add(here, button.label, { kind: 'link', url: button.url })
      },
      here => here.t.asked.menuLink,
    ),
  }),

  screen(menu.answer, ({ db, t: { admin, menuCards: t } }, { page: wanted }) => {
    const { total } = listReady(db, { offset: 0, limit: 0 })
    const page = pageWithin(wanted, { size: SIZE, total })
    const { ready } = listReady(db, { offset: page * SIZE, limit: SIZE })
    return {
      text: lines([total === 0 ? t.noAnswers : t.askAnswer]),
      keyboard: [
        ...ready.map(({ id, name }) => [key(name, menu.answerIs, { answer: id })]),
        ...pageRow(menu.answer, { page, size: SIZE, total }),
        [key(t.keys.newAnswer, answers.add, {}), key(admin.back, menu.add, {})],
      ],
    }
  }),
  deed(menu.answerIs, (here, { answer }) =>
    addOnce(here, getReady(here.db, answer).name, { kind: 'answer', answerId: answer }),
  ),

  screen(menu.question, ({ db, t: { admin, menuCards: t } }, { page: wanted }) => {
    const questions = listQuestions(db)
    const page = pageWithin(wanted, { size: SIZE, total: questions.length })
    return {
      text: lines([questions.length === 0 ? t.noQuestions : t.askQuestion]),
      keyboard: [
        ...questions
          .slice(page * SIZE, (page + 1) * SIZE)
          .map(({ id, text }) => [key(shorten(text, 34), menu.questionIs, { question: id })]),
        ...pageRow(menu.question, { page, size: SIZE, total: questions.length }),
        [
          ...(questions.length === 0 ? [key(t.keys.survey, survey.home, { page: 0 })] : []),
          key(admin.back, menu.add, {}),
        ],
      ],
    }
  }),
  deed(menu.questionIs, (here, { question }) =>
    addOnce(here, shortened(getQuestion(here.db, question).text), { kind: 'question', questionId: question }),
  ),

  screen(menu.code, here => asking(here, here.t.menuCards.askCode(MENU_CODE)), {
    words: words(
      (here, _, { text }) => {
        const parts = onOneLine(text).split(DASH)
        const code = parts.at(-1) ?? text
        // A code alone goes under the usual label.
        const label = parts.length === 1 ? here.t.menuCards.codeLabel : parts.slice(0, -1).join(' ')
        return add(here, label, { kind: 'code', code })
      },
      here => here.t.asked.menuCode,
    ),
  }),
]

function asking({ t: { admin } }: Here, text: string) {
  return { text: lines([text]), keyboard: [[key(admin.back, menu.add, {})]] }
}

/** The beginning of a question, as far as it fits on a button; the label can be changed on its card. */
function shortened(question: string): string {
  return wholeCharacters(onOneLine(question), MENU_LABEL).trim()
}

/** The same, where the menu has no such button yet: a second press leads to the one that the first made. */
function addOnce(here: Doing, label: string, action: MenuAction): Go {
  const same = JSON.stringify(action)
  const there = listMenu(here.db).find(button => JSON.stringify(button.action) === same)
  return there === undefined ? add(here, label, action) : go(menu.open, { button: there.id })
}

function add({ db, me, at }: Doing, label: string, action: MenuAction): Go {
  const { id } = addMenuButton(db, { label, action, createdBy: me }, at)
  return go(menu.open, { button: id })
}
