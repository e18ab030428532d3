import { expect, test } from 'vitest'
import { askAtStart } from '../../src/audience/survey/question.js'
import { texts } from '../../src/text/index.js'
import { addQuestion } from '../audience/survey.fixture.js'
import { stageProduct, until } from '../support/product.js'

const t = texts('en').subscriber
const KIDS = 'Have you children?'
const PEOPLE = 20

test('when everybody starts at once, each is welcomed once and asked once, however often their turn does not come', async () => {
  const { db, clock, emulator, log, rows, settled } = await stageProduct({ config: { messagesPerSecond: 20 } })
  const question = addQuestion(db(), KIDS, 'yes_no')
  db().write(() => void askAtStart(db(), question.id, true))
  const people = Array.from({ length: PEOPLE }, (_, i) =>
    emulator.user({ id: 500 + i, firstName: `P${i}`, language: 'en' }),
  )
  for (const person of people) person.start('ad')
  await until(() => rows('select 1 from subscribers').length === PEOPLE, 'everybody to be subscribed')
  const said = () => people.flatMap(person => person.messages().filter(message => message.from.is_bot))
  // Three times the line is longer than 10 s: once before the welcomes, then between some of them and their questions.
  for (const answers of [1, 8, 24]) {
    await until(() => said().length >= answers, `${answers} answers`)
    clock.ahead += 10_001
  }
  await settled()
  const welcome = t.welcome('Boot shop').text
  for (const person of people) {
    const texts = person.messages().flatMap(({ from, text }) => (from.is_bot ? [text?.split('\n')[0]] : []))
    expect(texts).toEqual([welcome.split('\n')[0], KIDS])
  }
  expect(rows(`select source, count(*) as n from subscription_events group by source, kind`)).toEqual([
    { source: 'ad', n: PEOPLE },
  ])
  expect(log.warnings.filter(line => line.includes('not handled'))).toEqual([])
})

test('whoever was never answered is welcomed by the next Start, and told only then that they are subscribed', async () => {
  const product = await stageProduct()
  const ann = product.hand({ id: 500, firstName: 'Ann', language: 'en' })
  await ann.start('ad')
  product.db().sql('update subscribers set greeted_by = null').run()
  await ann.start()
  expect(ann.text()).toBe(t.welcome('Boot shop').text)
  await ann.start()
  expect(ann.text()).toBe(t.already('Boot shop').text)
})
