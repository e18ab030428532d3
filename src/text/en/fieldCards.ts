import { count, plural } from '../format.js'
import { b, code, lines, type Rich, rich } from '../rich.js'

const people = (n: number) => `${count(n, 'en')} ${plural(n, 'en', ['person', 'people'])}`

/** The fields: what is known of people, and where from. */
export const fieldCards = {
  key: '🗂 Fields',
  builtIn: { city: 'City', country: 'Country', birthday: 'Birthday' },
  groups: {
    demographic: 'Who they are',
    geographic: 'Where they are',
    socio_economic: 'Work and means',
    behavioural: 'What they do',
    personality: 'What they are like',
  },
  types: {
    text: 'text',
    number: 'number',
    date: 'date',
    yes_no: 'yes or no',
    one_of: 'one of a list',
    many_of: 'several of a list',
  },
  typeKeys: {
    text: 'Text',
    number: 'Number',
    date: 'Date',
    yes_no: 'Yes or no',
    one_of: 'One of a list',
    many_of: 'Several of a list',
  },
  /** Where a value comes from. */
  from: {
    observed: 'seen by the bot',
    imported: 'from the CRM',
    declared: 'said themselves',
    corrected: 'set by the team',
  },
  yes: 'yes',
  no: 'no',

  listAsked: (fields: number): Rich =>
    lines([
      b('Fields'),
      '',
      `What you know of people beyond what they do: ${count(fields, 'en')} ${plural(fields, 'en', ['field', 'fields'])}. People tell you in the survey, the CRM sends them, or you set them yourself.`,
    ]),
  line: (name: string, type: string): Rich => rich`• ${name} · ${type}`,
  telegram: (): Rich =>
    lines([b('From Telegram itself'), '• Language · kept up to date', '• Premium · kept up to date']),
  add: '➕ Add a field',

  card: (field: {
    name: string
    group: string
    type: string
    options: readonly string[] | null
    purpose: string | null
    own: boolean
  }): Rich =>
    lines([
      rich`🗂 ${b(field.name)}`,
      `${field.group} · ${field.type}`,
      field.options === null ? null : rich`Options: ${field.options.join(', ')}`,
      field.purpose === null ? null : rich`Why we ask: ${field.purpose}`,
      field.own ? null : 'This field is built in.',
    ]),
  archivedNote: 'This field is archived: it is no longer offered.',
  known: (n: number): Rich => (n === 0 ? rich`Not known of anybody yet.` : rich`Known of ${b(people(n))}`),
  knownFrom: (n: number, from: string): string => `${count(n, 'en')} ${from}`,
  counting: 'Counting took too long; open the card again in a minute.',
  rename: '✏️ Rename',
  options: '☑️ Options',
  optionsAsked: (name: string): Rich =>
    lines([
      rich`☑️ ${b(`Options · ${name}`)}`,
      'Tap one to change it. New ones come at the end; questions of the survey keep the buttons they have.',
    ]),
  moreOptions: '➕ Add options',
  moreOptionsAsked: (): Rich => lines([b('Which options should be added?'), 'Each on a line of its own.']),
  option: (option: string, user: 'people' | 'survey' | 'segment' | null): Rich =>
    lines([
      rich`☑️ ${b(option)}`,
      user === null
        ? 'Nobody has it yet: you can reword or delete it.'
        : {
            people: 'People have it, so it stays as it is.',
            survey: 'A question of the survey offers it, so it stays as it is.',
            segment: 'A segment asks for it, so it stays as it is.',
          }[user],
    ]),
  reword: '✏️ Reword',
  rewordAsked: (option: string): Rich => rich`What should ${b(option)} be instead? Up to 64 characters.`,
  dropOption: '🗑 Delete',
  optionDropped: (option: string): Rich => rich`✅ ${b(option)} is no longer an option.`,
  purpose: '💡 Why we ask',
  archive: '🗄 Archive',

  groupAsked: (): Rich => lines([b('What is the new field about?')]),
  typeAsked: (group: string): Rich => lines([b('What does it hold?'), group]),
  labelAsked: (type: string): Rich =>
    lines([b('What is the field called?'), `It holds: ${type}. Write up to 40 characters, like Favourite brand.`]),
  choiceAsked: (type: string): Rich =>
    lines([
      b('What is the field called, and what is there to choose?'),
      `It holds: ${type}. The name on the first line, each option on a line of its own:`,
      '',
      code('Leather\nSmooth\nSuede\nTextile'),
    ]),
  purposeAsked: (name: string): Rich =>
    lines([
      rich`${b(name)}: why do you ask?`,
      'People read it under the question. Up to 200 characters, like “to show you your size first”.',
    ]),
  renameAsked: (name: string): Rich => rich`What should ${b(name)} be called?`,
  archiveAsked: (name: string, n: number | null): Rich =>
    lines([
      rich`Archive ${b(name)}?`,
      n === null || n === 0
        ? 'It will no longer be offered.'
        : `It will no longer be offered. What is known of ${people(n)} is kept.`,
    ]),
  archiveYes: '🗄 Yes, archive',
  added: (name: string): Rich => rich`✅ Field ${b(name)} added.`,
  saved: '✅ Saved.',
  putAway: (name: string): Rich => rich`✅ Field ${b(name)} archived.`,
}
