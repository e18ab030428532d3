import { describe, expect, test } from 'vitest'
import { seedSubscribers } from '../../bench/seed.js'
import { recordValues, valuesOf } from '../../src/audience/attribute/value.js'
import { builtIn, changeOptions, findAttribute } from '../../src/audience/attribute.js'
import { type Choice, deleteAnswer, listAnswers, recordAnswer, skipQuestion } from '../../src/audience/survey/answer.js'
import { optionsMeant } from '../../src/audience/survey/option.js'
import {
  archiveQuestion,
  askAtStart,
  createQuestion,
  findQuestion,
  listQuestions,
  moveQuestion,
  setTopic,
} from '../../src/audience/survey/question.js'
import { findTicks, tickOption } from '../../src/audience/survey/tick.js'
import { countAnswers, listTurnout } from '../../src/audience/survey/turnout.js'
import {
  awaitAnswer,
  dueQuestionSql,
  findAsked,
  findAwaited,
  forgetAsked,
  nextQuestion,
  nextStartQuestion,
  recordAsked,
} from '../../src/audience/survey.js'
import { DAY, HOUR } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import { temporaryDb } from '../support/db.js'
import { addQuestion } from './survey.fixture.js'

const T = 1_800_000_000_000
const ANN = 1

async function setup() {
  const db = await temporaryDb()
  db.write(() => seedSubscribers(db, 5, T - 100 * DAY))
  const shoes = addQuestion(db, 'Which shoes?', 'many_of', ['Boots', 'Trainers', 'Sandals'])
  const kids = addQuestion(db, 'Have you children?', 'yes_no')
  const size = addQuestion(db, 'Which size?', 'number')
  return { db, shoes, kids, size }
}

const due = (db: Db, at: number, everyDays = 7) => nextQuestion(db, ANN, { at, everyDays })?.text ?? null
const pick = (...numbers: number[]): Choice => ({ kind: 'options', numbers })
const typed = (words: string): Choice => ({ kind: 'typed', words })
const shown = (db: Db, person = ANN) => valuesOf(db, person).map(value => value.shown)

describe('which question is due', () => {
  test('in order, one in seven days; an ignored one comes once more, after all others', async () => {
    const { db, shoes, kids, size } = await setup()
    const seen: (string | null)[] = []
    const byText = new Map([shoes, kids, size].map(question => [question.text, question.id]))
    for (let week = 0; week < 8; week += 1) {
      const at = T + week * 7 * DAY
      const text = due(db, at)
      seen.push(text)
      if (text === null) continue
      db.write(() => {
        const asked = { subscriberId: ANN, questionId: byText.get(text) ?? 0, deliveryId: 100 + week }
        recordAsked(db, asked, at)
      })
      expect(due(db, at + HOUR)).toBe(null)
      expect(due(db, at + 6 * DAY)).toBe(null)
    }
    const order = ['Which shoes?', 'Have you children?', 'Which size?']
    expect(seen).toEqual([...order, ...order, null, null])
  })

  test.each([
    ['answered', (db: Db, id: number) => recordAnswer(db, ANN, id, pick(0), T)],
    ['skipped', (db: Db, id: number) => skipQuestion(db, ANN, id, T)],
    ['archived', (db: Db, id: number) => archiveQuestion(db, id, T)],
  ])('%s: never again', async (_name, act) => {
    const { db, shoes } = await setup()
    expect(due(db, T)).toBe('Which shoes?')
    db.write(() => void act(db, shoes.id))
    expect(due(db, T + 30 * DAY)).toBe('Have you children?')
  })

  test('what is known from elsewhere is not asked', async () => {
    const { db, shoes } = await setup()
    db.write(() =>
      db
        .sql(`insert into attribute_values values (?, 'boots', ?, 'Boots', 'imported', 'crm', ?)`)
        .run(shoes.attribute.id, ANN, T),
    )
    expect(due(db, T)).toBe('Have you children?')
  })

  test('a message that did not arrive has asked nothing', async () => {
    const { db, shoes } = await setup()
    const delivery = { id: 9, subscriberId: ANN }
    db.write(() => recordAsked(db, { subscriberId: ANN, questionId: shoes.id, deliveryId: 9 }, T))
    expect(due(db, T + HOUR)).toBe(null)
    db.write(() => forgetAsked(db, delivery))
    expect(findAsked(db, ANN, shoes.id)).toBe(null)
    expect(due(db, T + HOUR)).toBe('Which shoes?')
  })

  test('under an offer only what fits there', async () => {
    const { db } = await setup()
    expect(nextQuestion(db, ANN, { at: T, everyDays: 7, underOffer: true })?.text).toBe('Have you children?')
  })

  test('the order may be changed', async () => {
    const { db, size, shoes } = await setup()
    db.write(() => {
      moveQuestion(db, size.id, -1)
      moveQuestion(db, size.id, -1)
      moveQuestion(db, size.id, -1)
    })
    expect(listQuestions(db).map(question => question.text)).toEqual([
      'Which size?',
      'Which shoes?',
      'Have you children?',
    ])
    expect(findQuestion(db, shoes.id)?.position).toBe(2)
    expect(due(db, T)).toBe('Which size?')
  })
})

