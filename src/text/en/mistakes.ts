import type { ErrorDetails } from '../../errors.js'
import { count } from '../format.js'

type Detail = string | number | undefined

/** A name in quotes; other words where none is known. */
export const named = (value: Detail, otherwise: string) => (value === undefined ? otherwise : `“${value}”`)
/** A number as people read it. */
export const n = (value: Detail) => count(Number(value ?? 0), 'en')

/** What no offer holds, by what Telegram calls it. */
export const kinds: Readonly<Record<string, string>> = {
  sticker: 'A sticker',
  location: 'A place',
  venue: 'A place',
  contact: 'A contact',
  dice: 'A dice',
  game: 'A game',
  story: 'A story',
  paid_media: 'Paid media',
  checklist: 'A checklist',
  invoice: 'An invoice',
  giveaway: 'A giveaway',
}

/** Parts of a poll. */
export const pollParts: Readonly<Record<string, string>> = {
  question: 'question',
  option: 'option',
  explanation: 'explanation',
}

/** What is wrong with an address, after its name: "shop:ru …". */
const addressProblems = {
  url_invalid: 'is not an address that a browser opens. Write it like shop.com/boots, without spaces and without { }',
  url_scheme: 'is not a web address. Write one that begins with https://',
  url_credentials: 'holds a name or password before an @. Write it without them',
  url_private: 'opens only inside a private network, not on your subscribers’ phones. Write a public address',
  url_too_long: 'is longer than 2,048 characters. Shorten it',
} as const

/** Says what is wrong with an address. */
export const address =
  (code: keyof typeof addressProblems) =>
  ({ address }: ErrorDetails) =>
    `${named(address, 'This')} ${addressProblems[code]}.`

/** What is wrong with the line of a button. */
export const buttonProblems: Readonly<Record<string, (d: ErrorDetails) => string>> = {
  separator: () => 'I see no “ - ” between label and address. Write it like Choose boots - shop.com/boots.',
  bar: () => 'I see two buttons here. Put “ | ” between them, or the second on a line of its own.',
  label_empty: () => 'the button has no words on it. Write some before the dash.',
  label_long: ({ length, limit }) => `the label has ${n(length)} characters, ${n(limit)} fit. Shorten it.`,
  url_invalid: address('url_invalid'),
  url_scheme: address('url_scheme'),
  url_credentials: address('url_credentials'),
  url_private: address('url_private'),
  url_too_long: address('url_too_long'),
  action_here: () => 'buttons here only open addresses. Write it like Label - address.',
  field_unknown: ({ name, nearest }) =>
    nearest === ''
      ? `there is no field ${named(name, 'of that name')}. Fields are under Settings.`
      : `there is no field ${named(name, 'of that name')}. Did you mean ${nearest}?`,
  field_no_value: ({ name }) => `say what the field becomes, like field ${name} = yes.`,
  field_value: ({ name, value, type }) =>
    `${named(value, 'this')} cannot be the value of ${name}. ${fieldValues[String(type)] ?? ''}`.trim(),
  topic_unknown: ({ name }) => `there is no topic ${named(name, 'of that name')} that people choose.`,
  question_unknown: ({ name }) => `the survey has no question ${named(name, 'like this')}. Write how it begins.`,
  question_several: ({ name }) => `several questions begin with ${named(name, 'this')}. Write more of it.`,
}

/** What a field takes, by its type. */
const fieldValues: Readonly<Record<string, string>> = {
  number: 'Write a number.',
  date: 'Write a day, like 5.12.2026, or today for the day on which it is pressed.',
  yes_no: 'Write yes or no.',
  one_of: 'Write one of its options.',
  many_of: 'Write one of its options.',
}

/** What is wrong with the words of an order message. */
export const serviceWords: Readonly<Record<string, (d: ErrorDetails) => string>> = {
  empty: () => 'The text is empty. Write what the person should read.',
  long: ({ length, limit }) => `The text has ${n(length)} characters; ${n(limit)} fit. Shorten it.`,
  letters: () => 'The text or the label holds half of a character. Cut texts between characters, and send valid JSON.',
  entities: ({ count, limit }) => `The text has ${n(count)} formatted parts; ${n(limit)} are allowed. Remove some.`,
  entity: ({ number }) =>
    `Entity ${n(number)} does not fit the text. Offset and length count UTF-16 units inside it; only text_link has a url.`,
  label: () => 'The label of the button must have 1 to 64 characters. Write another.',
}

/** Why nobody is reached by an order message. */
export const serviceUnknown: Readonly<Record<string, string>> = {
  unlinked: 'Nobody knows yet who this customer is in Telegram. Send them a personal link; nothing is sent.',
  unsure:
    'It is not certain who this customer is in Telegram: only a phone from a file or a click says so. Look under Who is who; nothing is sent.',
  never_came: 'They were moved in and have not come to the bot themselves yet; nothing is sent.',
}

