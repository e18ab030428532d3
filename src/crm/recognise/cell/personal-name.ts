import { cut } from '../cell.js'

/** A name in its parts; null for what is not said. */
export type PersonalName = { first: string | null; last: string | null }

const LONGEST = 128
const PATRONYMIC = /(?:вич|вна|чна|ична|ьич|кызы|оглы|улы|ўна|івна|йович)$/iu
const SURNAME =
  /(?:ов|ев|ёв|ин|ын|ский|цкий|ской|цкой|ова|ева|ёва|ина|ына|ская|цкая|енко|чук|юк|дзе|швили|ян|янц|ых|их)$/iu
/** Given names that end like surnames. */
const GIVEN = new Set(
  (
    'лев ян яна демьян касьян лукьян севастьян емельян демян марьян константин валентин мартин августин эрвин эдвин гудвин кевин ' +
    'марина полина алина ирина кристина екатерина регина нина арина карина валентина галина ангелина эвелина каролина лина дина инна ' +
    'рина сабина альбина мадина элина эмина амина севина фаина зарина эльвина камина паулина зина янина иванна жасмин мурадин вениамин ' +
    'василина ефросина акулина магдалина антонина'
  ).split(' '),
)

/**
 * Parts a full name. Russian forms and lists put the family name first, with or without a patronymic: «Удодов Игорь»,
 * «Веретенников Тимур Андреевич»; everybody else the given name. `Doe, John` is read as it is meant.
 */
export function splitName(full: string): PersonalName {
  const text = cut(full.replace(/\s+/gu, ' ').trim(), LONGEST)
  if (text === '') return { first: null, last: null }
  const [before, after, ...more] = text.split(/\s?,\s/)
  if (before !== undefined && after !== undefined && more.length === 0 && !/\d/.test(text))
    return { first: after, last: before }
  const words = text.split(' ')
  const [one = '', two, three] = words
  if (two === undefined) return { first: one, last: null }
  if (words.length === 3 && three !== undefined) {
    if (PATRONYMIC.test(three)) return { first: two, last: one }
    if (PATRONYMIC.test(two)) return { first: one, last: three }
  }
  if (words.length === 2 && PATRONYMIC.test(two) && !SURNAME.test(one)) return { first: one, last: null }
  if (words.length === 2 && SURNAME.test(one) && !GIVEN.has(one.toLowerCase()) && !isSurname(two))
    return { first: two, last: one }
  return { first: one, last: words.slice(1).join(' ') }
}

function isSurname(word: string): boolean {
  return SURNAME.test(word) && !GIVEN.has(word.toLowerCase())
}
