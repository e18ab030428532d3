import { createAttribute } from '../../../../src/audience/attribute.js'
import { recordContact } from '../../../../src/audience/contact.js'
import { takeCustomer } from '../../../../src/audience/customer/keys.js'
import { beginComparison } from '../../../../src/audience/holdout/comparison.js'
import { assignQuarter, planQuarter } from '../../../../src/audience/holdout.js'
import { answerInterest, createInterest } from '../../../../src/audience/interest.js'
import { refreshAwareness } from '../../../../src/audience/ladder.js'
import { createPlace } from '../../../../src/audience/place.js'
import { usualRules } from '../../../../src/audience/rfm/rules.js'
import { refreshRfm } from '../../../../src/audience/rfm.js'
import { recordVisits } from '../../../../src/audience/source/visit.js'
import { addAlias, createSource } from '../../../../src/audience/source.js'
import { createQuestion } from '../../../../src/audience/survey/question.js'
import { createTopic } from '../../../../src/audience/topic.js'
import { recordWritten } from '../../../../src/bot/replies/inbox.js'
import { setWords } from '../../../../src/bot/replies/ready/keyword.js'
import { createReady } from '../../../../src/bot/replies/ready.js'
import { saveGoal } from '../../../../src/bot/settings/goal.js'
import { addMenuButton } from '../../../../src/bot/settings/menu.js'
import { recordAct } from '../../../../src/bot/team/audit.js'
import { DAY, HOUR } from '../../../../src/clock.js'
import { createApiKey, SCOPES } from '../../../../src/crm/api-key.js'
import type { Db } from '../../../../src/db/open.js'
import { createRepeat, recordRun, startRepeat } from '../../../../src/delivery/campaign/repeat.js'
import { beginChange } from '../../../../src/delivery/campaign/series/change.js'
import { endCampaign, pauseCampaign } from '../../../../src/delivery/campaign/series.js'
import type { Course } from '../../../../src/delivery/campaign/terms.js'
import type { Content } from '../../../../src/offers/content.js'
import { changeDraft, createOffer } from '../../../../src/offers/offer.js'
import { setContent } from '../../../../src/offers/variant.js'
import { seedCrowd } from '../../../../src/sandbox/seed/crowd.js'
import { createSegment } from '../../../../src/segments/segment.js'
import { recordEvents } from '../../../../src/tracking/event.js'
import { declareProperty } from '../../../../src/tracking/event-name.js'
import { shopifyOrder } from '../../../crm/shop/payloads.js'
import { connected } from '../../../crm/shop/shop.js'
import { addBroadcast, addRows } from '../../../reports/fixture.js'
import { draftSeries, enrol, startedSeries } from '../../../support/series.js'
import { ADMIN } from '../door.js'
import { fillImports } from './brought.js'
import { fillDraft, fillSent, POLL, TRIALS, tryVersions } from './town-offers.js'

const PEOPLE = 120
const SEGMENTS = 9
const SHIPPING: Content = { kind: 'text', text: 'Two days.', entities: [], fileId: null, preview: false, buttons: [] }

