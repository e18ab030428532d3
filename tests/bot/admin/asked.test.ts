import { expect, test } from 'vitest'
import { createAttribute } from '../../../src/audience/attribute.js'
import { createQuestion } from '../../../src/audience/survey/question.js'
import { createTopic } from '../../../src/audience/topic.js'
import type { Address } from '../../../src/bot/address.js'
import { analysis } from '../../../src/bot/admin/analysis/addresses.js'
import { broadcasts } from '../../../src/bot/admin/broadcasts/addresses.js'
import { fields } from '../../../src/bot/admin/fields/addresses.js'
import { ladder } from '../../../src/bot/admin/ladder/addresses.js'
import { offers } from '../../../src/bot/admin/offers/addresses.js'
import { people } from '../../../src/bot/admin/people/addresses.js'
import { places } from '../../../src/bot/admin/places/addresses.js'
import { rfm } from '../../../src/bot/admin/rfm/addresses.js'
import { segments } from '../../../src/bot/admin/segments/addresses.js'
import { builder } from '../../../src/bot/admin/segments/builder/addresses.js'
import { startSketch } from '../../../src/bot/admin/segments/builder/sketch.js'
import { settings } from '../../../src/bot/admin/settings/addresses.js'
import { survey } from '../../../src/bot/admin/survey/addresses.js'
import { wordings } from '../../../src/bot/admin/texts/addresses.js'
import { findPrompt, savePrompt } from '../../../src/bot/screen/prompt.js'
import { DAY } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { createSegment } from '../../../src/segments/segment.js'
import { texts } from '../../../src/text/index.js'
import { draft, sent } from '../../prove/subjects/scene.js'
import { ADMIN } from '../../support/campaign.js'
import { stageProduct } from '../../support/product.js'

type Words = ReturnType<typeof texts>
type Row = {
  topic: string
  /** What is kept with the question. */
  args?: (db: Db, at: number) => object
  /** What is said to something without words. */
  says: (t: Words) => string
  /** Words that are no answer. */
  wrong?: string
  /** The question that is open after those words, where it is another. */
  leaves?: string
}

const asks =
  (wanted: keyof Words['asked']) =>
  ({ asked }: Words): string =>
    asked[wanted]

const on = (to: Address<'offer'>) => (db: Db, at: number) => onScreen(to.data({ offer: draft(db, at) }))
const onScreen = (data: string, memo: string | null = null) => ({ data, memo })

const stepOf = (step: object) => onScreen(survey.step.data({}), JSON.stringify(step))

function sentOffer(db: Db, at: number): object {
  sent(db, at, 'sent')
  return onScreen(broadcasts.repairLink.data({ id: 1, link: 1 }))
}

const sizes = (db: Db, at: number, label: string) =>
  createAttribute(
    db,
    { label, group: 'demographic', type: 'one_of', options: ['S', 'M'], purpose: null, createdBy: ADMIN },
    at,
  ).id
const all = (db: Db, at: number, name: string) =>
  createSegment(db, { name, criterion: { leaf: 'everyone' }, createdBy: ADMIN }, at).id
const sketch = (db: Db) =>
  startSketch(db, ADMIN, { segmentId: null, offerId: null, name: null, criterion: { leaf: 'premium', value: true } })
    .number

/** A fixed list that nobody is in. */
function list(db: Db, at: number): number {
  const id = all(db, at, 'C')
  const criterion = JSON.stringify({ leaf: 'listed', segment: id })
  db.sql(`update segments set kind = 'list', criterion = ? where id = ?`).run(criterion, id)
  return id
}

const place = { chat: ADMIN, message: 1 }
const long = 'x'.repeat(300)

