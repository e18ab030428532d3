import { describe, expect, test } from 'vitest'
import { recordAnswer } from '../../src/audience/survey/answer.js'
import { broadcasts } from '../../src/bot/admin/broadcasts/addresses.js'
import { createPreferences } from '../../src/bot/settings/preference.js'
import { DAY, HOUR } from '../../src/clock.js'
import { createSurveyor } from '../../src/delivery/survey.js'
import { texts } from '../../src/text/index.js'
import { ADMIN, approveBroadcast } from '../support/campaign.js'
import { type Stage, until } from '../support/product.js'
import { cards, fields, KIDS, SHOES, SIZE, stage, t } from './survey.stage.js'

describe('later', () => {
  /** A round as the weekly job makes it. */
  async function round({ db, config, clock, rows }: Stage) {
    const preferences = createPreferences(db(), config)
    const { rules, survey, language } = preferences
    const surveyor = createSurveyor({ db: db(), rules, survey, language })
    const before = rows('select id from broadcasts').length
    await surveyor.run(clock.now())
    const made = rows<{ id: number }>('select id from broadcasts order by id desc').map(({ id }) => id)
    if (made.length === before) return null
    await until(
      () => rows(`select 1 from broadcasts where id = ? and state = 'finished'`, made[0] ?? 0).length,
      'the round',
    )
    return made[0] ?? null
  }
  const turnOn = ({ db, config }: Stage, what: { alone: boolean; underOffer: boolean }) =>
    db().write(() => createPreferences(db(), config).save.survey({ everyDays: 7, by: ADMIN, ...what }))

  test('the weekly round reaches only those to whom a question is due, one each, and never twice in a week', async () => {
    const product = await stage([], { people: 6 })
    const { db, clock, rows, idOf, answers, hand } = product
    expect(await round(product)).toBe(null)
    turnOn(product, { alone: true, underOffer: false })
    db().write(() => {
      recordAnswer(db(), 1, idOf(SHOES), { kind: 'options', numbers: [0] }, clock.now() - 30 * DAY)
      db().sql('update survey_answers set asked_at = asked_at').run()
      recordAnswer(db(), 2, idOf(SHOES), { kind: 'options', numbers: [0] }, clock.now() - DAY)
      db().sql(`update subscribers set unsubscribed_at = 1 where id = 3`).run()
    })
    const first = await round(product)
    const sent = (id: number | null) =>
      rows<{ who: number; question: string }>(
        `select d.subscriber_id as who, q.text as question from deliveries d
         join survey_answers a on a.delivery_id = d.id join survey_questions q on q.id = a.question_id
         where d.broadcast_id = ? and d.state = 'sent' order by who`,
        id ?? 0,
      ).map(({ who, question }) => `${who} ${question}`)
    expect(sent(first)).toEqual([`1 ${KIDS}`, `4 ${SHOES}`, `5 ${SHOES}`, `6 ${SHOES}`])
    expect(await round(product)).toBe(null)
    clock.shift += 3 * DAY
    expect(await round(product)).toBe(null)

    const four = hand({ id: 4, firstName: 'Person 4' })
    expect(four.labels()).toEqual(['Boots', 'Trainers', 'Sandals', 'Skip', '🔕'])
    await four.walk('Trainers')
    expect(four.labels()).toContain('🔕')
    await four.walk('✔️ Done')
    expect([four.text(), four.labels()]).toEqual([t.thanks, ['🔕']])
    expect(answers()).toContain('Trainers')

    clock.shift += 4 * DAY + HOUR
    const second = await round(product)
    expect(sent(second)).toEqual([`1 ${SIZE}`, `2 ${KIDS}`, `4 ${KIDS}`, `5 ${KIDS}`, `6 ${KIDS}`])
  })

  test('Skip speaks the language of whoever is asked; a question that was sent is neither copied nor changed', async () => {
    const product = await stage([], { people: 2 })
    const { db, hand, ada } = product
    turnOn(product, { alone: true, underOffer: false })
    db().sql(`update subscribers set chosen_language = 'ru' where id = 2`).run()
    const id = (await round(product)) ?? 0
    expect(hand({ id: 1, firstName: 'Person 1' }).labels()).toContain('Skip')
    expect(hand({ id: 2, firstName: 'Person 2' }).labels()).toContain('Пропустить')
    await ada.send('/broadcasts')
    const copies = () => product.count('offers') + product.count('variants') + product.count('repairs')
    const before = copies()
    for (const [data, words] of [
      [broadcasts.copy.data({ id, generation: 0 }), 'not copied'],
      [broadcasts.repeat.data({ id, generation: 0 }), 'not copied'],
      [broadcasts.repairTexts.data({ id }), 'stays as it is'],
    ] as const)
      expect(await ada.forge(data)).toContain(words)
    expect(copies()).toBe(before)
  })

  test('counts for the caps as an offer does, and is itself held by them', async () => {
    const product = await stage([], { people: 2 })
    const { db, config, rows, clock } = product
    db().write(() => createPreferences(db(), config).save.frequency({ perDay: 1, perWeek: null }))
    turnOn(product, { alone: true, underOffer: false })
    const id = await round(product)
    expect(rows(`select state from deliveries where broadcast_id = ?`, id ?? 0)).toEqual([
      { state: 'sent' },
      { state: 'sent' },
    ])
    const offer = approveBroadcast(db(), 2, clock.now())
    const end = () =>
      rows(
        `select pause_reason as reason, pause_error as found from broadcasts where id = ? and state = 'paused'`,
        offer,
      )
    await until(() => end().length, 'the offer to find nobody')
    expect(end()).toEqual([{ reason: 'audience', found: '0' }])
    db()
      .sql(`update deliveries set claimed_at = claimed_at - ?`)
      .run(2 * DAY)
    clock.shift += 8 * DAY
    const held = await round(product)
    expect(held).not.toBe(null)
    clock.shift += 8 * DAY
    const preferences = createPreferences(db(), config)
    db().sql('update deliveries set claimed_at = ?').run(clock.now())
    const surveyor = createSurveyor({ db: db(), ...preferences, rules: preferences.rules })
    await surveyor.run(clock.now())
    expect(rows('select max(id) as id from broadcasts')).toEqual([{ id: held }])
  })

  test('under an offer: one message, its buttons below the own ones; answered in place', async () => {
    const product = await stage([], { people: 2 })
    const { db, rows, clock, hand, answers } = product
    turnOn(product, { alone: false, underOffer: true })
    const id = approveBroadcast(db(), 2, clock.now())
    await until(() => rows(`select 1 from broadcasts where id = ? and state = 'finished'`, id).length, 'the offer')
    const one = hand({ id: 1, firstName: 'Person 1' })
    expect(one.labels()).toEqual(['Choose', `❓ ${KIDS}`, 'Yes', 'No', 'Skip', '🔕'])
    expect(await one.press(`❓ ${KIDS}`)).toBe('so that we send only what fits you')
    expect(await one.press('No')).toBe(t.toast)
    expect([one.labels(), answers()]).toEqual([['Choose', '🔕'], ['no']])
    const two = hand({ id: 2, firstName: 'Person 2' })
    expect(await two.press('Skip')).toBe(t.skipped)
    expect(two.labels()).toEqual(['Choose', '🔕'])
    const next = approveBroadcast(db(), 2, clock.now())
    await until(() => rows(`select 1 from broadcasts where id = ? and state = 'finished'`, next).length, 'the next')
    expect(one.labels()).toEqual(['Choose', '🔕'])
    expect(rows('select 1 from survey_answers').length).toBe(2)
  })
})

