import { fold } from '../../../text/fold.js'
import { stemOf } from './inflect.js'
import { verbOf } from './participle.js'

/** Endings of Russian verbs and of nouns made of them, with what stands before them in one aspect or the other. */
const ENDING =
  /(?:ыва|ива|ова|ева|ва|а|я|и|ы|е|у|ну)?(?:ть|[уюая]т|[еи]т|л[аои]?|(?:[еая]н|т)[аоы]?|вш(?:ий|ая|ее|ие|его|ей|их|им|ими))$|(?:[еая]нн|т)(?:ый|ая|ое|ые|ого|ой|ых|ую|ым|ыми)$|(?:ени|ани|яни|ти)(?:е|я|ю|й|ем)$/u
const REFLEXIVE = /(?:ся|сь)$/u
/** Shorter roots are those of too many verbs. */
const SHORTEST = 4
/** Consonants that change at the end of a root: «посетил» and «посещал», «пригласил» and «приглашал». */
const CHANGED: readonly (readonly [RegExp, string])[] = [
  [/(?<=[бпвмф])л$/u, ''],
  [/(?:ст|т|щ|ч)$/u, 'щ'],
  [/[дж]$/u, 'ж'],
  [/[сш]$/u, 'ш'],
]

/** What verbs of both aspects and their noun have in common: «заселился», «заселялись», «заселение»; null for other words. */
function rootOf(word: string): string | null {
  const plain = word.replace(REFLEXIVE, '')
  const root = plain.replace(ENDING, '')
  if (root === plain || root.length < SHORTEST) return null
  return changed(root)
}

/** A root as both aspects have it: «закончился» and «заканчивался». */
function changed(root: string): string {
  return CHANGED.reduce((left, [pattern, to]) => left.replace(pattern, to), root).replaceAll('о', 'а')
}

const WENT = /^(про|при|за|вы|у|по|до|от|с|пере|во|о)(?:ход(?:ил[аи]?|ят|ит)|ш[её]?л[аи]?|шедши[ейхм]{1,2})(?:сь|ся)?$/u

/** «Проходили» and «прошёл» are of one verb, of which no root is left. */
function isSameWay(one: string, other: string): boolean {
  const [first, second] = [WENT.exec(one)?.[1], WENT.exec(other)?.[1]]
  return first !== undefined && first === second
}

function isSame(one: string, other: string): boolean {
  if (isSameWay(one, other)) return true
  const [stem, otherStem] = [stemOf(one), stemOf(other)]
  if (one === other || stem === otherStem || stem === other || one === otherStem) return true
  const root = rootOf(one)
  return root !== null && root === rootOf(other)
}

const wordsIn = (text: string): string[] =>
  fold(text)
    .split(/\s+/u)
    .map(word => verbOf(word) ?? word)

/**
 * Of these names the one that says the same by another form of its verb, whatever its words stand behind: «не оставляли
 * отзывов» is of «Оставил отзыв», «корзину бросили» of «бросил корзину». Null where none is, or several are.
 */
export function sameDeed<T extends string>(written: string, names: Iterable<T>): T | null {
  if (!/\p{Script=Cyrillic}/u.test(written)) return null
  const words = wordsIn(written)
  const found = [...names].filter(name => {
    const own = wordsIn(name)
    return (
      own.length === words.length &&
      own.every(word => words.some(other => isSame(word, other) || isPrefixed(word, other)))
    )
  })
  return found.length === 1 ? (found[0] ?? null) : null
}

/** «Смотрели» is of «посмотрел»: the same root with what makes a verb perfective before it, as `rootOf` has it. */
function isPrefixed(one: string, other: string): boolean {
  const [first, second] = [rootOf(one), rootOf(other)]
  if (first === null || second === null || !isDeed(one) || !isDeed(other)) return false
  return (
    [`па${second}`, `с${second}`, `пра${second}`, `на${second}`].includes(first) ||
    [`па${first}`, `с${first}`, `пра${first}`, `на${first}`].includes(second)
  )
}

/** Of these names the one that begins with a form of this verb, where no other does: «записывались дважды». */
export function onlyDeed<T extends string>(verb: string, names: Iterable<T>): T | null {
  if (!isDeed(verb)) return null
  const found = [...names].filter(name => isSame(wordsIn(name)[0] ?? '', verb))
  return found.length === 1 ? (found[0] ?? null) : null
}

/** Verbs that say no more than that there is what stands behind them. */
const LIGHT = /^(?:остав|напис|сдел|соверш|оформ|пода[лв]|отправ|заполн|прислал|созда|посе[тщ]|участв|побыва)/u
const NOUN = /^\p{Script=Cyrillic}{4,}$/u

/**
 * Of these names the one that says of itself what these words name: «отзывы» of «Оставил отзыв», «запись на приём» and «записи»
 * of «Записался на приём». Null where none does, or several do.
 */