describe('at the start', () => {
  test('two at most, in order, as long as they are open', async () => {
    const { db, shoes, kids, size } = await setup()
    expect(nextStartQuestion(db, ANN)).toBe(null)
    db.write(() => {
      askAtStart(db, kids.id, true)
      askAtStart(db, size.id, true)
    })
    expect(() => db.write(() => askAtStart(db, shoes.id, true))).toThrow(/survey_start_full/)
    db.write(() => askAtStart(db, size.id, true))
    expect(nextStartQuestion(db, ANN)?.text).toBe('Have you children?')
    db.write(() => recordAsked(db, { subscriberId: ANN, questionId: kids.id, messageId: 5 }, T))
    expect(nextStartQuestion(db, ANN)?.text).toBe('Have you children?')
    db.write(() => void skipQuestion(db, ANN, kids.id, T))
    expect(nextStartQuestion(db, ANN)?.text).toBe('Which size?')
    db.write(() => void recordAnswer(db, ANN, size.id, typed('42'), T))
    expect(nextStartQuestion(db, ANN)).toBe(null)
  })
})

describe('an answer', () => {
  const answers: [string, 'shoes' | 'kids' | 'size', Choice, string, string[]][] = [
    ['several ticks', 'shoes', pick(0, 2), 'recorded', ['Boots', 'Sandals']],
    ['the same tick twice', 'shoes', pick(1, 1), 'recorded', ['Trainers']],
    ['no tick at all', 'shoes', pick(), 'over', []],
    ['an option that is not there', 'shoes', pick(7), 'over', []],
    ['one there, one not', 'shoes', pick(0, 7), 'over', []],
    ['yes', 'kids', pick(0), 'recorded', ['yes']],
    ['yes and no', 'kids', pick(0, 1), 'over', []],
    ['the word on a button, typed', 'kids', typed('no'), 'recorded', ['no']],
    ['a number', 'size', typed('42'), 'recorded', ['42']],
    ['a button under a question that has none', 'size', pick(0), 'over', []],
    ['no number', 'size', typed('large'), 'invalid', []],
    ['SQL', 'size', typed("1'; drop table subscribers; --"), 'invalid', []],
  ]
  test.each(answers)('%s', async (_name, which, choice, kind, stored) => {
    const stage = await setup()
    const { db } = stage
    expect(db.write(() => recordAnswer(db, ANN, stage[which].id, choice, T)).kind).toBe(kind)
    expect(shown(db)).toEqual(stored)
    expect(findAsked(db, ANN, stage[which].id)?.answeredAt ?? null).toBe(stored.length === 0 ? null : T)
  })

  test('twice is once; a later one replaces it; a skip takes nothing away', async () => {
    const { db, kids } = await setup()
    const say = (choice: Choice, at: number) => db.write(() => recordAnswer(db, ANN, kids.id, choice, at)).kind
    expect([say(pick(0), T), say(pick(0), T + 1), say(pick(1), T + 2), say(pick(1), T + 3)]).toEqual([
      'recorded',
      'same',
      'recorded',
      'same',
    ])
    expect(findAsked(db, ANN, kids.id)).toMatchObject({ answeredAt: T + 2, skippedAt: null })
    db.write(() => void skipQuestion(db, ANN, kids.id, T + 4))
    expect(findAsked(db, ANN, kids.id)).toMatchObject({ answeredAt: T + 2, skippedAt: null })
    expect(shown(db)).toEqual(['no'])
  })

  test('after a skip counts', async () => {
    const { db, kids } = await setup()
    db.write(() => void skipQuestion(db, ANN, kids.id, T))
    db.write(() => void recordAnswer(db, ANN, kids.id, pick(0), T + 1))
    expect(findAsked(db, ANN, kids.id)).toMatchObject({ answeredAt: T + 1, skippedAt: null })
  })

  test('of a question that was put away changes nothing', async () => {
    const { db, kids } = await setup()
    db.write(() => archiveQuestion(db, kids.id, T))
    expect(db.write(() => recordAnswer(db, ANN, kids.id, pick(0), T)).kind).toBe('over')
    expect(db.write(() => recordAnswer(db, ANN, 999, pick(0), T)).kind).toBe('over')
    expect(db.write(() => skipQuestion(db, ANN, kids.id, T))).toBe(false)
    expect([shown(db), findAsked(db, ANN, kids.id)]).toEqual([[], null])
  })

  test('beside a stronger source is kept, and answered all the same', async () => {
    const { db, kids } = await setup()
    db.write(() =>
      db
        .sql(`insert into attribute_values values (?, 0, ?, 'no', 'corrected', 'admin:1', ?)`)
        .run(kids.attribute.id, ANN, T),
    )
    expect(db.write(() => recordAnswer(db, ANN, kids.id, pick(0), T)).kind).toBe('kept')
    expect(shown(db)).toEqual(['no'])
    expect(findAsked(db, ANN, kids.id)?.answeredAt).toBe(T)
  })

  test('is evidence of the topics of its options, and of no others', async () => {
    const { db, shoes } = await setup()
    const topics = () =>
      db
        .sql<{ id: number }>('select topic_id as id from topic_answers order by topic_id')
        .all()
        .map(({ id }) => id)
    db.write(() => {
      for (const [id, name] of [[1, 'a'] as const, [2, 'b'] as const]) {
        db.sql(`insert into topics values (?, ?, ?, 3, 1, 1, null)`).run(id, name, name)
        setTopic(db, shoes.id, id - 1, id)
      }
    })
    const say = (...numbers: number[]) => db.write(() => void recordAnswer(db, ANN, shoes.id, pick(...numbers), T))
    say(0, 1)
    expect(topics()).toEqual([1, 2])
    say(1, 2)
    expect(topics()).toEqual([2])
    db.write(() => deleteAnswer(db, ANN, shoes.id, T))
    expect(topics()).toEqual([])
  })

  test('may be deleted; the question is then not asked again', async () => {
    const { db, shoes } = await setup()
    db.write(() => void recordAnswer(db, ANN, shoes.id, pick(0, 1), T))
    expect(listAnswers(db, ANN).map(one => one.values)).toEqual([['Boots', 'Trainers']])
    db.write(() => deleteAnswer(db, ANN, shoes.id, T + 1))
    expect(shown(db)).toEqual([])
    expect(listAnswers(db, ANN).map(one => one.values)).toEqual([[]])
    expect(due(db, T + 60 * DAY)).toBe('Have you children?')
  })
})

