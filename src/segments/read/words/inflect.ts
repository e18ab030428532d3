import { stemmer as english } from '@orama/stemmers/english'
import { stemmer as russian } from '@orama/stemmers/russian'
import { fold } from '../../../text/fold.js'

const CYRILLIC = /\p{Script=Cyrillic}/u
const LATIN = /^[a-z]+$/
/** Endings of names as they stand in a dictionary, by what stems leave of them. */
const ENDINGS = [
  '',
  'а',
  'я',
  'ь',
  'о',
  'е',
  'й',
  'ы',
  'и',
  'ия',
  'ие',
  'ий',
  'ый',
  'ой',
  'ая',
  'ое',
  'ые',
  'ье',
] as const
const MOST_WORDS = 3
/** So many words are remembered. */
const MOST_KNOWN = 20_000
/** Endings that nouns and adjectives have in a case; what else a stem lost is no form of a name. */
const CASES: ReadonlySet<string> = new Set([
  ...['', 'а', 'я', 'о', 'е', 'ь', 'й', 'ы', 'и', 'у', 'ю', 'ой', 'ей', 'ою', 'ею', 'ом', 'ем', 'ам', 'ям', 'ах', 'ях'],
  ...['ами', 'ями', 'ов', 'ев', 'ого', 'его', 'ому', 'ему', 'ым', 'им', 'ую', 'юю', 'ых', 'их', 'ые', 'ие', 'ая', 'яя'],
  ...['ии', 'ию', 'ией', 'ия', 'ий', 'ый', 'ое', 'ее', 'ыми', 'ими', 'ью', 'иям', 'иях', 'иями'],
])

/** What was worked out of a word before: a sentence is read many times, and its words are compared with every name. */
function remembering<T>(work: (word: string) => T): (word: string) => T {
  const known = new Map<string, T>()
  return word => {
    const before = known.get(word)
    if (before !== undefined) return before
    if (known.size >= MOST_KNOWN) known.clear()
    const made = work(word)
    known.set(word, made)
    return made
  }
}

/** A word without its endings, by Snowball's rules for Russian and English; two forms of one word have the same. */
export const stemOf = remembering(stemCut)

