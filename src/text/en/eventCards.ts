import { count, plural } from '../format.js'
import { b, lines, type Rich, rich } from '../rich.js'

const n = (value: number): string => count(value, 'en')

/** What the shop's site or CRM reports of people, such as that a cart was left. */
export const eventCards = {
  title: (total: number): Rich => (total === 0 ? b('🔔 Events · none yet') : b(`🔔 Events · ${n(total)}`)),
  what: 'What your site or CRM reports about people: a cart was left, a bonus was given. You can choose people by it, or start a campaign with it.',
  how: (address: string): Rich =>
    rich`Make a key that may report events, and give it to your developer with this address: ${address}`,
  row: (number: number, name: string, when: string): Rich => rich`${number} ${b(name)} · last ${when}`,
  one: (name: string): Rich => rich`🔔 ${b(name)}`,
  last: (when: string): string => `Last reported ${when}`,
  figures: (days: number, { times, people, more }: { times: number; people: number; more: boolean }): string =>
    times === 0
      ? `In ${days} days: not once`
      : more
        ? `In ${days} days: over ${n(times)} times`
        : `In ${days} days: ${n(times)} ${plural(times, 'en', ['time', 'times'])}, of ${n(people)} ${plural(people, 'en', ['person', 'people'])}`,
  withIt: 'What comes with it:',
  nothing: 'Nothing came with it yet, such as a sum.',
  property: (number: number, name: string, type: string, value: string | null): Rich =>
    rich`${number} ${b(name)} — ${type}${value === null ? '' : ` · last: ${value}`}`,
  undeclared: 'nobody is chosen by it',
  types: { text: 'text', number: 'number', date: 'date' },
  declareHow: 'Press one to say what it is. Then people can be chosen by it.',
  declareWho: 'A marketer can say what each of them is. Then people can be chosen by it.',
  asked: (property: string, event: string): Rich =>
    lines([
      rich`What is ${b(property)} of “${event}”?`,
      'A text is compared word for word, a number as more or less, a date as a day, such as 2026-11-29.',
    ]),
  declared: (property: string, type: string): Rich => rich`✅ People can be chosen by ${b(property)}, as a ${type}.`,
  taken: (property: string): Rich => rich`✅ People are no longer chosen by ${b(property)}.`,
  peopleOf: (event: string, days: number): string => `${event}, ${days} days`,
  keys: {
    who: '👥 Who',
    apiKeys: '🔑 API keys',
    text: '🔤 Text',
    number: '🔢 Number',
    date: '🗓 Date',
    none: '🚫 Do not use',
  },
}