test('what is written answers the one question that is awaited, for its time', async () => {
  const { db, size, kids } = await setup()
  const awaited = (at: number) => findAwaited(db, ANN, at)?.questionId ?? null
  db.write(() => awaitAnswer(db, ANN, kids.id, T + HOUR, T))
  db.write(() => awaitAnswer(db, ANN, size.id, T + HOUR, T))
  expect([awaited(T), awaited(T + HOUR - 1), awaited(T + HOUR)]).toEqual([size.id, size.id, null])
  db.write(() => void recordAnswer(db, ANN, size.id, typed('41'), T))
  expect(awaited(T)).toBe(null)
})

describe('a question', () => {
  const good = { text: 'Size?', purpose: 'so that it fits', options: [], createdBy: 1 }
  const option = (label: string, value = label) => ({ label, value, topicId: null })
  test.each([
    ['no words', { text: ' \n ' }, 'question_words_invalid'],
    ['too many words', { text: 'a'.repeat(301) }, 'question_words_invalid'],
    ['no reason', { purpose: '' }, 'question_words_invalid'],
    ['one answer', { options: [option('1')] }, 'question_options_invalid'],
    ['the same answer twice', { options: [option('1'), option(' 1'.trim())] }, 'question_options_invalid'],
    ['a label too long', { options: [option('1'), option('2'.repeat(41))] }, 'question_options_invalid'],
    ['no number', { options: [option('1'), option('large')] }, 'question_options_invalid'],
  ])('with %s is refused', async (_name, change, code) => {
    const { db, size } = await setup()
    const wanted = { ...good, attributeId: size.attribute.id, ...change }
    expect(() => db.write(() => createQuestion(db, wanted, T))).toThrow(new RegExp(code))
    expect(listQuestions(db).length).toBe(3)
  })

  test('braces, quotes and emoji are only text', async () => {
    const { db, size } = await setup()
    const text = '«Size» {first_name} 👟 " \' ;--'
    const made = db.write(() => createQuestion(db, { ...good, text, attributeId: size.attribute.id }, T))
    expect(made.text).toBe('«Size» (first_name) 👟 " \' ;--')
    expect(findAttribute(db, made.attribute.id)?.type).toBe('number')
  })
})