/** Every question that a card asks of an admin, but those that anything may answer. */
const rows: Row[] = [
  { topic: 'of.t', args: on(offers.when), says: asks('date'), wrong: 'someday' },
  { topic: 'of.tu', args: on(offers.until), says: asks('end'), wrong: 'someday' },
  { topic: 'of.tz', args: on(offers.zone), says: asks('zone'), wrong: 'Narnia' },
  { topic: 'of.nm', args: on(offers.name), says: asks('offerName'), wrong: long },
  {
    topic: 'of.gw',
    args: (db, at) => onScreen(offers.window.data({ offer: draft(db, at), which: 0 })),
    says: asks('windowDays'),
    wrong: '91',
  },
  { topic: 'of.b', args: on(offers.buttons), says: asks('buttons'), wrong: 'Shop - ftp://shop.example' },
  { topic: 'of.pa', args: on(offers.testAs), says: asks('person'), wrong: 'Zzyzx', leaves: 'of.pw' },
  { topic: 'of.wf', args: on(offers.find), says: t => t.admin.wordsNeeded },
  {
    topic: 'b.fix-link',
    args: sentOffer,
    says: asks('address'),
    wrong: 'a b',
  },
  {
    topic: segments.rename.name,
    args: (db, at) => onScreen(segments.rename.data({ id: all(db, at, 'A'), page: 0 })),
    says: t => t.segmentCards.nameInWords,
    wrong: long,
  },
  {
    topic: segments.name.name,
    args: db => onScreen(segments.name.data({ sketch: sketch(db) })),
    says: t => t.segmentCards.nameInWords,
    wrong: long,
  },
  {
    topic: builder.sketch.name,
    args: db => onScreen(builder.sketch.data({ sketch: sketch(db) })),
    says: asks('condition'),
  },
  {
    topic: builder.spot.name,
    args: db => onScreen(builder.spot.data({ sketch: sketch(db), id: 1, lat: 1, lon: 1 })),
    says: t => t.segmentCards.askPlaceName,
    wrong: long,
  },
  {
    topic: analysis.overlapFind.name,
    args: (db, at) => onScreen(analysis.overlapFind.data({ id: all(db, at, 'B'), from: 0 })),
    says: t => t.admin.wordsNeeded,
  },
  { topic: segments.find.name, args: () => onScreen(segments.find.data({})), says: t => t.admin.wordsNeeded },
  { topic: 'b.find', args: () => onScreen(broadcasts.find.data({})), says: t => t.admin.wordsNeeded },
  {
    topic: analysis.list.name,
    args: () => onScreen(analysis.list.data({ offer: 0 })),
    says: t => t.analysisCards.listUnread,
    wrong: 'nobody at all',
  },
  {
    topic: analysis.changeList.name,
    args: (db, at) => onScreen(analysis.changeList.data({ id: list(db, at), change: 1 })),
    says: t => t.analysisCards.listUnread,
    wrong: 'nobody at all',
  },
  {
    topic: 'fd.type',
    args: () => onScreen(fields.type.data({ group: 0, type: 0 })),
    says: asks('fieldName'),
    wrong: long,
  },
  {
    topic: 'fd.name',
    args: (db, at) => onScreen(fields.rename.data({ id: sizes(db, at, 'D') })),
    says: asks('fieldName'),
    wrong: long,
  },
  {
    topic: 'fd.why',
    args: (db, at) => onScreen(fields.purpose.data({ id: sizes(db, at, 'E') })),
    says: asks('purpose'),
  },
  {
    topic: 'fd.more',
    args: (db, at) => onScreen(fields.moreOptions.data({ id: sizes(db, at, 'F') })),
    says: asks('options'),
    wrong: long,
  },
  {
    topic: 'fd.word',
    args: (db, at) => onScreen(fields.reword.data({ id: sizes(db, at, 'G'), option: 0 }), 'S'),
    says: asks('option'),
    wrong: long,
  },
  { topic: 'pp.ask', args: () => onScreen(people.ask.data({})), says: t => t.personCards.unreadable },
  {
    topic: 'pp.correct',
    args: (db, at) => onScreen(people.correct.data({ id: 1, field: sizes(db, at, 'H') })),
    says: t => t.personCards.invalid.unknown_option,
    wrong: 'XXXL',
  },
  {
    topic: 'pp.until',
    args: () => onScreen(people.stepUntil.data({ id: 1, rung: 4 })),
    says: asks('lastDay'),
    wrong: 'someday',
  },
  {
    topic: 'pp.why',
    args: (_db, at) => onScreen(people.reason.data({ id: 1, rung: 4, until: at + DAY })),
    says: asks('reason'),
    wrong: long,
  },
  { topic: 'pl.add', args: () => onScreen(places.add.data({})), says: t => t.placeCards.unreadable, wrong: 'Narnia' },
  {
    topic: 'pl.at',
    args: () => onScreen(places.at.data({ lat: 1, lon: 1 })),
    says: asks('placeName'),
    wrong: long,
  },
  { topic: ladder.add.name, args: () => onScreen(ladder.add.data({})), says: asks('topicName'), wrong: long },
  {
    topic: ladder.rename.name,
    args: (db, at) =>
      onScreen(ladder.rename.data({ topic: createTopic(db, { name: 'I', rung: 3, createdBy: ADMIN }, at).id })),
    says: asks('topicName'),
    wrong: long,
  },
  { topic: ladder.name.name, args: () => onScreen(ladder.name.data({ rung: 1 })), says: asks('stepName'), wrong: long },
  {
    topic: rfm.window.name,
    args: () => onScreen(rfm.window.data({})),
    says: t => t.rfmCards.windowUnreadable(60),
    wrong: 'long',
  },
  {
    topic: rfm.measure.name,
    args: () => onScreen(rfm.measure.data({ measure: 0 })),
    says: t => t.rfmCards.stepsUnreadable,
    wrong: '4 3 2 1 x',
  },
  {
    topic: settings.frequency.name,
    args: () => onScreen(settings.frequency.data({})),
    says: t => t.settingsCards.frequencyUnreadable(50, 200),
    wrong: 'sometimes',
  },
  {
    topic: settings.quiet.name,
    args: () => onScreen(settings.quiet.data({})),
    says: t => t.settingsCards.quietUnreadable,
    wrong: 'at night',
  },
  { topic: settings.zone.name, args: () => onScreen(settings.zone.data({})), says: asks('zone'), wrong: 'Narnia' },
  {
    topic: settings.currency.name,
    args: () => onScreen(settings.currency.data({})),
    says: asks('currency'),
    wrong: 'shells',
  },
  {
    topic: settings.margin.name,
    args: () => onScreen(settings.margin.data({})),
    says: asks('margin'),
    wrong: 'as much as I can',
  },
  { topic: settings.title.name, args: () => onScreen(settings.title.data({})), says: asks('shopName'), wrong: long },
  { topic: settings.contact.name, args: () => onScreen(settings.contact.data({})), says: asks('contact'), wrong: long },
  {
    topic: settings.addTester.name,
    args: () => onScreen(settings.addTester.data({})),
    says: t => t.settingsCards.testerUnreadable,
    wrong: 'Zzyzx',
  },
  {
    topic: 'sv.step',
    args: () => stepOf({ step: 'values', type: 'one_of', group: 'demographic' }),
    says: asks('answers'),
  },
  {
    topic: 'sv.step',
    args: (db, at) => stepOf({ step: 'text', field: sizes(db, at, 'J'), options: null }),
    says: asks('question'),
  },
  {
    topic: 'sv.words',
    args: (db, at) => onScreen(survey.words.data({ question: question(db, at), what: 1 })),
    says: asks('purpose'),
    wrong: long,
  },
  {
    topic: wordings.buttons.name,
    args: () => onScreen(wordings.buttons.data({ name: 0, language: 0, source: 0 })),
    says: asks('buttons'),
    wrong: 'Shop - ftp://shop.example',
  },
  {
    topic: wordings.addSource.name,
    args: () => onScreen(wordings.addSource.data({ language: 0 })),
    says: t => t.textCards.sourceInvalid,
    wrong: 'Источник',
  },
]