describe('the marketer', () => {
  test('adds a field and a question, puts it at the start, sends the next one, reads the results', async () => {
    const { ada, rows, hand, refused } = await stage([], { people: 3 })
    await ada.send('/settings')
    await ada.walk(
      'What they read',
      '📝 Survey',
      cards.keys.add,
      cards.keys.newField,
      fields.typeKeys.one_of,
      fields.groups.behavioural,
    )
    await ada.send('one')
    expect(ada.text()).toContain('2 to 20')
    await ada.send(
      'Running\nHiking\nWalking',
      'Purpose of shoes',
      'What are they for?',
      'so that we send only what fits you',
    )
    expect(ada.text()).toContain(cards.made)
    expect(ada.text()).toContain('Running · Hiking · Walking')
    await ada.walk(cards.keys.start)
    expect(ada.text()).toContain(cards.atStart)
    await ada.walk(cards.keys.up, cards.keys.preview)
    expect(ada.text()).toContain('What are they for?')
    const card = ada.person.messages().findLast(message => message.text?.startsWith('What are they for?'))
    expect(await ada.press('Hiking', card?.message_id)).toBe(t.test)
    await ada.walk(texts('en').admin.back, cards.keys.later, cards.keys.alone)
    expect(ada.text()).toContain('by themselves')
    await ada.walk(cards.keys.send)
    expect(ada.text()).toContain('3 people')
    expect(ada.text()).toContain(`${SHOES} → 3`)
    await ada.walk(cards.keys.sendSure)
    await until(() => rows(`select 1 from broadcasts where state = 'finished'`).length, 'the round')
    const one = hand({ id: 1, firstName: 'Person 1' })
    await one.walk('Boots', '✔️ Done')
    await ada.sees('preliminary until')
    await ada.send('/settings')
    await ada.walk('What they read', '📝 Survey', cards.keys.results)
    expect(ada.text()).toContain('Asked 3 · answered 1 (33.3 %) · skipped 0 · left unanswered 2')
    await ada.walk(`1. ${SHOES}`)
    expect(ada.text()).toContain('Boots — 1 (100 %)')
    await ada.walk(cards.keys.question, cards.keys.drop, cards.keys.dropSure)
    expect(ada.text()).toContain('is no longer asked')
    expect(refused()).toEqual([])
  })

  test.each(['en', 'ru'] as const)('every screen opens in place and leads back (%s)', async language => {
    const { ada, db, rows, refused } = await stage([KIDS], { admin: { language } })
    const { surveyCards: words, admin, settingsCards } = texts(language)
    db().sql(`insert into topics values (1, 'trails', 'Trails', 3, 1, 1, null)`).run()
    await ada.send('/settings')
    await ada.walk(settingsCards.groups.read, settingsCards.ways.survey)
    const card = ada.lastId()
    const tidy = () => {
      expect(ada.lastId()).toBe(card)
      for (const row of ada.person.message(card).reply_markup?.inline_keyboard ?? []) {
        expect(row.length).toBeLessThanOrEqual(2)
        if (row.length === 2) for (const { text } of row) expect(text.length, text).toBeLessThanOrEqual(20)
      }
    }
    for (const way of [words.keys.add, words.keys.results, words.keys.later]) {
      await ada.walk(way)
      tidy()
      await ada.walk(admin.back)
    }
    await ada.walk(words.keys.later, words.everyDays(14), words.keys.under)
    expect(ada.labels()).toEqual(expect.arrayContaining([`✅ ${words.everyDays(14)}`, `✅ ${words.keys.under}`]))
    await ada.walk(admin.back, `1. ${SHOES}`)
    tidy()
    await ada.walk(words.keys.notSkip, words.keys.down, words.keys.topics, 'Boots', 'Trails')
    expect(ada.text()).toContain('Boots: Trails')
    tidy()
    await ada.walk(admin.back, words.keys.result, admin.back, admin.back)
    expect(
      rows(`select options ->> '$[0].topicId' as topic, skippable, position from survey_questions order by id limit 1`),
    ).toEqual([{ topic: 1, skippable: 0, position: 2 }])
    expect(await ada.press(words.keys.later)).toBe(null)
    expect(refused()).toEqual([])
  })

  test('a third question at the start is refused, with a reason', async () => {
    const { ada } = await stage([SHOES, KIDS])
    await ada.send('/settings')
    await ada.walk('What they read', '📝 Survey', `3. ${SIZE}`)
    expect(await ada.press(cards.keys.start)).toContain('at most 2 questions')
    await ada.walk(cards.keys.text)
    await ada.send('x'.repeat(301))
    expect(ada.text()).toContain('1 to 300 characters')
    await ada.send('Your size?')
    expect(ada.text()).toContain('Your size?')
  })
})
