import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { packageRoot } from '../src/db/root.js'
import type { Language } from '../src/text/format.js'
import { texts } from '../src/text/index.js'

const page = readFileSync(join(packageRoot(), 'docs/words.md'), 'utf8')
const languages = ['en', 'ru'] as const

/** Latin words that Russians write so. */
const NAMES = new Set([
  'SQLite',
  ...['docs', 'figures', 'md'],
  'DATABASE_PATH',
  'restore',
  ...['XLSX', 'xlsx', 'PDF', 'XML', 'Excel', 'Etsy', 'Desktop', 'JSON'],
  'run',
  'FILE',
  'Node',
  'npm',
  'import',
  ...['Shopify', 'WooCommerce', 'Tilda', 'InSales', 'retailCRM'],
  ...['SendPulse', 'BotHelp', 'ManyChat', 'Botmother', 'Salebot'],
  'backup',
  'ci',
  'omit',
  'optional',
  'CRM',
  'rfm',
  'Telegram',
  'Premium',
  'UTM',
  'UTF',
  'zip',
  'UTC',
  'IP',
  'GIF',
  'RFM',
  'API',
  ...['URL', 'HTTP', 'POST', 'Authorization', 'Bearer', 'http', 'https'],
  'CRM',
  'CSV',
  'EUR',
  'RUB',
  'KZT',
  'id',
  'Samara',
  'QR',
])
/** Languages are called by their own names everywhere. */
const OWN_NAMES = new Set(['English', 'Русский'])
/** Menus and columns of other programs stand as they do there: all in one script, in «…». */
const MENUS = /«(?:\P{Script=Latin}*|\P{Script=Cyrillic}*)»/gu
/** The same for words that may not be ours: in either language whatever stands in quotation marks of its own. */
const QUOTED = /«[^»]*»|“[^”]*”/gu
/** Addresses, commands, A/B, fields of a text, names of people and settings, zones. */
const TECHNICAL =
  /https?:\/\/\S*|[\w.-]+\.(?:ru|com|csv|txt)(?:\/\S*)?|\/[a-z]+|\{\w+|@\w+|\?\w+=|\b[A-Z]+(?:_[A-Z]+)+\b|\b[a-z]+(?:_[a-z]+)+\b|[A-Z][a-z]+\/[A-Z]\w+|\bA\/B\b/g

/** The rows of the table under a heading, without its head. */
function table(heading: string): string[][] {
  const section = page.split(/^## /m).find(part => part.startsWith(heading)) ?? ''
  return section
    .split('\n')
    .filter(line => line.startsWith('|'))
    .slice(2)
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    )
}

const terms = table('What things are called')
const forbidden = table('Never on a screen').flatMap(([words = '', language]) =>
  words.split(',').map(word => ({ word: word.trim(), language })),
)

/** A word as it may stand in a sentence: whole in English, with any ending in Russian. */
function pattern(word: string, language: string | undefined): RegExp {
  if (language === 'en') return new RegExp(`(?<![\\w/])${word}s?(?![\\w/])`, 'i')
  const stem = word.length > 4 ? word.replace(/[аеийоуыьэюя]+$/u, '') : word
  return new RegExp(`(?<!\\p{L})${stem}${word.length > 4 ? '' : '(?!\\p{L})'}`, 'iu')
}

/** A sentence as it stands in its file; what is put into it is "·". */
type Sentence = { file: string; text: string }

/** Every sentence of a language: all that stands in quotes in its files, but for what only the program compares. */
function sentences(language: Language): Sentence[] {
  const folder = join(packageRoot(), 'src/text', language)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'))
  return files.flatMap(file =>
    quoted(readFileSync(join(folder, file), 'utf8'))
      .filter(({ before, text }) => !/(?:from|case|[!=]==|\|) ?$/.test(before) && text !== language)
      .map(({ text }) => ({ file: `${language}/${file}`, text })),
  )
}

/** What stands in quotes in a program, and the code before it. Comments are passed over. */
function quoted(code: string): { text: string; before: string }[] {
  const found: { text: string; before: string }[] = []
  let at = 0

  function string(quote: string): string {
    let text = ''
    for (at++; at < code.length && code[at] !== quote; at++) {
      if (code[at] === '\\') text += code[++at] === 'n' ? '\n' : code[at]
      else if (quote === '`' && code.startsWith('${', at)) {
        at += 2
        walk('}')
        text += '·'
      } else text += code[at]
    }
    return text
  }

  /** Reads on until this bracket closes. */
  function walk(end: string | null): void {
    for (let depth = 0; at < code.length; at++) {
      const sign = code[at] ?? ''
      if (code.startsWith('//', at)) at = code.indexOf('\n', at)
      else if (code.startsWith('/*', at)) at = code.indexOf('*/', at) + 1
      else if (sign === "'" || sign === '"' || sign === '`') {
        const before = code.slice(Math.max(0, at - 8), at)
        found.push({ text: string(sign), before })
      } else if (sign === '{') depth++
      else if (sign === '}') {
        if (depth === 0 && end !== null) return
        depth--
      }
    }
  }

  walk(null)
  return found
}

const spoken = { en: sentences('en'), ru: sentences('ru') }

/** Sentences in which something stands that should not. */
function wrong(language: Language, find: (text: string) => string | undefined): string[] {
  return spoken[language].flatMap(({ file, text }) => {
    const what = find(text)
    return what === undefined ? [] : [`${file}: “${what}” in “${text}”`]
  })
}

/** Where sentences stand: the paths of everything that is said. */
function paths(value: unknown, path = ''): string[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value) || 'entities' in value) return [path]
  return Object.entries(value).flatMap(([name, inner]) => paths(inner, `${path}.${name}`))
}

