import { builtIn, createAttribute } from '../../../src/audience/attribute.js'
import { citiesWritten } from '../../../src/audience/place/town.js'
import { usualRules } from '../../../src/audience/rfm/rules.js'
import { fields } from '../../../src/bot/admin/fields/addresses.js'
import { ladder } from '../../../src/bot/admin/ladder/addresses.js'
import { people } from '../../../src/bot/admin/people/addresses.js'
import { places } from '../../../src/bot/admin/places/addresses.js'
import { rfm } from '../../../src/bot/admin/rfm/addresses.js'
import { settings as presses } from '../../../src/bot/admin/settings/addresses.js'
import { survey } from '../../../src/bot/admin/survey/addresses.js'
import { toStep } from '../../../src/bot/admin/survey/step.js'
import { team } from '../../../src/bot/admin/team/addresses.js'
import { wordings } from '../../../src/bot/admin/texts/addresses.js'
import { createPreferences } from '../../../src/bot/settings/preference.js'
import type { Db } from '../../../src/db/open.js'
import { ADMIN, askedAt, leading, press, relatives, type Subject, subject } from './scene.js'
import { question } from './team.js'

const preferences = (db: Db) => createPreferences(db, { timeZone: 'UTC', language: 'en' })

const field = (db: Db, at: number, type: 'number' | 'one_of' = 'one_of') =>
  createAttribute(
    db,
    {
      ...{ label: 'Shoe size', group: 'demographic', type, purpose: null, createdBy: ADMIN },
      options: type === 'one_of' ? ['S', 'M'] : null,
    },
    at,
  ).id

const WELCOME = { name: 0, language: 0, source: 0 }

/** Settings, fields, steps, places, questions and texts: what is chosen or typed and was not proved elsewhere. */
export const settings: readonly Subject[] = [
  subject('a cap of a week is set', () => press(presses.perWeek.data({ most: 3 }))),
  subject('the end of the quiet hours is set', () => press(presses.to.data({ minute: 600 }))),
  subject('quiet hours are typed', db => askedAt(db, presses.quiet.data({}), '22-9')),
  subject('the language is English again', db => {
    preferences(db).save.language('ru')
    return press(presses.english.data({}))
  }),
  subject('how long something is kept', () => press(presses.keep.data({ what: 0, n: 12 }))),
  subject('a currency is typed', db => askedAt(db, presses.currency.data({}), 'USD')),
  subject('a field is renamed', (db, at) => askedAt(db, fields.rename.data({ id: field(db, at) }), 'Boot size')),
  subject('a field gets its purpose', (db, at) => askedAt(db, fields.purpose.data({ id: field(db, at) }), 'To fit')),
  subject('a field gets more options', (db, at) =>
    askedAt(db, fields.moreOptions.data({ id: field(db, at) }), 'L\nXL'),
  ),
  subject('an option is called otherwise', (db, at) =>
    askedAt(db, fields.reword.data({ id: field(db, at), option: 0 }), 'Small', 'S'),
  ),
  subject('one of two numbers is meant', (db, at) =>
    press(people.number.data({ id: 1, field: field(db, at, 'number'), thousandths: 1_500 })),
  ),
  subject('one of several towns is meant', db => {
    const [town] = citiesWritten('Riga')
    return press(people.town.data({ id: 1, field: builtIn(db, 'city').id, city: town?.id ?? 0 }))
  }),
  subject('somebody is looked for', db => askedAt(db, people.ask.data({}), relatives(db))),
  subject('somebody is looked for by the command', db => ({ by: ADMIN, words: `/who ${relatives(db)}` })),
  subject('a step is called otherwise', db => askedAt(db, ladder.name.data({ rung: 2 }), 'Curious')),
  subject('for how long orders count is typed', db => askedAt(db, rfm.window.data({}), '6')),
  subject('what divides people is typed', db => askedAt(db, rfm.measure.data({ measure: 1 }), '2 3 5 10')),
  subject('people are divided by shares again', db => {
    preferences(db).save.rfm({ ...usualRules, frequency: { steps: [2, 3, 5, 10] } })
    return press(rfm.shares.data({ measure: 1 }))
  }),
  subject('a question is looked at', (db, at) => press(survey.preview.data({ question: question(db, at) }))),
  subject('the survey comes by itself', () => press(survey.alone.data({ on: 1 }))),
  subject('a question is worded otherwise', (db, at) =>
    askedAt(db, survey.words.data({ question: question(db, at), what: 0 }), 'And what is your size?'),
  ),
  subject('a question is made', (db, at) => {
    const step = { step: 'purpose', field: field(db, at), options: null, text: 'Which size?' } as const
    return askedAt(db, survey.step.data({}), 'To show what fits', toStep(step).memo ?? null)
  }),
  subject('the answers of a question make a field', db => {
    const step = toStep({ step: 'label', type: 'one_of', group: 'demographic', values: ['S', 'M'] })
    return askedAt(db, survey.step.data({}), 'Shoe size', step.memo ?? null)
  }),
  subject('a text is written', db => askedAt(db, wordings.change.data(WELCOME), 'Welcome to the boots!')),
  subject('a text gets buttons', db => askedAt(db, wordings.buttons.data(WELCOME), 'Shop - https://shop.example/')),
  subject('a text is looked at', () => press(wordings.preview.data(WELCOME))),
  leading('a setting is looked for', db => askedAt(db, presses.home.data({}), 'zone')),
  leading('a place is named', db => askedAt(db, places.add.data({}), 'Riga')),
  leading('until when a step holds is typed', db =>
    askedAt(db, people.stepUntil.data({ id: 1, rung: 4 }), 'in 3 days'),
  ),
  leading('whose deeds are shown is typed', db => askedAt(db, team.whose.data({}), 'Max')),
  subject('a source of a welcome is named', db => askedAt(db, wordings.addSource.data({ language: 0 }), 'vk')),
]
