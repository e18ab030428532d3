import { createAttribute } from '../../../src/audience/attribute.js'
import { recordContact } from '../../../src/audience/contact.js'
import { createInterest } from '../../../src/audience/interest.js'
import { recordLocation } from '../../../src/audience/place/location.js'
import { wishLess } from '../../../src/audience/subscription/wish.js'
import { stopOffers } from '../../../src/audience/subscription.js'
import { recordAnswer } from '../../../src/audience/survey/answer.js'
import { createQuestion, getQuestion } from '../../../src/audience/survey/question.js'
import { keepTicks } from '../../../src/audience/survey/tick.js'
import { awaitAnswer } from '../../../src/audience/survey.js'
import { answers, own } from '../../../src/bot/subscriber/addresses.js'
import { HOUR } from '../../../src/clock.js'
import { personalLink } from '../../../src/crm/personal-link.js'
import type { Db } from '../../../src/db/open.js'
import { actionData } from '../../../src/delivery/button/action.js'
import { contactAskRow } from '../../../src/delivery/button/contact.js'
import { type QuietAction, quietData } from '../../../src/delivery/button/quiet.js'
import { overRow } from '../../../src/delivery/schedule/deadline.js'
import { type BallotAction, type BallotPlace, ballotData } from '../../../src/delivery/survey/ballot.js'
import { actionAddress } from '../../../src/offers/button/action.js'
import { recordContactAsk } from '../../../src/tracking/contact-ask.js'
import { loadKeys } from '../../../src/tracking/key.js'
import { recordPoll } from '../../../src/tracking/poll.js'
import { createTokens } from '../../../src/tracking/token.js'
import { recordCustomer } from '../../support/customer.js'
import { ADMIN, besides, leading, press, STRANGER, type Subject, sent, subject } from './scene.js'

const byButton = { source: 'button', wording: null, deliveryId: null } as const

/** A press under an offer that the first person got. */
function underOffer(db: Db, at: number, action: QuietAction) {
  sent(db, at, 'sent')
  db.sql('update deliveries set message_id = null').run()
  return press(quietData({ kind: 'delivery', id: 1 }, action), 1)
}

const sales = (db: Db, at: number) => createInterest(db, { name: 'Sales', createdBy: ADMIN }, at).id

/** A question of many options in the survey, or one that is answered in words. */
function question(db: Db, at: number, typed = false): number {
  const options = typed ? [] : ['Boots', 'Shoes', 'Bags'].map(label => ({ label, value: label, topicId: null }))
  const { id: attributeId } = createAttribute(
    db,
    {
      label: 'Likes',
      group: 'demographic',
      type: typed ? 'text' : 'many_of',
      options: typed ? null : ['Boots', 'Shoes', 'Bags'],
      purpose: null,
      createdBy: ADMIN,
    },
    at,
  )
  const words = { text: 'What do you like?', purpose: 'For better offers' }
  return createQuestion(db, { attributeId, ...words, options, createdBy: ADMIN }, at).id
}

const ballot = (db: Db, at: number, action: BallotAction, place: BallotPlace = { kind: 'chat' }) =>
  press(ballotData({ questionId: question(db, at), place, action }), 1)

/** A question that stands in an offer that the first person got, or in a message of the survey of their own. */
function asked(db: Db, at: number, kind: 'survey' | 'offer', action: BallotAction) {
  sent(db, at, 'sent')
  db.sql('update deliveries set message_id = null').run()
  return ballot(db, at, action, { kind, deliveryId: 1 })
}

const ticked = subject('somebody ticks an answer', (db, at) => ballot(db, at, { kind: 'set', option: 1, on: true }))
const less = subject('somebody wants less under an offer', (db, at) => underOffer(db, at, 'less'))

/** A button under an offer that the first person got does this. */
function acting(db: Db, at: number, url: string) {
  sent(db, at, 'sent')
  db.sql('update deliveries set message_id = null').run()
  db.sql('update links set url = ?').run(url)
  return press(actionData({ kind: 'delivery', id: 1 }, 1), 1)
}

