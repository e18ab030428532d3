import { recordValues } from '../../../src/audience/attribute/value.js'
import { createAttribute } from '../../../src/audience/attribute.js'
import { planQuarter } from '../../../src/audience/holdout.js'
import { setOverride } from '../../../src/audience/ladder.js'
import { createPlace } from '../../../src/audience/place.js'
import { createQuestion } from '../../../src/audience/survey/question.js'
import { createTopic } from '../../../src/audience/topic.js'
import { api } from '../../../src/bot/admin/api/addresses.js'
import { connections } from '../../../src/bot/admin/connections/addresses.js'
import { control } from '../../../src/bot/admin/control/addresses.js'
import { events } from '../../../src/bot/admin/events/addresses.js'
import { exports } from '../../../src/bot/admin/exports/addresses.js'
import { fields } from '../../../src/bot/admin/fields/addresses.js'
import { home } from '../../../src/bot/admin/home/addresses.js'
import { ladder } from '../../../src/bot/admin/ladder/addresses.js'
import { people } from '../../../src/bot/admin/people/addresses.js'
import { places } from '../../../src/bot/admin/places/addresses.js'
import { rfm } from '../../../src/bot/admin/rfm/addresses.js'
import { settings } from '../../../src/bot/admin/settings/addresses.js'
import { summary } from '../../../src/bot/admin/summary/addresses.js'
import { survey } from '../../../src/bot/admin/survey/addresses.js'
import { team } from '../../../src/bot/admin/team/addresses.js'
import { wordings as texts } from '../../../src/bot/admin/texts/addresses.js'
import { whichOf } from '../../../src/bot/admin/texts/which.js'
import { bindStaffChat } from '../../../src/bot/replies/staff.js'
import { createPreferences } from '../../../src/bot/settings/preference.js'
import { saveText } from '../../../src/bot/settings/texts.js'
import { createInvitation, newestInvitation } from '../../../src/bot/team.js'
import { DAY } from '../../../src/clock.js'
import { createApiKey } from '../../../src/crm/api-key.js'
import { connectShop } from '../../../src/crm/shop/connection.js'
import type { Db } from '../../../src/db/open.js'
import type { Content } from '../../../src/offers/content.js'
import { recordEvents } from '../../../src/tracking/event.js'
import { ADMIN, askedAt, besides, leading, MARKETER, press, type Subject, sent, subject, unseen } from './scene.js'

/** So many people whose orders are known, and every second of whom bought lately, that a quarter shows something. */
function knownBuyers(db: Db, at: number): void {
  const numbers = `with recursive n(i) as (values (10001) union all select i + 1 from n where i < 12200)`
  db.sql(
    `insert into subscribers (id, telegram_id, first_name, premium, subscribed_at, greeted_by, dice, created_at)
     ${numbers} select i, i, 'Known', 0, 0, 0, i, 0 from n`,
  ).run()
  db.sql(`insert into customers (id, subscriber_id, telegram_id, linked_by, created_at)
     ${numbers} select i, i, i, 'telegram_id', 0 from n`).run()
  db.sql(
    `insert into orders (customer_id, external_id, at, currency, total, refunded, status)
     ${numbers} select i, i, ?, 'EUR', 1000, 0, 'paid' from n where i % 2 = 0`,
  ).run(at - DAY)
}

const preferences = (db: Db) => createPreferences(db, { timeZone: 'UTC', language: 'en' })

const size = (db: Db, at: number) =>
  createAttribute(
    db,
    { label: 'Size', group: 'demographic', type: 'one_of', options: ['S', 'M', 'L'], purpose: null, createdBy: ADMIN },
    at,
  )

/** The value of a field of the first person. */
function valued(db: Db, at: number): number {
  const attribute = size(db, at)
  recordValues(db, 1, attribute, { values: ['M'], provenance: 'declared', origin: 'survey:1' }, at)
  return attribute.id
}

/** A question of three options. */
export function question(db: Db, at: number, words = 'Which size?'): number {
  const known = db.sql<{ id: number }>(`select id from attributes where label = 'Size'`).get()?.id
  const options = ['S', 'M', 'L'].map(label => ({ label, value: label, topicId: null }))
  const attributeId = known ?? size(db, at).id
  return createQuestion(db, { attributeId, text: words, purpose: 'For better offers', options, createdBy: ADMIN }, at)
    .id
}

/** A property of an event of the first person, and that it is a number. */
function reportedCart(db: Db, at: number) {
  const cart = { key: 'e1', said: '', subscriberId: 1, name: 'Left cart', at, properties: { sum: 100 } }
  recordEvents(db, [cart], at)
  return { id: 1, place: 0, type: 2 }
}

const topicOf = (db: Db, at: number) => createTopic(db, { name: 'Boots', rung: 3, createdBy: ADMIN }, at).id
const riga = { lat: 56.95, lon: 24.1 }

