import type { AttributeType } from '../../src/audience/attribute/comparable.js'
import { createAttribute, getAttribute } from '../../src/audience/attribute.js'
import { createQuestion, optionsOf, type Question } from '../../src/audience/survey/question.js'
import type { Db } from '../../src/db/open.js'

const words = { yes: 'Yes', no: 'No' }

/** A question with a field of its own; `values` are the answers to choose from. */
export function addQuestion(db: Db, text: string, type: AttributeType, values: string[] | null = null): Question {
  return db.write(() => {
    const listed = type === 'one_of' || type === 'many_of' ? values : null
    const field = { label: text, group: 'behavioural' as const, type, options: listed, purpose: null, createdBy: 1 }
    const { id } = createAttribute(db, field, 1)
    const options = optionsOf(getAttribute(db, id), words)
    const purpose = 'so that we send only what fits you'
    return createQuestion(db, { attributeId: id, text, purpose, options, createdBy: 1 }, 1)
  })
}
