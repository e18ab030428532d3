import { createAttribute } from '../../../src/audience/attribute.js'
import { citiesWritten } from '../../../src/audience/place/town.js'
import { pauseOffers, stopOffers } from '../../../src/audience/subscription.js'
import { recordAnswer } from '../../../src/audience/survey/answer.js'
import { createQuestion } from '../../../src/audience/survey/question.js'
import { awaitAnswer } from '../../../src/audience/survey.js'
import { payloadOf } from '../../../src/bot/admin/team/join.js'
import { createReady } from '../../../src/bot/replies/ready.js'
import { addMenuButton, type MenuAction } from '../../../src/bot/settings/menu.js'
import { answers, own } from '../../../src/bot/subscriber/addresses.js'
import { createInvitation } from '../../../src/bot/team.js'
import { DAY, HOUR } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { codeRow } from '../../../src/delivery/button/code.js'
import { type BallotAction, ballotData } from '../../../src/delivery/survey/ballot.js'
import type { Content } from '../../../src/offers/content.js'
import { parseCode } from '../../../src/offers/promo/code.js'
import { addCodes } from '../../../src/offers/promo/code-list.js'
import { ADMIN, counted, leading, press, type Subject, sent, subject } from './scene.js'

const byButton = { source: 'button', wording: null, deliveryId: null } as const

/** A question that is answered in words of a kind. */
function open(db: Db, at: number, type: 'text' | 'number'): number {
  const field = { label: 'Told', group: 'demographic', type, options: null, purpose: null, createdBy: ADMIN } as const
  const { id: attributeId } = createAttribute(db, field, at)
  const words = { text: 'Tell us', purpose: 'For better offers' }
  return createQuestion(db, { attributeId, ...words, options: [], createdBy: ADMIN }, at).id
}

/** The same, asked of the first person, who has written something. */
function awaited(db: Db, at: number, type: 'text' | 'number'): number {
  const question = open(db, at, type)
  awaitAnswer(db, 1, question, at + HOUR, at)
  return question
}

/** The first person presses a button of the menu that does this. */
function menu(db: Db, at: number, action: MenuAction) {
  return press(own.menu.data({ button: addMenuButton(db, { label: 'Gift', action, createdBy: ADMIN }, at).id }), 1)
}

const ballot = (questionId: number, action: BallotAction) =>
  press(ballotData({ questionId, place: { kind: 'chat' }, action }), 1)

/** The first person got an offer with a list of codes. @param left how many there are */
function coded(db: Db, at: number, left: number) {
  sent(db, at, 'sent')
  db.sql('update deliveries set message_id = null').run()
  addCodes(
    db,
    1,
    Array.from({ length: left }, (_, i) => parseCode(`AB-${i}`)),
  )
  db.sql(`update offers set promo_kind = 'each', promo_total = 2 where id = 1`).run()
  const [button] = codeRow({ kind: 'delivery', id: 1 }, 'en')
  return press('callback_data' in button ? button.callback_data : '', 1)
}

/** What people press and write besides: the menu, codes, ways back, what they meant; and who becomes one of the team. */
export const ownDeeds: readonly Subject[] = [
  subject('a stranger starts by the button', db => {
    db.sql('delete from subscribers where id = 1').run()
    return press(own.start.data({}), 1)
  }),
  subject('somebody takes a typed stop back', (db, at) => {
    stopOffers(db, 1, byButton, at)
    return press(own.undo.data({}), 1)
  }),
  subject('somebody ends their pause', (db, at) => {
    pauseOffers(db, 1, { ...byButton, until: at + 7 * DAY }, at)
    return press(own.resume.data({}), 1)
  }),
  subject('somebody chooses English', db => {
    db.sql(`update subscribers set chosen_language = 'ru' where id = 1`).run()
    return press(own.settingsEnglish.data({}), 1)
  }),
  counted(subject('somebody takes a code from the menu', (db, at) => menu(db, at, { kind: 'code', code: 'HELLO10' }))),
  counted(
    subject('somebody takes an answer from the menu', (db, at) => {
      const content: Content = {
        ...{ kind: 'text', text: 'Two days.', entities: [], fileId: null, preview: false, buttons: [] },
      }
      const { id } = createReady(db, { name: 'Delivery', content, createdBy: ADMIN }, at)
      return menu(db, at, { kind: 'answer', answerId: id })
    }),
  ),
  counted(
    subject('somebody opens a question from the menu', (db, at) =>
      menu(db, at, { kind: 'question', questionId: open(db, at, 'text') }),
    ),
  ),
  subject('somebody takes the code of an offer', (db, at) => coded(db, at, 2)),
  subject('somebody takes the last code of an offer', (db, at) => coded(db, at, 1)),
  subject('somebody finds no code left', (db, at) => coded(db, at, 0)),
  subject('somebody says that it was the answer', (db, at) =>
    press(answers.save.data({ question: awaited(db, at, 'text') }), 1),
  ),
  subject('somebody says which number they meant', (db, at) =>
    press(answers.number.data({ question: awaited(db, at, 'number'), thousandths: 1_500 }), 1),
  ),
  subject('somebody says which town they meant', (db, at) => {
    const [town] = citiesWritten('Riga')
    return press(answers.town.data({ question: awaited(db, at, 'text'), city: town?.id ?? 0 }), 1)
  }),
  subject('somebody is about to change an answer', (db, at) => {
    const question = open(db, at, 'text')
    recordAnswer(db, 1, question, { kind: 'typed', words: 'Boots' }, at)
    return press(answers.change.data({ question }), 1)
  }),
  subject('somebody would rather write an answer', (db, at) => ballot(open(db, at, 'text'), { kind: 'write' })),
  subject('somebody answers under an offer', (db, at) => {
    sent(db, at, 'sent')
    db.sql('update deliveries set message_id = null').run()
    return { by: 1, words: 'Do you have them in black?', reply: true }
  }),
  subject('somebody blocks the bot', () => ({ by: 1, blocks: true })),
  subject('somebody who blocked the bot comes back', () => ({ by: 1, blocks: true, returns: true })),
  subject('somebody becomes one of the team', (db, at) => {
    const invitation = createInvitation(db, { adminIds: [ADMIN] }, 'marketer', ADMIN, at)
    return { by: 1, words: `/start ${payloadOf.join(invitation?.code ?? '')}` }
  }),
  leading('somebody asks what their reason is for', () => press(own.why.data({}), 1)),
  leading('somebody is about to tell their number', () => press(own.sharePhone.data({}), 1)),
  leading('somebody is about to tell their place', () => press(own.sharePlace.data({}), 1)),
  leading('somebody takes out what is held of them', () => press(own.data.data({}), 1)),
  leading('somebody is asked whether all is to be forgotten', () => ({ by: 1, words: '/forget' })),
  leading('somebody would rather not be forgotten', () => press(own.forgetNot.data({}), 1)),
]