/** The first person got a poll whose options set a field. */
function answering(db: Db, at: number, options: number[]) {
  sent(db, at, 'sent')
  const { attribute } = getQuestion(db, question(db, at))
  const sets = (value: string) => actionAddress({ kind: 'set', field: attribute.id, value })
  const said = (text: string) => ({ text, entities: [] })
  const poll = {
    ...{ question: said('What do you like?'), changeable: true },
    options: ['Boots', 'Bags'].map(text => ({ ...said(text), sets: sets(text) })),
  }
  const content = { kind: 'poll', text: '', entities: [], fileId: null, preview: false, buttons: [], poll }
  db.sql('update variants set content = ?').run(JSON.stringify(content))
  recordPoll(db, 'p1', 1)
  return { by: 1, poll: 'p1', options }
}

/** The token of a personal link of a customer whom nobody knows yet. */
function personalToken(db: Db, at: number): string {
  const { id } = recordCustomer(db, { externalId: 'c7', telegramId: null, phone: null }, at)
  return (
    new URL(personalLink(db, createTokens(loadKeys(db, at)), 'shop_bot', id)).searchParams.get('start')?.slice(2) ?? ''
  )
}

/** Deeds of people themselves. */
export const subscriber: readonly Subject[] = [
  subject('a stranger starts', () => ({ by: STRANGER, words: '/start shop' })),
  subject('a stranger starts by a personal link', (db, at) => ({
    by: STRANGER,
    words: `/start c_${personalToken(db, at)}`,
  })),
  subject('somebody is the customer of a personal link', (db, at) =>
    press(own.personalYes.data({ token: personalToken(db, at) }), 1),
  ),
  subject('somebody is not the customer of a personal link', (db, at) =>
    press(own.personalNo.data({ token: personalToken(db, at) }), 1),
  ),
  subject('somebody stops by the command', () => ({ by: 1, words: '/stop' })),
  subject('somebody stops by a word', () => ({ by: 1, words: 'стоп' })),
  subject('somebody stops under an offer', (db, at) => {
    return underOffer(db, at, 'stop')
  }),
  subject('somebody sets a field under an offer', (db, at) => {
    const { attribute } = getQuestion(db, question(db, at))
    return acting(db, at, actionAddress({ kind: 'set', field: attribute.id, value: 'Bags' }))
  }),
  subject('somebody sets a day under an offer', (db, at) => {
    const day = { label: 'Came', group: 'behavioural', type: 'date', options: null, purpose: null } as const
    const { id } = createAttribute(db, { ...day, createdBy: ADMIN }, at)
    return acting(db, at, actionAddress({ kind: 'set', field: id, value: null }))
  }),
  subject('somebody does not want to hear about something, under an offer', (db, at) =>
    acting(db, at, actionAddress({ kind: 'about', interest: sales(db, at), wants: false })),
  ),
  subject('somebody answers a poll', (db, at) => answering(db, at, [1])),
  besides(
    subject('somebody takes back their answer to a poll', (db, at) => answering(db, at, [])),
    'changes what the shop knows',
    db => void db.sql(`update subscribers set phone = '+37120000009' where id = 1`).run(),
  ),
  subject('somebody presses that an offer is over', (db, at) => {
    sent(db, at, 'sent')
    db.sql('update deliveries set message_id = null').run()
    return press(overRow(1, 'en')[0].callback_data, 1)
  }),
  subject('somebody opens a question under an offer', (db, at) =>
    acting(db, at, actionAddress({ kind: 'ask', question: question(db, at) })),
  ),
  subject('somebody is asked for their number under an offer', (db, at) => {
    sent(db, at, 'sent')
    return press(contactAskRow({ kind: 'delivery', id: 1 }, 'en')[0]?.callback_data ?? '', 1)
  }),
  subject('somebody shares the number that an offer asked for', (db, at) => {
    sent(db, at, 'sent')
    recordContactAsk(db, { deliveryId: 1, subscriberId: 1, messageId: null }, at)
    return { by: 1, phone: '37120000001' }
  }),
  subject('somebody pauses in the settings', () => press(own.settingsPause.data({}), 1)),
  subject('somebody asks to be forgotten', () => press(own.forgetYes.data({}), 1)),
  subject('somebody resumes', (db, at) => {
    db.sql('update subscribers set unsubscribed_at = ? where id = 1').run(at)
    return press(own.again.data({}), 1)
  }),
  subject('somebody writes to the shop', () => ({ by: 1, words: 'Where is my order 123?' })),
  less,
  besides(less, 'stops it for them', db => void stopOffers(db, 1, { ...byButton, source: 'settings' }, Date.now())),
  subject('somebody wants as usual under an offer', (db, at) => {
    wishLess(db, 1, byButton, at)
    return underOffer(db, at, 'usual')
  }),
  subject('somebody pauses under an offer', (db, at) => underOffer(db, at, 'pause')),
  subject('somebody takes a stop back', (db, at) => {
    stopOffers(db, 1, byButton, at)
    return underOffer(db, at, 'undo')
  }),
  subject('somebody says why under an offer', (db, at) => {
    stopOffers(db, 1, byButton, at)
    return underOffer(db, at, 'too_many')
  }),
  subject('somebody says why in the settings', (db, at) => {
    stopOffers(db, 1, byButton, at)
    return press('me:why:bought', 1)
  }),
  subject('somebody stops in the settings', () => press(own.settingsStop.data({}), 1)),
  subject('somebody wants less in the settings', () => press(own.settingsLess.data({}), 1)),
  subject('somebody wants as usual in the settings', (db, at) => {
    wishLess(db, 1, byButton, at)
    return press(own.settingsUsual.data({}), 1)
  }),
  subject('somebody resumes in the settings', (db, at) => {
    stopOffers(db, 1, byButton, at)
    return press(own.settingsResume.data({}), 1)
  }),
  subject('somebody chooses a language', () => press(own.settingsRussian.data({}), 1)),
  ticked,
  besides(ticked, 'has another tick kept', db => keepTicks(db, 1, 1, 4, Date.now())),
  subject('somebody is done with their ticks', (db, at) => {
    const act = ballot(db, at, { kind: 'done' })
    keepTicks(db, 1, 1, 3, at)
    return act
  }),
  subject('somebody picks an answer', (db, at) => ballot(db, at, { kind: 'pick', option: 1 })),
  subject('somebody picks an answer in a survey', (db, at) => asked(db, at, 'survey', { kind: 'pick', option: 1 })),
  subject('somebody picks an answer under an offer', (db, at) => asked(db, at, 'offer', { kind: 'pick', option: 1 })),
  subject('somebody skips a question of a survey', (db, at) => asked(db, at, 'survey', { kind: 'skip' })),
  subject('somebody picks an answer in the settings', (db, at) =>
    ballot(db, at, { kind: 'pick', option: 1 }, { kind: 'settings' }),
  ),
  subject('somebody is done in a message from before ticks were kept', (db, at) =>
    ballot(db, at, { kind: 'settled', ticks: 3 }),
  ),
  subject('somebody ticks in a message from before ticks were kept', (db, at) =>
    ballot(db, at, { kind: 'tick', ticks: 1 }),
  ),
  leading('somebody asks why a question is asked', (db, at) => ballot(db, at, { kind: 'why' })),
  leading('somebody is asked whether to stop', (db, at) => underOffer(db, at, 'ask')),
  leading('somebody goes on without stopping', (db, at) => underOffer(db, at, 'back')),
  leading('somebody asks under an offer what their reason is for', (db, at) => underOffer(db, at, 'why')),
  subject('somebody skips a question', (db, at) => ballot(db, at, { kind: 'skip' })),
  subject('somebody types an answer', (db, at) => {
    awaitAnswer(db, 1, question(db, at, true), at + HOUR, at)
    return { by: 1, words: 'Boots' }
  }),
  subject('somebody deletes an answer', (db, at) => {
    const id = question(db, at)
    recordAnswer(db, 1, id, { kind: 'options', numbers: [1] }, at)
    return press(answers.remove.data({ question: id }), 1)
  }),
  subject('somebody tells their place', () => ({ by: 1, place: { lat: 56.95, lon: 24.1 } })),
  subject('somebody tells their number', () => ({ by: 1, phone: '+37120000000' })),
  subject('somebody has their number forgotten', (db, at) => {
    recordContact(db, 1, '+37120000000', at)
    return press(own.forgetPhoneYes.data({}), 1)
  }),
  subject('somebody has their place forgotten', (db, at) => {
    recordLocation(db, 1, { lat: 56.95, lon: 24.1 }, at)
    return press(own.forgetPlaceYes.data({}), 1)
  }),
]