test('the turnout adds up: answered, skipped and left unanswered are all who were asked', async () => {
  const { db, shoes, kids } = await setup()
  db.write(() => {
    for (const person of [1, 2, 3, 4]) {
      recordAsked(db, { subscriberId: person, questionId: shoes.id, messageId: person }, T)
    }
    recordAnswer(db, 1, shoes.id, pick(0, 1), T + 1)
    recordAsked(db, { subscriberId: 1, questionId: kids.id, messageId: 1 }, T + 2)
    skipQuestion(db, 2, shoes.id, T + 1)
    recordAsked(db, { subscriberId: 2, questionId: kids.id, messageId: 2 }, T + 2)
    recordAnswer(db, 2, kids.id, pick(0), T + 3)
    // Whoever went on to another question has left this one unanswered all the same.
    recordAsked(db, { subscriberId: 3, questionId: kids.id, deliveryId: 8 }, T + 8 * DAY)
  })
  const turnout = await listTurnout(db)
  expect(turnout).toEqual([
    { questionId: shoes.id, asked: 4, answered: 1, skipped: 1, left: 2 },
    { questionId: kids.id, asked: 3, answered: 1, skipped: 0, left: 2 },
  ])
  expect(await countAnswers(db, shoes)).toEqual([
    { label: 'Boots', people: 1 },
    { label: 'Trainers', people: 1 },
    { label: 'Sandals', people: 0 },
  ])
})