describe('the page of words', () => {
  test('has all three columns of every term, each term once', () => {
    expect(terms.length).toBeGreaterThan(45)
    for (const row of terms) expect([row, row.length, row.every(cell => cell !== '')]).toEqual([row, 3, true])
    const names = terms.map(([code]) => code)
    expect(new Set(names).size).toBe(names.length)
  })

  test('forbids nothing that it asks for', () => {
    for (const { word, language } of forbidden) {
      const asked = terms
        .map(row => row[language === 'en' ? 1 : 2] ?? '')
        .filter(term => pattern(word, language).test(term))
      expect([word, asked]).toEqual([word, []])
    }
  })

  test.each([
    ['en', 'delivery', 'The delivery is late'],
    ['en', 'gate', 'Two gates stand'],
    ['ru', 'доставка', 'Ошибка доставки'],
    ['ru', 'критерий', 'Три критерия'],
  ])('would find %s: %s', (language, word, text) => {
    expect(forbidden).toContainEqual({ word, language })
    expect(pattern(word, language).test(text)).toBe(true)
  })

  test.each([
    ['en', 'delivery', 'Delivered 5'],
    ['en', 'gate', 'Investigate'],
    ['ru', 'доставка', 'Доставлено 5'],
    ['ru', 'кап', 'капля'],
  ])('would not take for %s: %s the words “%s”', (language, word, text) => {
    expect(pattern(word, language).test(text)).toBe(false)
  })
})

test('reads sentences as they stand', () => {
  const code = "const a = 'One' // 'no'\nsay(`two #{n(`three #{'four'}`, { b: 5 })} six`) /* 'no' */ x === 'seven'"
  expect(quoted(code.replaceAll('#{', '$' + '{')).map(({ text }) => text)).toEqual([
    'One',
    'four',
    'three ·',
    'two · six',
    'seven',
  ])
  for (const language of languages) expect(spoken[language].length).toBeGreaterThan(500)
})

test.each(languages)('no sentence uses a word of the code (%s)', language => {
  const patterns = forbidden.filter(one => one.language === language).map(({ word }) => pattern(word, language))
  expect(patterns.length).toBeGreaterThan(10)
  expect(wrong(language, text => patterns.map(one => one.exec(text.replace(QUOTED, ''))?.[0]).find(Boolean))).toEqual(
    [],
  )
})

describe('the two languages', () => {
  test('say the same things', () => {
    expect(paths(texts('ru')).sort()).toEqual(paths(texts('en')).sort())
  })

  test('English has no Cyrillic letters', () => {
    expect(
      wrong('en', text =>
        OWN_NAMES.has(text) ? undefined : /\p{Script=Cyrillic}+/u.exec(text.replace(MENUS, ''))?.[0],
      ),
    ).toEqual([])
  })

  test('Russian has no Latin words but names', () => {
    expect(
      wrong('ru', text => {
        if (OWN_NAMES.has(text)) return undefined
        const words = text.replace(MENUS, '').replace(TECHNICAL, '')
        return words.match(/[A-Za-z]+/g)?.find(word => !NAMES.has(word))
      }),
    ).toEqual([])
  })
})
