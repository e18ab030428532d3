import { describe, expect, test } from 'vitest'
import { recordValues } from '../../../src/audience/attribute/value.js'
import { builtIn, createAttribute, findAttribute, listAttributes } from '../../../src/audience/attribute.js'
import { findSubscriber } from '../../../src/audience/subscriber.js'
import { payloadOf } from '../../../src/bot/admin/team/join.js'
import { createInvitation } from '../../../src/bot/team.js'
import type { Criterion } from '../../../src/segments/criterion.js'
import { createSegment } from '../../../src/segments/segment.js'
import { texts } from '../../../src/text/index.js'
import { ADMIN } from '../../support/campaign.js'
import { stageProduct } from '../../support/product.js'

const { admin, fieldCards: t } = texts('en')

/** The product, with Ada among the fields. */
async function stage(language: 'en' | 'ru' = 'en') {
  const product = await stageProduct({ people: 3, admin: { language } })
  await product.ada.send('/settings')
  await product.ada.walk(texts(language).settingsCards.groups.groups, texts(language).fieldCards.key)
  return product
}

test.each(['en', 'ru'] as const)(
  'the list shows what there is, also what Telegram tells, and leads back (%s)',
  async language => {
    const { ada, refused } = await stage(language)
    const words = texts(language)
    for (const name of Object.values(words.fieldCards.builtIn)) expect(ada.text()).toContain(name)
    expect(ada.text()).toContain('Premium')
    const card = ada.lastId()
    await ada.walk(words.fieldCards.builtIn.city)
    expect(ada.labels()).not.toContain(words.fieldCards.archive)
    await ada.walk(
      words.admin.back,
      words.fieldCards.add,
      words.fieldCards.groups.behavioural,
      words.fieldCards.typeKeys.date,
    )
    await ada.walk(words.admin.back, words.admin.back, words.admin.back, words.admin.back)
    expect([ada.lastId(), refused()]).toEqual([card, []])
  },
)