/** What is wrong with a word that brings an answer. */
export const wordProblems: Record<string, (details: ErrorDetails) => string> = {
  empty: () => 'I need words, with commas between them: price, how much.',
  long: ({ word, limit }) => `${named(word, 'One of them')} is longer than ${n(limit)} characters. Write it shorter.`,
  short: ({ word }) =>
    `${named(word, 'One of them')} would find too many words. Write at least three letters before the star.`,
  stop: ({ word }) =>
    `${named(word, 'One of them')} ends offers for whoever writes it, so it cannot bring an answer. Leave it out.`,
  command: ({ word }) => `${named(word, 'One of them')} is a command. Leave the slash out.`,
}

/** What is wrong with the answers to a question. */
export const questionProblems: Readonly<Record<string, (d: ErrorDetails) => string>> = {
  missing: () => 'This question needs answers to choose from. Write them, one on each line.',
  count: ({ limit }) => `A question has 2 to ${n(limit)} answers. Write one on each line.`,
  label: ({ text }) => `${named(text, 'An answer')} does not fit on a button: 1 to 40 characters do. Write it shorter.`,
  twice: ({ text }) => `${named(text, 'An answer')} stands there twice. Write each answer once.`,
  value: ({ text }) => `${named(text, 'An answer')} is not something that this field can hold. Write another.`,
}

/** What a draft lacks. */
export const missing: Readonly<Record<string, string>> = {
  message: 'Somebody would get no message yet. Open Message on the card and write it.',
  audience: 'Nobody is chosen yet. Open To whom on the card.',
  segments: 'Nobody is chosen yet. Open To whom on the card.',
}

/** A choice has too few options. */
export const tooFewOptions = ({ limit }: ErrorDetails) =>
  `A choice needs 2 to ${n(limit ?? 50)} options. Write each on a line of its own.`

/** What is wrong with the options of a field. */
export const optionProblems: Readonly<Record<string, (d: ErrorDetails) => string>> = {
  count: details => tooFewOptions(details),
  long: ({ text, limit }) => `${named(text, 'One option')} is longer than ${n(limit)} characters. Shorten it.`,
  twice: ({ text }) => `${named(text, 'One option')} stands there twice. Write each option once.`,
}

/** Who uses what cannot be deleted. */
export const users: Readonly<Record<string, string>> = {
  segment: 'The segment',
  offer: 'The offer',
  survey: 'The survey question',
  campaign: 'The campaign',
}

/** Who uses an option. */
export const optionUsers: Readonly<Record<string, string>> = {
  people: 'people have it',
  survey: 'a question of the survey offers it',
  segment: 'a segment asks for it',
}

/** What is wrong with a customer. */
export const customerProblems: Readonly<Record<string, string>> = {
  id: 'A customer needs an id of up to 128 characters.',
  telegram_id: 'A Telegram id is a whole number. Correct it or leave it out.',
  phone: 'I cannot read this phone number. Write it with the country’s code, like +371 20 000 000.',
  email: 'I cannot read this e-mail address. Correct it or leave it out.',
  nobody: 'Say whose it is: an id, a phone, an e-mail or a Telegram id.',
}

/** What is wrong with an order. */
export const orderProblems: Readonly<Record<string, string>> = {
  id: 'An order needs a number of up to 256 characters.',
  at: 'I cannot read when the order was made. Write a date and a time.',
  total: 'The total must be between 0 and 10 trillion, in the smallest unit of the currency.',
  refunded: 'What was refunded must be between 0 and the total.',
  future: 'This order lies in the future. Check its date, and the clock of the shop.',
  past: 'This order is from before 1990. Check its date.',
  discount: 'A discount must be 0 or more, in the smallest unit of the currency.',
  promo_code: 'A promo code has up to 256 characters.',
  currency: 'I do not know this currency. Write three capital letters, like EUR.',
  lines:
    'The lines of the order cannot be taken: up to 1,000 of them, each with a product, a quantity from 1 and a price from 0.',
}

/** How a broadcast is. */
export const states: Readonly<Record<string, string>> = {
  scheduled: 'is scheduled',
  planning: 'is being prepared',
  running: 'is running',
  paused: 'is paused',
  finished: 'is finished',
  cancelled: 'is cancelled',
}

/** What a workbook would unpack to, if it were let. */
export const bombs: Readonly<Record<string, string>> = {
  unpacked: 'This workbook unpacks to more than 300 MB',
  strings: 'This workbook holds more than 64 MB of text',
  entries: 'This workbook consists of more than 1,000 files',
  ratio: 'This workbook unpacks to more than 200 times its size',
}

/** What a file is that is no table. */
export const notTables: Readonly<Record<string, string>> = {
  picture: 'This is a picture. Send the table itself, as CSV, XLSX or JSON.',
  pdf: 'This is a PDF, and tables cannot be read from it. Send CSV, XLSX or JSON.',
  media: 'This is sound or video. Send a table, as CSV, XLSX or JSON.',
  archive: 'This is an archive. Unpack it and send the table that is in it.',
  document: 'This is a text document. Put the table into a spreadsheet, and send that.',
  spreadsheet: 'I cannot read this kind of spreadsheet. Save it as .xlsx, then send that.',
  xml: 'This is XML of a kind that I do not know. Export a table: CSV, XLSX or JSON.',
}
