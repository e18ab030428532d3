import { findQuestion, isAsked } from '../../../audience/survey/question.js'
import { unreachable } from '../../../errors.js'
import { shorten } from '../../../text/format.js'
import type { Here } from '../../here.js'
import { findReady } from '../../replies/ready.js'
import type { MenuButton } from '../../settings/menu.js'

const LONGEST = 60

/** What a button of the menu does, in a few words. */
export function actionWords({ db, t: { menuCards: t } }: Here, { action }: MenuButton): string {
  switch (action.kind) {
    case 'link':
      return t.opens(shorten(action.url, LONGEST))
    case 'answer':
      return t.answers(findReady(db, action.answerId)?.name ?? '—')
    case 'question': {
      const question = findQuestion(db, action.questionId)
      const asked = question !== null && isAsked(question)
      return asked ? t.asks(shorten(question.text, LONGEST)) : t.asksNoMore
    }
    case 'code':
      return t.shows(action.code)
    default:
      return unreachable(action)
  }
}
