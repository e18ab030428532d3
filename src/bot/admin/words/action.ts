import { findAttribute } from '../../../audience/attribute.js'
import { findInterest } from '../../../audience/interest.js'
import { findQuestion } from '../../../audience/survey/question.js'
import type { Db } from '../../../db/open.js'
import { type Action, actionOf } from '../../../offers/button/action.js'
import { readableAddress } from '../../../text/address.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { valueWords } from '../../words/value-words.js'
import { fieldName } from './field-name.js'

/** What stands behind the dash of a typed button: its address, or what it does, as it may be typed again. */
export function buttonWords(db: Db, url: string, language: Language): string {
  const action = actionOf(url)
  return action === null ? readableAddress(url) : actionWords(db, action, language)
}

/** "field City = Riga", "question Your size?", "topic Sales"; what is there no more is said so. */
export function actionWords(db: Db, action: Action, language: Language): string {
  const { offerCards: t } = texts(language)
  if (action.kind === 'ask') {
    const question = findQuestion(db, action.question)
    return question === null ? t.actionGone : t.actionAsks(question.text)
  }
  if (action.kind === 'about') {
    const interest = findInterest(db, action.interest)
    return interest === null ? t.actionGone : t.actionAbout(interest.name, action.wants)
  }
  const attribute = findAttribute(db, action.field)
  if (attribute === null) return t.actionGone
  const name = fieldName(attribute, language)
  return action.value === null
    ? t.actionSetsToday(name)
    : t.actionSet(name, valueWords(attribute, action.value, language))
}
