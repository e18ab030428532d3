import { askAtStart, type Question } from '../../src/audience/survey/question.js'
import { texts } from '../../src/text/index.js'
import { addQuestion } from '../audience/survey.fixture.js'
import { type Hand, type StageOptions, stageProduct } from '../support/product.js'

export const t = texts('en').survey
export const own = texts('en').subscriber
export const cards = texts('en').surveyCards
export const fields = texts('en').fieldCards
export const SHOES = 'Which shoes?'
export const KIDS = 'Have you children?'
export const SIZE = 'Which size?'
export const BORN = 'When were you born?'

/** The product with a survey; `atStart` are the questions after the welcome. */
export async function stage(atStart: string[] = [], options: StageOptions = {}) {
  const product = await stageProduct(options)
  const db = product.db()
  const questions = new Map<string, Question>()
  questions.set(SHOES, addQuestion(db, SHOES, 'many_of', ['Boots', 'Trainers', 'Sandals']))
  questions.set(KIDS, addQuestion(db, KIDS, 'yes_no'))
  questions.set(SIZE, addQuestion(db, SIZE, 'number'))
  questions.set(BORN, addQuestion(db, BORN, 'date'))
  const idOf = (text: string) => questions.get(text)?.id ?? 0
  db.write(() => {
    for (const text of atStart) askAtStart(db, idOf(text), true)
  })
  const answers = () =>
    product
      .rows<{ shown: string }>('select shown from attribute_values order by attribute_id, value')
      .map(one => one.shown)
  return { ...product, idOf, answers, ann: product.hand({ id: 70_001, firstName: 'Ann', language: 'en' }) }
}

export const botMessages = (hand: Hand) => hand.person.messages().filter(message => message.from.is_bot).length