const capped = subject('a cap is set', () => press(settings.perDay.data({ most: 1 })))
const staffed = subject('the staff chat is let go', db => {
  bindStaffChat(db, { chat: -100_1, title: 'Staff' })
  return press(texts.release.data({}))
})

/** Deeds on who works here, on people, and on what is kept for all. */
export const teamDeeds: readonly Subject[] = [
  subject('an invitation is made', db => press(team.invite.data({ role: 1, generation: newestInvitation(db) }))),
  subject('everything is taken out as files', () => press(exports.start.data({ generation: 0 }))),
  leading('an export that is over is stopped', () => press(exports.stop.data({}))),
  subject('an API key is made', db => askedAt(db, api.add.data({ scopes: 3 }), 'Site')),
  subject('an API key is revoked', (db, at) => {
    const { id } = createApiKey(db, { name: 'Site', scopes: ['orders'], by: ADMIN }, at)
    return press(api.revokeYes.data({ id }))
  }),
  subject('a property of an event is declared', (db, at) => press(events.declare.data(reportedCart(db, at)))),
  unseen(subject('the weekly summary is switched off', () => press(summary.switch.data({ on: 0 })))),
  subject('a shop is begun', () => press(connections.add.data({ kind: 0 }))),
  unseen(
    subject('the secret of a shop is kept', (db, at) => {
      const id = connectShop(db, 'shopify', ADMIN, at)
      return askedAt(db, connections.secret.data({ id }), 'c'.repeat(64))
    }),
  ),
  unseen(
    subject('the secret of a shop is made anew', (db, at) =>
      press(connections.renewYes.data({ id: connectShop(db, 'woocommerce', ADMIN, at) })),
    ),
  ),
  subject('a shop is disconnected', (db, at) =>
    press(connections.removeYes.data({ id: connectShop(db, 'tilda', ADMIN, at) })),
  ),
  subject('retailCRM gets a key', () => press(connections.retailKey.data({ generation: 0 }))),
  subject('invitations are withdrawn', (db, at) => {
    createInvitation(db, { adminIds: [ADMIN] }, 'marketer', ADMIN, at)
    return press(team.withdraw.data({}))
  }),
  subject('a marketer is removed', () => press(team.remove.data({ id: MARKETER }))),
  {
    ...subject('somebody is made a test person, and a colleague takes it back', () =>
      press(people.tester.data({ id: 1, generation: 0 })),
    ),
    meanwhile: db => void db.sql(`delete from settings where key = 'test_people'`).run(),
  },
  subject('somebody is paused by the team', () => press(people.pause.data({ id: 1 }))),
  subject('somebody is stopped by the team', () => press(people.stop.data({ id: 1 }))),
  subject('somebody is forgotten by the team', () => press(people.erase.data({ id: 1 }))),
  unseen(subject('the team takes out what is held of somebody', () => press(people.data.data({ id: 1 })))),
  subject('a field is archived', (db, at) => {
    const { id } = createAttribute(
      db,
      { label: 'Size', group: 'demographic', type: 'text', options: null, purpose: null, createdBy: ADMIN },
      at,
    )
    return press(fields.archive.data({ id }))
  }),
  capped,
  besides(capped, 'lifts it', db => preferences(db).save.frequency(null)),
  subject('caps are typed', db => askedAt(db, settings.frequency.data({}), '1 4')),
  subject('there are no caps', db => {
    preferences(db).save.frequency({ perDay: 1, perWeek: 3 })
    return press(settings.noCaps.data({}))
  }),
  subject('quiet hours are set', () => press(settings.from.data({ minute: 60 }))),
  subject('there are no quiet hours', db => {
    preferences(db).save.quiet({ from: 1_320, to: 540 })
    return press(settings.noQuiet.data({}))
  }),
  subject('a control group of the quarter begins', (db, at) => {
    knownBuyers(db, at)
    return press(control.start.data({ share: 1_000 }))
  }),
  subject('the control group of the quarter ends', (db, at) => {
    const planned = planQuarter(db, { share: 1_000, zone: 'UTC', createdBy: ADMIN }, at)
    return press(control.end.data({ id: planned?.id ?? 0 }))
  }),
  subject('a zone is typed', db => askedAt(db, settings.zone.data({}), 'Riga')),
  subject('the language is set', () => press(settings.russian.data({}))),
  subject('shops are told who clicked no more', () => press(settings.hideClicks.data({}))),
  subject('shops are told who clicked', db => {
    preferences(db).save.clickIds(false)
    return press(settings.tellClicks.data({}))
  }),
  subject('the currency is set', () => press(settings.currencyIs.data({ index: 1 }))),
  subject('what the shop keeps is set', () => press(settings.marginIs.data({ of100: 35 }))),
  subject('what the shop keeps is typed', db => askedAt(db, settings.margin.data({}), '35')),
  subject('what the shop keeps is taken away', db => {
    db.sql("insert or replace into settings (key, value) values ('margin', '35')").run()
    return press(settings.noMargin.data({}))
  }),
  subject('the shop is named', db => askedAt(db, settings.title.data({}), 'Boots')),
  subject('a contact is typed', db => askedAt(db, settings.contact.data({}), '+371 20000000')),
  subject('there is no contact', db => {
    preferences(db).save.contact('+371 20000000')
    return press(settings.noContact.data({}))
  }),
  subject('a test person is added', db => askedAt(db, settings.addTester.data({}), '1')),
  subject('a test person is removed', db => {
    preferences(db).save.testPeople([1, 2])
    return press(settings.dropTester.data({ id: 1 }))
  }),
  subject('a text is the usual one again', db => {
    const which = whichOf(db, { name: 0, language: 0, source: 0 })
    const content: Content = { kind: 'text', text: 'Hello!', entities: [], fileId: null, preview: false, buttons: [] }
    saveText(db, which.name, which.language, which.source, content)
    return press(texts.reset.data({ name: 0, language: 0, source: 0 }))
  }),
  subject('a text has no buttons', () => press(texts.noButtons.data({ name: 0, language: 0, source: 0 }))),
  subject('a code for the staff chat is made', () => press(texts.code.data({}))),
  staffed,
  besides(staffed, 'binds it again', db => bindStaffChat(db, { chat: -100_2, title: 'Others' })),
  subject('the welcome was looked at', () => press(home.welcome.data({}))),
  subject('a field is made', db => askedAt(db, fields.type.data({ group: 0, type: 0 }), 'Shoe size')),
  subject('an option is deleted', (db, at) =>
    press(fields.dropOption.data({ id: size(db, at).id, option: 0, generation: 3 })),
  ),
  subject('a value is forgotten', (db, at) => press(people.forget.data({ id: 1, field: valued(db, at) }))),
  subject('a correction is taken back', (db, at) => {
    const attribute = size(db, at)
    recordValues(db, 1, attribute, { values: ['M'], provenance: 'corrected', origin: `admin:${ADMIN}` }, at)
    return press(people.takeBack.data({ id: 1, field: attribute.id }))
  }),
  subject('a value is corrected', (db, at) => askedAt(db, people.correct.data({ id: 1, field: valued(db, at) }), 'L')),
  subject('a step is set', (db, at) =>
    askedAt(db, people.reason.data({ id: 1, rung: 4, until: at + DAY }), 'Called us'),
  ),
  subject('a step is dropped', (db, at) => {
    setOverride(db, { subscriberId: 1, rung: 4, until: at + DAY, reason: 'Called us', adminId: ADMIN }, at)
    return press(people.dropStep.data({ id: 1 }))
  }),
  subject('a place is added', db => askedAt(db, places.at.data({ lat: 5_695_000, lon: 2_410_000 }), 'Shop')),
  subject('a place is removed', (db, at) => {
    const { id } = createPlace(db, { name: 'Shop', ...riga, createdBy: ADMIN }, at)
    return press(places.remove.data({ id }))
  }),
  subject('a topic is made', db => askedAt(db, ladder.add.data({}), 'Boots')),
  subject('a topic is renamed', (db, at) => askedAt(db, ladder.rename.data({ topic: topicOf(db, at) }), 'Shoes')),
  subject('a topic speaks of another step', (db, at) => press(ladder.rung.data({ topic: topicOf(db, at), rung: 4 }))),
  subject('a topic is archived', (db, at) => press(ladder.archiveYes.data({ topic: topicOf(db, at) }))),
  subject('a link that was sent gets a topic', (db, at) => {
    sent(db, at, 'sent')
    return press(ladder.says.data({ offer: 1, link: 1, topic: topicOf(db, at) }))
  }),
  subject('the steps have their usual names', () => press(ladder.usual.data({}))),
  subject('orders count for other months', () => press(rfm.months.data({ months: 6 }))),
  subject('a question is asked at the start', (db, at) =>
    press(survey.start.data({ question: question(db, at), on: 1 })),
  ),
  subject('a question must be answered', (db, at) => press(survey.skip.data({ question: question(db, at), on: 0 }))),
  subject('a question moves', (db, at) => {
    question(db, at)
    return press(survey.move.data({ question: question(db, at, 'And which width?'), later: 0, generation: 1 }))
  }),
  subject('a question is dropped', (db, at) => press(survey.drop.data({ question: question(db, at), sure: 1 }))),
  subject('an answer speaks of a topic', (db, at) =>
    press(survey.topicIs.data({ question: question(db, at), option: 0, topic: topicOf(db, at) })),
  ),
  subject('the survey stands under offers', () => press(survey.under.data({ on: 1 }))),
  subject('the survey comes less often', () => press(survey.days.data({ days: 30 }))),
  subject('a round of the survey is sent', (db, at) => {
    question(db, at)
    return press(survey.send.data({ sure: 1 }))
  }),
]