describe('results compare what was pressed with what is kept', () => {
  const options = (labels: string[]) => labels.map(label => ({ label, value: label, topicId: null }))
  const ask = (db: Db, attributeId: number, labels: string[]) =>
    db.write(() =>
      createQuestion(
        db,
        { attributeId, text: 'Which?', purpose: 'to know', options: options(labels), createdBy: 1 },
        T,
      ),
    )

  test('towns by whatever name they stand on the buttons', async () => {
    const { db } = await setup()
    const city = ask(db, builtIn(db, 'city').id, ['Рига', 'Riga', 'Вильнюс', 'Глухово'])
    db.write(() => {
      for (const [person, number] of [0, 0, 1, 2, 3].entries()) recordAnswer(db, person + 1, city.id, pick(number), T)
    })
    expect(await countAnswers(db, city)).toEqual([
      { label: 'Рига, Riga', people: 3 },
      { label: 'Вильнюс', people: 1 },
      { label: 'Глухово', people: 1 },
    ])
    expect(optionsMeant(city, shown(db))).toEqual([0, 1])
  })

  test('options written otherwise since, and what the team has corrected since', async () => {
    const { db, shoes } = await setup()
    db.write(() => {
      recordAnswer(db, 1, shoes.id, pick(0, 2), T)
      changeOptions(db, shoes.attribute.id, ['BOOTS', 'trainers', 'Sandals'])
      recordAnswer(db, 2, shoes.id, pick(0), T)
      const said = { values: ['Sandals'], provenance: 'corrected' as const, origin: 'admin:7' }
      recordValues(db, 1, shoes.attribute, said, T + 1)
    })
    expect(await countAnswers(db, shoes)).toEqual([
      { label: 'Boots', people: 2 },
      { label: 'Sandals', people: 1 },
      { label: 'Trainers', people: 0 },
    ])
    archiveQuestion(db, shoes.id, T + 2)
    expect((await countAnswers(db, shoes))[0]).toEqual({ label: 'Boots', people: 2 })
  })

  test('numbers and countries', async () => {
    const { db, size } = await setup()
    const sizes = ask(db, size.attribute.id, ['41.50', '42'])
    const where = ask(db, builtIn(db, 'country').id, ['Латвия', 'Germany'])
    db.write(() => {
      recordAnswer(db, 1, sizes.id, pick(0), T)
      recordAnswer(db, 1, where.id, pick(0), T)
      recordAnswer(db, 2, where.id, typed('Latvia'), T)
    })
    expect((await countAnswers(db, sizes))[0]).toEqual({ label: '41.50', people: 1 })
    expect((await countAnswers(db, where))[0]).toEqual({ label: 'Латвия', people: 2 })
  })
})

describe('ticks', () => {
  test('are kept one by one, from what was answered on; an answer, a skip and a deletion end them', async () => {
    const { db, shoes } = await setup()
    const tick = (option: number, on: boolean) => db.write(() => tickOption(db, ANN, shoes, { option, on }, T))
    expect([tick(1, true), tick(1, true), tick(0, false), tick(2, true), tick(19, true)]).toEqual([2, 2, 2, 6, 6])
    db.write(() => void recordAnswer(db, ANN, shoes.id, pick(1, 2), T))
    expect(findTicks(db, ANN, shoes.id)).toBe(null)
    expect(tick(0, true)).toBe(7)
    db.write(() => deleteAnswer(db, ANN, shoes.id, T))
    expect(findTicks(db, ANN, shoes.id)).toBe(null)
    expect(tick(0, true)).toBe(1)
    db.write(() => void skipQuestion(db, ANN, shoes.id, T))
    expect(findTicks(db, ANN, shoes.id)).toBe(null)
  })
})

test.each([null, 'd.id'])(
  'which question is due is found by indexes, whatever the number of people (own: %s)',
  async own => {
    const db = await temporaryDb()
    const due = dueQuestionSql(T, { everyDays: 7 }, own)
    const from =
      own === null ? 'subscribers s' : 'deliveries d join subscribers s on s.id = d.subscriber_id where d.id = 1'
    const steps = db
      .sql<{ detail: string }>(`explain query plan select ${due.text} from ${from}`)
      .all(...due.params)
      .map(({ detail }) => detail)
    // A survey has 20 questions at most; people are gone through once.
    expect(steps.filter(step => step.startsWith('SCAN') && !/^SCAN [qs]\b/.test(step))).toEqual([])
    expect(steps.filter(step => /SCAN s\b/.test(step)).length).toBe(own === null ? 1 : 0)
    expect(steps.filter(step => step.startsWith('SEARCH')).length).toBeGreaterThanOrEqual(4)
  },
)