/** A database in which there is something of everything that the team's screens show: people, orders, offers, questions. */
export async function fillTown(db: Db, at: number): Promise<void> {
  seedCrowd(db, { subscribers: PEOPLE, deliveries: 300, orders: 90, seed: 3, at })
  await refreshRfm(db, { rules: usualRules, currency: 'EUR', zone: 'Europe/Moscow' }, at)
  fillImports(db, ADMIN, at)
  await fillShops(db, at)
  await refreshAwareness(db, at)
  db.write(() => {
    const size = createAttribute(
      db,
      {
        group: 'personality',
        type: 'one_of',
        label: 'Shoe size',
        options: ['40', '41'],
        purpose: null,
        createdBy: ADMIN,
      },
      at,
    )
    const topic = createTopic(db, { name: 'Boots', rung: 3, createdBy: ADMIN }, at)
    createQuestion(
      db,
      {
        attributeId: size.id,
        text: 'What is your size?',
        purpose: 'To show you boots that fit',
        options: ['40', '41'].map(label => ({ label, value: label, topicId: topic.id })),
        createdBy: ADMIN,
      },
      at,
    )
    for (const [name, channel] of [
      ['site', null],
      ['qr_shop', 'QR'],
      ['instagram', 'Instagram'],
      ['fair_2025', 'Fair'],
    ] as const) {
      const cost = name === 'qr_shop' ? { amount: 12_000, currency: 'EUR' } : null
      const { id } = createSource(db, { name, channel, cost, createdBy: ADMIN }, at)
      const day = Math.floor(at / DAY)
      recordVisits(db, [
        { sourceId: id, day, verdict: 'human', n: 70 },
        { sourceId: id, day, verdict: 'machine', n: 9 },
      ])
      if (name === 'instagram') addAlias(db, 'google', id)
    }
    planQuarter(db, { share: 1_000, zone: 'Europe/Moscow', createdBy: ADMIN }, at - 3 * DAY)
    saveGoal(db, { kind: 'subscribe', target: 40, until: at + 30 * DAY, by: ADMIN, at }, { n: 20, of: 100 })
    for (let i = 1; i <= 7; i++) createApiKey(db, { name: `Site ${i}`, scopes: SCOPES, by: ADMIN }, at)
    const sales = createInterest(db, { name: 'Sales', createdBy: ADMIN }, at).id
    answerInterest(
      db,
      1,
      { interest: sales, wants: false },
      { source: 'settings', wording: null, deliveryId: null },
      at,
    )
    const answer = createReady(
      db,
      { name: 'How shipping works and its costs', content: SHIPPING, createdBy: ADMIN },
      at,
    ).id
    setWords(db, answer, 'shipping, how much, cost*')
    addMenuButton(db, { label: 'Shipping', action: { kind: 'answer', answerId: answer }, createdBy: ADMIN }, at)
    addMenuButton(db, { label: 'A gift', action: { kind: 'code', code: 'HELLO10' }, createdBy: ADMIN }, at)
    createPlace(db, { name: 'The shop', lat: 56.95, lon: 24.1, createdBy: ADMIN }, at)
    const segments = Array.from({ length: SEGMENTS }, (_, i) =>
      createSegment(
        db,
        { name: `Segment ${i + 1}`, criterion: { leaf: 'source', values: ['site', `source ${i}`] }, createdBy: ADMIN },
        at,
      ),
    )
    const draft = createOffer(db, { createdBy: ADMIN, name: 'Spring boots', goal: 'sell' }, at)
    const content = {
      kind: 'text' as const,
      text: 'Boots, {first_name|friend}',
      entities: [],
      fileId: null,
      preview: false,
    }
    changeDraft(db, draft.id, () => ({ segments: segments.slice(0, 2).map(({ id }) => id), each: true }))
    setContent(db, draft.id, segments[0]?.id ?? null, { ...content, buttons: [] })
    setContent(db, draft.id, segments[0]?.id ?? null, { ...content, text: 'Shoes', buttons: [] }, 1)
    fillDraft(db, draft.id, segments[0]?.id ?? 0, at)
    setContent(db, createOffer(db, { createdBy: ADMIN }, at).id, null, POLL)
    createOffer(db, { createdBy: ADMIN, name: 'Nothing yet' }, at)
    const weekly = createOffer(db, { createdBy: ADMIN, name: 'Weekly boots' }, at)
    setContent(db, weekly.id, null, { ...content, buttons: [] })
    changeDraft(db, weekly.id, () => ({ rest: true }))
    const course: Course = { rhythm: { kind: 'weekly', days: [1], minute: 600, own: false }, to: { kind: 'new' } }
    const terms = { course, end: { kind: 'never' as const }, zone: 'Europe/Moscow', createdBy: ADMIN }
    const repeat = createRepeat(db, weekly, terms, at - 60 * DAY)
    startRepeat(db, repeat, at - 60 * DAY)
    for (const week of [1, 2, 3, 4, 5, 6, 7]) recordRun(db, repeat, at - week * 7 * DAY, 'missed', at)
    const people = db
      .sql<{ id: number; telegramId: number }>('select id, telegram_id as telegramId from subscribers limit 2')
      .all()
    for (const { telegramId } of people)
      recordWritten(db, { telegramId, messageId: 7, deliveryId: null, at: at - DAY, album: null })
    for (const [i, { id }] of people.entries()) {
      const phone = `+3712000000${i}`
      const other = people[1 - i]?.telegramId ?? null
      recordContact(db, id, phone, at)
      takeCustomer(
        db,
        { externalId: `unclear ${i}`, telegramId: other, phone, email: null, firstName: 'Quux', lastName: null },
        at,
      )
    }
    for (const [i, { id }] of people.entries())
      db.sql(
        `insert into service_messages (external_id, hash, subscriber_id, text, state, reason, due_at, claimed_at, sent_at, message_id, created_at)
         values (?, x'00', ?, 'Your order is on its way', ?, ?, ?, ?, ?, ?, ?)`,
      ).run(
        `order-${i}`,
        id,
        i % 3 === 0 ? 'sent' : i % 3 === 1 ? 'failed' : 'skipped',
        i % 3 === 0 ? null : i % 3 === 1 ? 'content' : 'late',
        ...[at - HOUR, at - HOUR],
        i % 3 === 0 ? at - HOUR : null,
        i % 3 === 0 ? 90_000 + i : null,
        at - HOUR,
      )
    recordEvents(
      db,
      people.flatMap(({ id }) =>
        ['Left cart', 'Bonus given'].map(name => ({
          ...{ key: `${name} ${id}`, said: '', subscriberId: id, name, at: at - HOUR },
          properties: { sum: 129.9, products: ['Boots', 'Socks'], until: '2026-12-02' },
        })),
      ),
      at,
    )
    declareProperty(db, 1, 0, 'number')
    db.sql(`insert into service_refusals (hour, why, n) values (?, 'too_many', 3)`).run(Math.floor(at / HOUR))
    const subjects = [`offer:${draft.id}`, `segment:${segments[0]?.id}`, `field:${size.id}`, `topic:${topic.id}`]
    for (const subject of [...subjects, `person:${people[0]?.id}`, 'broadcast:1', null])
      recordAct(db, { admin: ADMIN, at: at - DAY, address: 'sg.readykeep:1:0', subject })
  })
  await assignQuarter(db, at)
  const known = db.sql<{ id: number }>('select max(id) as id from broadcasts').get()?.id ?? 0
  const states = [
    { state: 'running' },
    { state: 'paused', pauseReason: 'content' },
    { state: 'paused', pauseReason: 'admin' },
    { state: 'finished' },
    { state: 'scheduled', startedAt: null, startsAt: at + DAY },
    { state: 'finished', startedAt: at - 6 * DAY },
  ] as const
  for (const [i, broadcast] of states.entries()) {
    const id = known + 100 + i
    addBroadcast(db, { id, name: `Sent ${i}`, ...broadcast })
    if (broadcast.state === 'scheduled') continue
    addRows(db, 4, { broadcast: id, variant: id * 10 + 1, state: 'sent' })
    db.sql(
      `insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent)
       select id, 1, subscriber_id, broadcast_id, ?, 'human', 'person', 'Chrome/Android'
       from deliveries where broadcast_id = ? and state = 'sent' limit 2`,
    ).run(at - DAY, id)
    addRows(db, 2, { broadcast: id, variant: id * 10 + 1, state: 'skipped', reason: 'cap' })
    addRows(db, 2, { broadcast: id, variant: id * 10 + 1, state: 'uncertain' })
    addRows(db, 2, { broadcast: id, variant: id * 10 + 1, state: 'held_out' })
    addRows(db, 2, { broadcast: id, variant: id * 10 + 1, state: broadcast.state === 'finished' ? 'failed' : 'queued' })
    keepApart(db, id, at)
    tryVersions(db, id, TRIALS[i] ?? null, at)
  }
  // One of those that are over is an album.
  const item = (fileId: string) => ({ kind: 'photo', fileId, text: '', entities: [] })
  db.sql(
    `update variants set content = json_set(content, '$.kind', 'album', '$.items', json(?)) where offer_id =
       (select offer_id from broadcasts where state = 'finished' and standing = 0 order by id desc limit 1 offset 1)`,
  ).run(JSON.stringify([item('1'), item('2')]))
  db.write(() => fillSent(db, known + 100, at))
  db.write(() => fillCampaigns(db, at))
}