describe('a field', () => {
  test('is added, named anew, explained and put away', async () => {
    const { ada, db, refused } = await stage()
    await ada.walk(t.add, t.groups.personality, t.typeKeys.one_of)
    await ada.send('Leather')
    expect(ada.text()).toMatch(/needs 2 to 50 options/)
    await ada.send('Leather\nSmooth\n Suede ')
    expect(ada.text()).toContain(t.added('Leather').text)
    expect(ada.text()).toContain('Options: Smooth, Suede')
    await ada.walk(t.rename)
    await ada.send('city')
    expect(ada.text()).toMatch(/already a field/)
    await ada.send('Favourite leather')
    await ada.walk(t.purpose)
    await ada.send('to show you what you like first')
    expect(ada.text()).toContain('Why we ask: to show you what you like first')
    await ada.walk(t.archive)
    expect(ada.text()).toContain('Archive Favourite leather?')
    await ada.walk(t.archiveYes)
    expect(ada.text()).toContain(t.putAway('Favourite leather').text)
    expect(listAttributes(db()).map(({ label }) => label)).toEqual([null, null, null])
    expect(refused()).toEqual([])
  })

  test('in use stays, and says who uses it', async () => {
    const { ada, db } = await stage()
    const size = createAttribute(
      db(),
      { label: 'Size', group: 'demographic', type: 'number', options: null, purpose: null, createdBy: ADMIN },
      1,
    )
    const criterion = { leaf: 'field', field: size.id, test: { known: true } } as const
    createSegment(db(), { name: 'Sized', criterion, createdBy: ADMIN }, 1)
    await ada.send('/settings')
    await ada.walk('📊 Groups', t.key, 'Size', t.archive)
    expect(await ada.press(t.archiveYes)).toMatch(/The segment “Sized” uses this field/)
    expect(listAttributes(db())).toHaveLength(4)
  })

  test('of a choice gets more options; what nobody has is worded otherwise or deleted, what somebody has stays', async () => {
    const { ada, db, refused } = await stage()
    const wanted = { group: 'behavioural', type: 'one_of', purpose: null, createdBy: ADMIN } as const
    const leather = createAttribute(db(), { ...wanted, label: 'Leather', options: ['Smooth', 'Suede', 'Patent'] }, 1)
    const person = findSubscriber(db(), 1)?.id ?? 0
    recordValues(db(), person, leather, { values: ['Suede'], provenance: 'declared', origin: 'survey:1' }, 1)
    await ada.send('/settings')
    await ada.walk('📊 Groups', t.key, 'Leather', t.options, t.moreOptions)
    await ada.send('suede')
    expect(ada.text()).toMatch(/“suede” stands there twice/)
    await ada.send('Nubuck\nOiled')
    await ada.walk('Smooth', t.reword)
    await ada.send('Plain')
    await ada.walk('Patent', t.dropOption)
    const options = () => findAttribute(db(), leather.id)?.options
    expect(options()).toEqual(['Plain', 'Suede', 'Nubuck', 'Oiled'])
    await ada.walk('Suede')
    expect([ada.text().split('\n').at(-1), ada.labels()]).toEqual([
      t.option('', 'people').text.split('\n').at(-1),
      [admin.back],
    ])
    expect(await ada.forge(`fd.cut:${leather.id}:1`)).toMatch(/“Suede” stays as it is: people have it/)
    expect(await ada.forge(`fd.opt:${leather.id}:9`)).toMatch(/have changed meanwhile/)
    const near = { leaf: 'field', field: leather.id, test: { is: ['Oiled'] } } satisfies Criterion
    createSegment(db(), { name: 'Oiled', criterion: near, createdBy: ADMIN }, 1)
    expect(await ada.forge(`fd.cut:${leather.id}:3`)).toMatch(/a segment asks for it/)
    expect([options(), refused()]).toEqual([['Plain', 'Suede', 'Nubuck', 'Oiled'], []])
  })

  test('tells of how many people it is known, and where from', async () => {
    const { ada, db } = await stage()
    const say = (telegramId: number, provenance: 'declared' | 'imported') =>
      recordValues(
        db(),
        findSubscriber(db(), telegramId)?.id ?? 0,
        builtIn(db(), 'city'),
        { values: ['Riga'], provenance, origin: 'test' },
        1,
      )
    say(1, 'declared')
    say(2, 'declared')
    say(3, 'imported')
    await ada.walk(t.builtIn.city)
    expect(ada.text()).toContain('Known of 3 people\n2 said themselves · 1 from the CRM')
    await ada.walk(admin.back)
  })

  test('of many comes in pages', async () => {
    const { ada, db } = await stage()
    for (let i = 0; i < 20; i++) {
      const wanted = { label: `Field ${i}`, group: 'behavioural', type: 'text', options: null, purpose: null } as const
      createAttribute(db(), { ...wanted, createdBy: ADMIN }, 1)
    }
    await ada.send('/settings')
    await ada.walk('📊 Groups', t.key)
    expect(ada.labels()).toContain('1 / 3')
    await ada.walk('›', '›')
    expect(ada.labels()).toContain('Field 19')
  })
})

test('an analyst looks at them, and changes nothing', async () => {
  const { hand, db, config } = await stage()
  const invitation = createInvitation(db(), config, 'analyst', ADMIN, Date.now())
  const al = hand({ id: 900, firstName: 'Al', language: 'en' })
  await al.start(payloadOf.join(invitation?.code ?? ''))
  expect(await al.forge('fd.add', al.lastId())).toBe(texts('en').teamCards.onlyLooks)
  await al.send('/admin')
  await al.walk(t.key)
  expect(al.labels()).not.toContain(t.add)
  await al.walk(t.builtIn.city)
  expect(al.labels()).toEqual([admin.back])
  await al.walk(admin.back, admin.back)
  expect(al.labels()).toContain(t.key)
})
