import { answerInterest, createInterest } from '../../../src/audience/interest.js'
import { chooseOwnQuiet } from '../../../src/audience/subscription/own-hours.js'
import { answers } from '../../../src/bot/admin/answers/addresses.js'
import { interests } from '../../../src/bot/admin/interests/addresses.js'
import { menu } from '../../../src/bot/admin/menu/addresses.js'
import { offers } from '../../../src/bot/admin/offers/addresses.js'
import { settings } from '../../../src/bot/admin/settings/addresses.js'
import { ready } from '../../../src/bot/replies/addresses.js'
import { recordHandled } from '../../../src/bot/replies/inbox.js'
import { setWords } from '../../../src/bot/replies/ready/keyword.js'
import { createReady } from '../../../src/bot/replies/ready.js'
import { addMenuButton, type MenuAction } from '../../../src/bot/settings/menu.js'
import { own } from '../../../src/bot/subscriber/addresses.js'
import type { Db } from '../../../src/db/open.js'
import type { Content } from '../../../src/offers/content.js'
import { setInterest } from '../../../src/offers/offer.js'
import { ADMIN, askedAt, besides, draft, press, type Subject, subject } from './scene.js'
import { question } from './team.js'

const chosen = { source: 'settings', wording: null, deliveryId: null } as const

const sales = (db: Db, at: number) => createInterest(db, { name: 'Sales', createdBy: ADMIN }, at).id

const words = (text: string): Content => ({
  ...{ kind: 'text', text, entities: [], fileId: null, preview: false },
  buttons: [[{ label: 'Shop', url: 'https://shop.com/' }]],
})

function delivery(db: Db, at: number): number {
  const { id } = createReady(db, { name: 'Delivery', content: words('Two days.'), createdBy: ADMIN }, at)
  setWords(db, id, 'delivery')
  return id
}

function button(db: Db, at: number, action: MenuAction = { kind: 'code', code: 'HELLO10' }): number {
  addMenuButton(db, { label: 'Shop', action: { kind: 'link', url: 'https://shop.com/' }, createdBy: ADMIN }, at)
  return addMenuButton(db, { label: 'Gift', action, createdBy: ADMIN }, at).id
}

/** Something that the first person wrote. @param passed it stands before those who answer */
function written(db: Db, at: number, passed: boolean): void {
  db.sql('insert into inbox (telegram_id, message_id, at, passed_at) values (1, 77, ?, ?)').run(at, passed ? at : null)
}

const unticked = subject('somebody unticks what they do not want to hear about', (db, at) =>
  press(own.about.data({ interest: sales(db, at), wants: 0 }), 1),
)
const handed = subject('the staff sends a ready answer', (db, at) => {
  written(db, at, true)
  return press(ready.send.data({ entry: 1, answer: delivery(db, at), after: 0 }))
})

/** What people may choose and choose, their menu, and answers that are ready. */
export const wishes: readonly Subject[] = [
  subject('something to hear about is added', db => askedAt(db, interests.add.data({}), 'Sales')),
  subject('something to hear about is renamed', (db, at) =>
    askedAt(db, interests.rename.data({ interest: sales(db, at) }), 'News'),
  ),
  subject('something to hear about is put away', (db, at) => {
    const interest = sales(db, at)
    setInterest(db, draft(db, at), interest)
    return press(interests.archiveYes.data({ interest }))
  }),
  subject('an offer is about something', (db, at) =>
    press(offers.interestIs.data({ offer: draft(db, at), interest: sales(db, at) })),
  ),
  subject('what falls into quiet hours comes silently', () => press(settings.quietWay.data({ way: 1 }))),
  unticked,
  besides(unticked, 'puts it away', db => {
    db.sql('update interests set archived_at = ?').run(Date.now())
  }),
  subject('somebody ticks it again', (db, at) => {
    const interest = sales(db, at)
    answerInterest(db, 1, { interest, wants: false }, chosen, at)
    return press(own.about.data({ interest, wants: 1 }), 1)
  }),
  subject('somebody chooses how often', () => press(own.often.data({ n: 3 }), 1)),
  subject('somebody chooses when their peace begins', () => press(own.hoursFrom.data({ hour: 20 }), 1)),
  subject('somebody chooses when their peace ends', () => press(own.hoursTo.data({ hour: 10 }), 1)),
  subject('somebody takes offers at any hour', () => press(own.hoursAny.data({}), 1)),
  subject('somebody has the usual hours again', (db, at) => {
    chooseOwnQuiet(db, 1, { from: 1_200, to: 600 }, chosen, at)
    return press(own.hoursUsual.data({}), 1)
  }),

  subject('a ready answer is made', db => askedAt(db, answers.add.data({}), 'Delivery takes two days.')),
  subject('a ready answer is changed', (db, at) =>
    askedAt(db, answers.change.data({ answer: delivery(db, at) }), 'Three days.'),
  ),
  subject('a ready answer gets buttons', (db, at) =>
    askedAt(db, answers.buttons.data({ answer: delivery(db, at) }), 'Sizes - shop.com/sizes'),
  ),
  subject('a ready answer loses its buttons', (db, at) => press(answers.noButtons.data({ answer: delivery(db, at) }))),
  subject('a ready answer gets words', (db, at) =>
    askedAt(db, answers.words.data({ answer: delivery(db, at) }), 'shipping, post*'),
  ),
  subject('a ready answer loses its words', (db, at) => press(answers.noWords.data({ answer: delivery(db, at) }))),
  subject('a ready answer is renamed', (db, at) =>
    askedAt(db, answers.name.data({ answer: delivery(db, at) }), 'Shipping'),
  ),
  subject('a ready answer is looked at', (db, at) => press(answers.preview.data({ answer: delivery(db, at) }))),
  subject('a ready answer is deleted', (db, at) => {
    const answer = delivery(db, at)
    button(db, at, { kind: 'answer', answerId: answer })
    return press(answers.deleteYes.data({ answer }))
  }),
  subject('the menu gets a link', db => askedAt(db, menu.link.data({}), 'Catalogue - shop.com')),
  subject('the menu gets a code', db => askedAt(db, menu.code.data({}), 'Gift - HELLO10')),
  subject('the menu gets an answer', (db, at) => press(menu.answerIs.data({ answer: delivery(db, at) }))),
  subject('the menu gets a question', (db, at) => press(menu.questionIs.data({ question: question(db, at) }))),
  subject('a button of the menu is called otherwise', (db, at) =>
    askedAt(db, menu.label.data({ button: button(db, at) }), 'A gift'),
  ),
  subject('a button of the menu comes earlier', (db, at) =>
    press(menu.place.data({ button: button(db, at), place: 0 })),
  ),
  subject('the menu is looked at', (db, at) => {
    button(db, at)
    return press(menu.preview.data({}))
  }),
  subject('a button goes from the menu', (db, at) => press(menu.dropYes.data({ button: button(db, at) }))),

  subject('somebody writes a word that brings an answer', (db, at) => {
    delivery(db, at)
    return { by: 1, words: 'What about the delivery?' }
  }),
  subject('somebody asks for a person after it', (db, at) => {
    written(db, at, false)
    recordHandled(db, 1, delivery(db, at), at)
    return press(own.askPerson.data({ entry: 1 }), 1)
  }),
  handed,
]
