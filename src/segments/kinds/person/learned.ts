import { z } from 'zod'
import { attributeValues } from '../../../db/schema/index.js'
import { among, isAmong, sql } from '../../compile/sql.js'
import { namedValues } from '../../names.js'
import { idSchema, windowSchema } from '../../parts.js'
import { capital, type Phrasing, quoted, windowOf } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, fail, peek, takeSign } from '../../read/cursor.js'
import { endsHere, nameOf } from '../../read/fields/field.js'
import { fieldHere } from '../../read/fields/field-name.js'
import type { Said } from '../../read/lexicon.js'
import { groupHere, readGroups } from '../../read/names/groups.js'
import { readWindow, seesWindow } from '../../read/times/window.js'
import { ofOne, windowBounds, within } from '../../window.js'
import { OR_UNKNOWN } from '../complement.js'
import type { Kind } from '../kind.js'
import { knownOf, windowSlot } from '../slot.js'

const FROM = attributeValues.provenance.enumValues

const schema = z.strictObject({
  leaf: z.literal('learned'),
  field: idSchema,
  from: z.array(z.enum(FROM)).min(1).max(FROM.length).nullable(),
  window: windowSchema.nullable(),
})

/**
 * When what is known in a field was set, and from where (null: from anywhere): they said it themselves, a file or another
 * system brought it, the bot noticed it, or somebody of the team put it right. Of what is known now, not of what was before.
 */
export type Learned = z.infer<typeof schema>

const NAMED: Record<(typeof FROM)[number], Said> = {
  declared: { en: 'by themselves', ru: 'ими самими' },
  imported: { en: 'from a file', ru: 'из файла' },
  observed: { en: 'by the bot', ru: 'ботом' },
  corrected: { en: 'by the team', ru: 'командой' },
}
const ALSO: Record<keyof typeof NAMED, readonly string[]> = {
  declared: [
    ...['declared', 'themselves', 'by them', 'self-declared', 'by the person', 'told by themselves', 'by people'],
    ...['сами', 'самими', 'от них самих', 'самостоятельно', 'ими', 'с их слов', 'сами указали', 'самим человеком'],
  ],
  imported: [
    ...['imported', 'by import', 'by a file', 'from file', 'from files', 'from a table', 'from the crm', 'from crm'],
    ...['from an import', 'файлом', 'импортом', 'из импорта', 'импортировано', 'импортирован', 'из crm', 'из таблицы'],
    ...['импортирована', 'из файлов'],
  ],
  observed: [
    ...['observed', 'noticed', 'from telegram', 'by bot', 'noticed by the bot', 'by location', 'замечено ботом'],
    ...['замечено', 'наблюдением', 'из телеграма', 'из telegram', 'по геопозиции', 'от бота'],
  ],
  corrected: [
    ...['corrected', 'by an admin', 'by admin', 'by us', 'by hand', 'manually', 'by our team', 'corrected by the team'],
    ...['вручную', 'исправлено', 'исправлено командой', 'админом', 'нами', 'от команды', 'администратором'],
  ],
}
const origins = namedValues(
  FROM,
  (from, language) => NAMED[from][language],
  from => ALSO[from],
)

const SUBJECT = { en: 'filled in', ru: 'заполнено поле' }
const BEGINS = {
  learned: {
    en: ['filled in', 'filled in the field', 'filled in field', 'field filled in', 'learned field'],
    ru: ['заполнено поле', 'заполнили поле', 'заполнил поле', 'заполнила поле', 'поле заполнено', 'узнали поле'],
  },
}
/** What begins such a condition only where a field, and nothing of its values, stands behind it. */
const LOOSE: ReadonlySet<string> = new Set([
  ...['gave', 'told', 'entered', 'updated', 'changed', 'set', 'provided', 'left', 'declared', 'stated', 'shared'],
  ...['указали', 'указал', 'указала', 'заполнили', 'заполнил', 'заполнила', 'сообщили', 'сообщил', 'сообщила'],
  ...['обновили', 'изменили', 'назвали', 'оставили', 'ввели', 'указано', 'заполнено'],
])
const BETWEEN: ReadonlySet<string> = new Set([
  'us',
  'their',
  'the',
  'a',
  'свой',
  'свою',
  'свое',
  'нам',
  'field',
  'поле',
])
/** What stands between a field and from where it is. */
const FILLED: ReadonlySet<string> = new Set([
  ...['was', 'is', 'set', 'filled', 'in', 'given', 'told', 'learned', 'came', 'entered', 'known', 'updated', 'changed'],
  ...['указан', 'указана', 'указано', 'заполнен', 'заполнена', 'заполнено', 'известен', 'известна', 'известно'],
  ...['получен', 'получена', 'получено', 'был', 'была', 'было', 'взят', 'взята', 'обновлен', 'изменен'],
])