/** Series: one that runs, and is being changed, one of each other state, and drafts of what may begin them. */
function fillCampaigns(db: Db, at: number): void {
  db.sql(
    `insert into event_names (name_folded, name, properties, first_at, last_at) values ('cart left', 'Cart left', '[]', ?, ?)`,
  ).run(at, at)
  const event = db.sql<{ id: number }>('select max(id) as id from event_names').get()?.id ?? 0
  const segmentId = db.sql<{ id: number }>(`select max(id) as id from segments where name = 'Segment 1'`).get()?.id ?? 0
  const made = (name: string, on?: Parameters<typeof draftSeries>[1]['on']) => ({
    ...{ name, createdBy: ADMIN },
    ...(on === undefined ? {} : { on }),
  })
  for (let i = 1; i <= 7; i++) endCampaign(db, startedSeries(db, made(`Old ${i}`), at - i * DAY).id, at)
  const resting = startedSeries(db, made('Resting', { kind: 'ordered', which: 'any' }), at - 9 * DAY)
  pauseCampaign(db, resting.id, at, 'alarm')
  draftSeries(db, made('Cart', { kind: 'event', nameId: event }), at)
  draftSeries(db, made('VIP', { kind: 'enters', segmentId }), at)
  draftSeries(db, made('Birthday', { kind: 'date', attributeId: null, days: -3, yearly: true, minute: 660 }), at)
  const running = startedSeries(db, made('Runs'), at - 9 * DAY)
  for (let person = 1; person <= 9; person++)
    enrol(db, running.id, person, { position: person % 3, at: at - person * HOUR, nextAt: at + person * HOUR })
  beginChange(db, running.id, at)
  draftSeries(db, made('Composed'), at)
  recordAct(db, { admin: ADMIN, at: at - DAY, address: 'cp.start:1', subject: `campaign:${running.id}` })
}