function question(db: Db, at: number): number {
  const options = ['S', 'M'].map(label => ({ label, value: label, topicId: null }))
  const attributeId = sizes(db, at, 'K')
  return createQuestion(db, { attributeId, text: 'Size?', purpose: 'For boots', options, createdBy: ADMIN }, at).id
}

test.each(['en', 'ru'] as const)(
  'what is no answer says what one is, and the question stays open (%s)',
  async language => {
    const s = await stageProduct({ people: 3, admin: { language } })
    const t = texts(language)
    const { ada } = s
    let asked = -1
    for (const { topic, args, says, wrong, leaves = topic } of rows) {
      const kept = s.db().write(() => ({ place, ...args?.(s.db(), s.clock.now()) }))
      asked--
      s.db().write(() =>
        savePrompt(s.db(), ADMIN, { updateId: asked, topic, args: kept, place: null, aside: null }, s.clock.now()),
      )
      const open = () => findPrompt(s.db(), ADMIN)?.topic
      await ada.does(person => person.sendSticker())
      expect.soft([topic, ada.text(), open()]).toEqual([topic, says(t), topic])
      await ada.does(person => person.sendPhoto({ caption: 'Look' }))
      expect.soft([topic, ada.text(), open()]).toEqual([topic, says(t), topic])
      if (wrong === undefined) continue
      const before = ada.lastId()
      await ada.send(wrong)
      expect.soft([topic, wrong, ada.lastId() > before, open()]).toEqual([topic, wrong, true, leaves])
    }
    expect(s.refused()).toEqual([])
  },
)