export function deedNamed<T extends string>(written: string, names: Iterable<T>): T | null {
  const words = wordsIn(written)
  const [noun = ''] = words
  if (!NOUN.test(noun) || isDeed(noun)) return null
  const root = changed(stemOf(noun))
  const found = [...names].filter(name => {
    const [verb = '', ...rest] = wordsIn(name)
    const same = (own: readonly string[]) =>
      own.length === words.length && own.every((word, i) => isSame(word, words[i] ?? ''))
    if (LIGHT.test(verb) && same(rest)) return true
    if (VISIT.test(noun) && COMES.test(verb)) return isSamePlace(words.slice(1), rest)
    const behind = words.slice(1)
    const called =
      behind.length === 0 || (behind.length === rest.length && rest.every((word, i) => isSame(word, behind[i] ?? '')))
    return called && root.length >= SHORTEST && isDeed(verb) && rootOf(verb) === root
  })
  return found.length === 1 ? (found[0] ?? null) : null
}

/** «Ставили отзывы», «писали отзыв»: verbs that say no more than that there is one, before its noun. */
const MAKES =
  /^(?:пи(?:са|шу)|напис|стави|поста|дела|сдела|дава|дал|публик|опублик|размести|размеща|остав|подава|пода|отправ|присла|присыла)\p{L}*$/u

/** Of these names the one of what somebody made, by whichever verb for it: «ставили отзывы» is of «оставил отзыв». Null where none is, or several are. */
export function deedMade<T extends string>(written: string, names: Iterable<T>): T | null {
  const [verb = '', ...rest] = wordsIn(written)
  return MAKES.test(verb) && rest.length > 0 ? deedNamed(rest.join(' '), names) : null
}

/** Nouns of coming somewhere: «3 посещения зала» are of «пришёл в зал». */
const VISIT = /^(?:посещени|визит|поход|приход)\p{L}{0,3}$/u

function isSamePlace(said: readonly string[], of: readonly string[]): boolean {
  const [one, other] = [said, of].map(words => words.filter(word => !TO_WHERE.has(word)))
  if (one === undefined || other === undefined) return false
  return one.length === 0 || (one.length === other.length && one.every((word, i) => isSame(word, other[i] ?? '')))
}

const CAME =
  /^(?:ход(?:ят|ит)|приход(?:ят|ит)|бывают|заход(?:ил[аи]?|ят)|захаживал[аи]?|заглядывал[аи]?|появлял(?:ся|ась|ись)|сходил[аи]?|был[аи]?|побывал[аи]?|ходил[аи]?|приходил[аи]?|посеща(?:л[аи]?|ют)|участвовал[аи]?|бывал[аи]?)$/u
const COMES = /^(?:посе[тщ]|участв|сходил|приш[её]?л|побывал)/u
const LOOKED = /^(?:(?:по|про)?смотрел[аи]?|просматривал[аи]?|открывал[аи]?|открыл[аи]?|смотрят|видел[аи]?)$/u
const LOOKS = /^(?:откры|просм|посм|смотр|увидел)/u
const TO_WHERE: ReadonlySet<string> = new Set(['на', 'в', 'к', 'во'])

/**
 * Of these names the one of the same deed, by a verb that says no more than it: «были на вебинаре» of «Посетил вебинар»,
 * «смотрели карточку» of «открыл карточку». Null where none is, or several are.
 */
export function deedLike<T extends string>(written: string, names: Iterable<T>): T | null {
  const [verb = '', ...rest] = wordsIn(written)
  const verbs = CAME.test(verb) ? COMES : LOOKED.test(verb) ? LOOKS : null
  const object = TO_WHERE.has(rest[0] ?? '') ? rest.slice(1) : rest
  if (verbs === null || object.length === 0) return null
  const found = [...names].filter(name => {
    const [own = '', ...others] = wordsIn(name)
    const theirs = TO_WHERE.has(others[0] ?? '') ? others.slice(1) : others
    return (
      verbs.test(own) && theirs.length === object.length && theirs.every((word, i) => isSame(word, object[i] ?? ''))
    )
  })
  return found.length === 1 ? (found[0] ?? null) : null
}

const CAME_ALONE = /^(?:приход|ход|быва|появля|загляды|заход|посеща)\p{L}*$/u

/** Of these names the only one of coming somewhere: «не приходили» and «не появлялись» are of «пришёл в зал». Null where none is, or several are. */
export function deedCame<T extends string>(verb: string, names: Iterable<T>): T | null {
  if (!CAME_ALONE.test(verb) || !(isDeed(verb) || CAME.test(verb))) return null
  const found = [...names].filter(name => COMES.test(wordsIn(name)[0] ?? ''))
  return found.length === 1 ? (found[0] ?? null) : null
}

/** True for a Russian verb of the past: nobody calls a thing so. */
export function isDeed(word: string): boolean {
  return /^\p{Script=Cyrillic}{3,}(?:л[аои]?|лся|лась|лось|лись)$/u.test(word)
}