export const learned: Kind<Learned> = {
  name: 'learned',
  schema,
  sql({ field, from, window }, context) {
    const origin = from === null ? sql`` : sql` and v.provenance in ${among(from)}`
    const time = within(sql`v.at`, windowBounds(window, context))
    return isAmong(sql`select v.subscriber_id from attribute_values v
      where v.attribute_id = ${field} and ${time}${origin}${ofOne(sql`v.subscriber_id`, context)}`)
  },
  not: OR_UNKNOWN,
  refers: ({ field }) => [{ kind: 'field', id: field, suits: () => true }],
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read: c => [...begunBy(c, BEGINS, () => readLearned(c)), ...loosely(c), ...fieldFirst(c)],
  say(leaf, phrasing) {
    const { words, language } = phrasing
    const said = [SUBJECT[language], fieldName(leaf.field, phrasing), ...windowOf(leaf.window, words)].join(' ')
    return leaf.from === null ? said : words.is(said, leaf.from.map(from => NAMED[from][language]).join(', '))
  },
  builder: {
    entries: [
      {
        ...{ name: 'learned', number: 86, menu: 'person', label: { en: '🖋 When filled in', ru: '🖋 Когда указали' } },
        ...{ begins: null, asks: 'field' },
      },
    ],
    slots: {
      field: {
        says: (leaf, field) =>
          leaf === null ? { leaf: 'learned', field, from: null, window: { in: 30, unit: 'days' } } : { ...leaf, field },
        of: leaf => leaf.field,
      },
      values: {
        asks: {
          en: 'From where is it known? Tick one or more.',
          ru: 'Откуда это известно? Отметьте одно или несколько.',
        },
        choices: language => FROM.map(value => ({ value, label: capital(NAMED[value][language], language) })),
        says(leaf, values) {
          if (leaf === null) return null
          const from = knownOf(FROM, values)
          return { ...leaf, from: from.length === 0 ? null : from }
        },
        of: leaf => leaf.from ?? [],
      },
      window: windowSlot({ en: 'When was it filled in?', ru: 'Когда это указали?' }),
    },
    shown: () => ['field', 'window', 'values'],
  },
}

function readLearned(c: Cursor): Learned {
  takeSign(c, ':')
  while (BETWEEN.has(peek(c)?.text ?? '') && fieldHere(c) === null) c.at++
  const found = fieldHere(c)
  if (found === null)
    return fail(
      c,
      { kind: 'condition' },
      c.vocabulary.fields().map(field => nameOf(c, field)),
    )
  c.at += found.length
  return readRest(c, { leaf: 'learned', field: found.field.id, from: null, window: null })
}

function readRest(c: Cursor, leaf: Learned): Learned {
  const read = { ...leaf }
  for (;;) {
    if (read.window === null && groupHere(c, origins) === null && seesWindow(c)) read.window = readWindow(c)
    else if (read.from === null && seesOrigin(c)) {
      takeSign(c, ':')
      read.from = readGroups(c, origins, 'learned')
    } else return read
  }
}

function seesOrigin(c: Cursor): boolean {
  const begin = c.at
  const colon = takeSign(c, ':')
  const seen = groupHere(c, origins) !== null
  c.at = begin
  return seen || colon
}

/** "Gave their birthday in 30 days": what the field should be is not said. */
function loosely(c: Cursor): Candidate[] {
  const own = THEMSELVES.has(peek(c)?.text ?? '') ? 1 : 0
  if (!LOOSE.has(peek(c, own)?.text ?? '')) return []
  const inside: Cursor = { ...c, at: c.at + own + 1 }
  while (BETWEEN.has(peek(inside)?.text ?? '') && fieldHere(inside) === null) inside.at++
  const found = fieldHere(inside)
  if (found === null) return []
  const from = inside.at
  inside.at += found.length
  if (!endsHere(inside) && !seesWindow(inside) && groupHere(inside, origins) === null) return []
  const read = () => {
    c.at = from
    const leaf = readLearned(c)
    return own === 1 && leaf.from === null ? { ...leaf, from: ['declared' as const] } : leaf
  }
  return [{ to: inside.at, sure: 'words', read }]
}

/** «Сами указали город». */
const THEMSELVES: ReadonlySet<string> = new Set(['themselves', 'сами', 'сам', 'сама', 'самостоятельно'])

/** "City from a file", «город указан за 30 дней». */
function fieldFirst(c: Cursor): Candidate[] {
  const found = fieldHere(c)
  if (found === null) return []
  const inside: Cursor = { ...c, at: c.at + found.length }
  while (FILLED.has(peek(inside)?.text ?? '')) inside.at++
  const said = inside.tokens.slice(c.at + found.length, inside.at)
  const filled = said.some(({ text }) => !WAS.has(text))
  const origin = groupHere(inside, origins)
  if (origin === null && !(filled && seesWindow(inside))) return []
  const to = inside.at
  const leaf: Learned = { leaf: 'learned', field: found.field.id, from: null, window: null }
  const read = () => readRest(c, leaf)
  return [{ to, reach: to + (origin?.length ?? 0), sure: found.field.label === null ? 'words' : 'name', read }]
}

/** Before a time they say that the day itself is in it. */
const WAS: ReadonlySet<string> = new Set(['was', 'is', 'in', 'был', 'была', 'было', 'known', 'известен', 'известно'])

function fieldName(id: number, { names, words, begins }: Phrasing): string {
  const field = names.field(id)
  if (field === null) return `#${id}`
  if (field.label !== null) return begins.isPlainName(field.label) ? field.label : quoted(field.label)
  const { key } = field
  return key === 'city' || key === 'country' || key === 'birthday' ? words.subjects[key] : `#${id}`
}