/** The comparison of a broadcast with its own control group, a fifth of those who were to get it. */
function keepApart(db: Db, broadcast: number, at: number): void {
  const share = 2_000
  const begun = at - 6 * DAY
  db.sql('update broadcasts set control = ? where id = ?').run(share, broadcast)
  const kept = { id: broadcast, share, createdBy: ADMIN, window: 7 * DAY }
  const holdout = beginComparison(db, kept, begun)
  db.sql(
    `insert into holdout_members (holdout_id, subscriber_id, held, linked, at)
     select ?, subscriber_id, state = 'held_out', 1, ? from deliveries where broadcast_id = ? and state <> 'skipped'`,
  ).run(holdout, begun, broadcast)
}

/** Shops: one that works and is in trouble, one whose secret is missing, one that only knocked, one that never called. */
async function fillShops(db: Db, at: number): Promise<void> {
  for (const kind of ['shopify', 'woocommerce', 'tilda', 'tilda', 'shopify', 'woocommerce', 'shopify'] as const) {
    const shop = connected(db, kind)
    shop.time.now = at - DAY
    if (kind === 'woocommerce') await shop.come('webhook_id=3')
  }
  const works = connected(db)
  works.time.now = at - HOUR
  await works.come(shopifyOrder())
  await works.come('not an order')
  await works.come(shopifyOrder(), { signature: 'forged' })
  await works.inbox.idle()
  db.sql(`update connections set trouble = 'silent', trouble_at = ?, told_at = ? where id = ?`).run(at, at, works.id)
}
