import { fold } from '../../text/fold.js'

/** What systems write where there is nothing, folded. */
const NOTHING = new Set([
  ...[
    '',
    '-',
    '--',
    '---',
    '_',
    '.',
    '?',
    '/',
    'null',
    '(null)',
    'nil',
    'none',
    'nan',
    '\\n',
    'undefined',
    'n/a',
    'na',
  ],
  ...['#n/a', '#н/д', 'н/д', '#ref!', '#value!', '(empty)', '(blank)', 'empty', '-- пусто --', 'пусто', '(пусто)'],
  ...['не указано', 'не указан', 'не указана', 'нет данных', 'not set', 'not specified', 'unknown', 'неизвестно'],
  ...[
    '-- empty --',
    '- нет -',
    '-нет-',
    'keine angabe',
    'sin datos',
    'no value',
    '(no value)',
    'не задано',
    '[]',
    '{}',
  ],
])
const UNSEEN = /^[\s\p{Cf}]$/u
const LONGEST_NOTHING = 16
const FORMULA = /^=\s*"(.*)"$/s
const NEEDS_CARE = /^[='\s\p{Cf}]|[\s\p{Cf}]$/u

/**
 * A cell as it was meant: without the apostrophe and the `="…"` by which spreadsheets are told that a number is text,
 * and without spaces and unseen signs around it; empty where the system says that there is nothing (`-- пусто --`).
 */
export function bare(cell: string): string {
  if (cell === '') return ''
  let text = cell
  if (NEEDS_CARE.test(text)) {
    text = trimmed(text).replace(FORMULA, '$1')
    if (/^'[^']*$/s.test(text)) text = text.slice(1)
    text = trimmed(text)
  }
  return text.length <= LONGEST_NOTHING && !/\d/.test(text) && isNothing(text) ? '' : text
}

/** Without spaces and unseen signs at both ends. */
function trimmed(text: string): string {
  let [start, end] = [0, text.length]
  while (start < end && UNSEEN.test(text.charAt(start))) start++
  while (end > start && UNSEEN.test(text.charAt(end - 1))) end--
  return text.slice(start, end)
}

function isNothing(text: string): boolean {
  return NOTHING.has(text.toLowerCase()) || NOTHING.has(fold(text))
}

/** A text cut to so many signs, never within one. */
export function cut(text: string, longest: number): string {
  return text.length <= longest ? text : text.slice(0, longest).replace(/[\ud800-\udbff]$/u, '')
}
