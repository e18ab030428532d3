import { findQuestion, isAsked } from '../../../audience/survey/question.js'
import type { Db } from '../../../db/open.js'
import { type Key, key, pairs } from '../../card.js'
import { listMenu } from '../../settings/menu.js'
import type { TextButton } from '../../settings/texts.js'
import { own } from '../addresses.js'

/** The shop's own buttons, two by two; none until it made some. A question that is asked no more has none. */
export function menuKeys(db: Db): Key[][] {
  const shown = listMenu(db).filter(({ action }) => {
    const question = action.kind === 'question' ? findQuestion(db, action.questionId) : null
    return action.kind !== 'question' || (question !== null && isAsked(question))
  })
  return pairs(
    shown.map(({ id, label, action }) =>
      action.kind === 'link' ? { label, url: action.url } : key(label, own.menu, { button: id }),
    ),
  )
}

/** The same below a text of the shop's own. */
export function menuRows(db: Db): TextButton[][] {
  return menuKeys(db).map(row =>
    row.flatMap((key): TextButton[] => {
      if ('url' in key) return [{ text: key.label, url: key.url }]
      return 'data' in key ? [{ text: key.label, callback_data: key.data }] : []
    }),
  )
}