function stemCut(word: string): string {
  const plain = fold(word).replace(/'s$/u, '')
  if (CYRILLIC.test(plain)) return russian(plain)
  return LATIN.test(plain) ? english(plain) : plain
}

/** `bare`: the word without the ending of a case alone, where the rules see a verb's: «замена» is no «замененный». */
type Form = { word: string; stem: string; bare: string }

/** Names are looked through for every few words of a sentence. */
const formsIn = remembering(formsCut)

function formsCut(text: string): Form[] {
  const words = fold(text)
    .replace(/'s(?=\s|$)/gu, '')
    .split(/[\s"'«»„“”-]+/u)
  return words
    .filter(word => word !== '')
    .map(word => ({
      ...{ word, stem: nameStem(word), bare: word.replace(/(?:ой|[аеуы])$/u, '') },
    }))
}

/** The stem of a word of a name: a verb of the past has none in common with a noun, «платил» with «платье». */
export function nameStem(word: string): string {
  const stem = stemOf(word)
  return VERB.test(word) && !stem.endsWith('л') ? `${stem}л` : withoutFleeting(stem)
}

const VERB = /^\p{Script=Cyrillic}{3,}[аеиыоуя]л[аио]?(?:с[ья])?$/u

/** «Ботинок» and «ботинки»: a vowel that comes and goes before the last consonant. */
const withoutFleeting = remembering((stem: string) => {
  return stem.replace(/([бвгджзклмнпрстфхцчшщ])[ое]([кнцлр])$/u, '$1$2')
})

/** "Basically" is no form of "Basic", nor "loyality" of "Loyal": it says how, or what that is called, and is no value. */
function isAdverb(word: string, name: string): boolean {
  if (word.length <= name.length) return false
  return ['ly', 'ity', 'ness'].some(ending => word.endsWith(ending) && !name.endsWith(ending))
}

/** «Готовы» and «готов»: a short form may look like another ending to the rules. */
function isSame(one: Form, other: Form | undefined): boolean {
  if (other === undefined || isAdverb(other.word, one.word)) return false
  return one.stem === other.stem || one.stem === other.word || one.word === other.stem || isCase(one, other)
}

/** True for two forms of one word: «уровнем» is of «уровень». */
export function isSameWord(one: string, other: string): boolean {
  return withoutFleeting(stemOf(one)) === withoutFleeting(stemOf(other))
}

const SHORTEST = 5

function isCase(one: Form, other: Form): boolean {
  return one.bare === other.bare && one.bare.length >= SHORTEST && CYRILLIC.test(one.bare)
}

const PASSED = /^[a-z]+ed$/

/** Of these names the one that is another form of what was written; null where none is, or several are. */
export function sameWord<T extends string>(written: string, names: Iterable<T>): T | null {
  const forms = formsIn(written)
  if (forms.length === 0) return null
  // What people passed is no pass.
  const verb = PASSED.test(fold(written))
  let found: T | null = null
  for (const name of names) {
    if (verb && !PASSED.test(fold(name))) continue
    const others = formsIn(name)
    if (others.length !== forms.length || !others.every((other, i) => isSame(other, forms[i]))) continue
    if (found !== null && fold(found) !== fold(name)) return null
    found = name
  }
  return found
}

/**
 * How a name in Russian may stand in a dictionary, of which another form was written: «Риги» may be «Рига», «Нижнего
 * Новгорода» «Нижний Новгород». The one that is meant is among them if its endings are usual. None for other letters.
 */
export const nominatives: (written: string) => readonly string[] = remembering(nominativesOf)

function nominativesOf(written: string): string[] {
  const words = fold(written).split(/\s+/u)
  if (!CYRILLIC.test(written) || words.length > MOST_WORDS) return []
  let found = ['']
  for (const [i, word] of words.entries()) {
    const forms = words.length > 1 ? formsBeside(word, i) : formsOf(word)
    found = found.flatMap(before => forms.map(form => (before === '' ? form : `${before} ${form}`)))
    if (found.length > 400) break
  }
  return [...new Set(found)].filter(form => form !== fold(written))
}

/** Endings of what stands before a name, and of the name behind it: «Нижний Новгород», «Набережные Челны», «Сергиев Посад». */
const BEFORE: ReadonlySet<string> = new Set(['', 'ий', 'ый', 'ой', 'ая', 'яя', 'ое', 'ые', 'ие'])
const BEHIND: ReadonlySet<string> = new Set(['', 'а', 'я', 'ь', 'о', 'е', 'ы', 'и'])

function formsBeside(word: string, at: number): string[] {
  if (word === 'на' || word === 'под') return [word]
  const all = formsOf(word)
  const [written] = all
  const stem = russian(word)
  const endings = at === 0 ? BEFORE : BEHIND
  return all.filter(form => form === written || !form.startsWith(stem) || endings.has(form.slice(stem.length)))
}

function formsOf(word: string): string[] {
  // «Ростова-на-Дону»: what stands behind the preposition does not change.
  const [, head, tail] = /^(.+?)(-(?:на|в|под)-.+)$/u.exec(word) ?? []
  if (head !== undefined && tail !== undefined) return formsOf(head).map(form => form + tail)
  // Numbers and words of other letters have no other forms.
  if (!CYRILLIC.test(word)) return [word]
  const stem = russian(word)
  // «Казахстана»: the rules take «ана» for an ending.
  const whole = word.replace(/(?:[аеуы]|ом|ой)$/u, '')
  if (!CASES.has(word.slice(stem.length))) return whole === word ? [word] : [word, whole]
  const fleeting = /^(.*[бвгдзклмнпрстфхцчшщ])ь?([лцкнр])$/u.exec(stem)
  const vowels = fleeting === null ? [] : ['е', 'о'].map(vowel => `${fleeting[1]}${vowel}${fleeting[2]}`)
  return [
    word,
    ...ENDINGS.map(ending => stem + ending),
    ...vowels,
    ...(whole === word || whole === stem ? [] : [whole]),
  ]
}

/** What a plural may be of: "poodles" of Poodle. */
export function singularsOf(name: string): string[] {
  const [, stem, end] = /^([a-z' -]{3,}?)(ies|es|s)$/iu.exec(name) ?? []
  if (stem === undefined || end === undefined) return []
  return end === 's' ? [stem] : end === 'es' ? [stem, `${stem}e`] : [`${stem}y`, `${stem}ie`]
}
