import type { Rule } from '../rule.js'
import { beginsHere, readCondition } from './condition.js'
import { type Cursor, fail, peek, pick, see, seeBeginning, take, takeSign } from './cursor.js'
import { deeper } from './deeper.js'
import { birthdayOfTheirs } from './fields/birthday-of.js'
import { aboutNext, oneOf, saysDenied, shareTime, tiedTo } from './joining/beside.js'
import { bound, joinAll } from './joining/binding.js'
import { butNot } from './joining/but-not.js'
import { carried } from './joining/carried.js'
import { isDenied, mayGoOn, saysDeed, seesOtherThing } from './joining/denied.js'
import { readBeside } from './joining/ellipsis.js'
import { readExcepted } from './joining/excepted.js'
import { isNamedSo, isNamedWithout, takeDash } from './joining/joiner.js'
import { goesOn } from './joining/lines.js'
import {
  BUT,
  isListed,
  isNameAlone,
  isOfOffer,
  isUnquoted,
  joinsNames,
  NEITHER,
  noneOfEach,
  PARTLY,
  seesNoneThen,
  seesOtherTime,
  seesWhere,
  sharedOf,
  timeOfAll,
} from './joining/meant.js'
import { moreSaid, seesMore } from './joining/more.js'
import { isOneOfMany } from './joining/of-many.js'
import { checkOnlyBehind, ONLY, saysEach, saysNotAll } from './joining/only.js'
import { seesWhole, takePeople } from './joining/people.js'
import { orderedLast } from './joining/same-deed.js'
import { scopedOf } from './joining/scope.js'
import { takeUnknownOf } from './joining/unknown-too.js'
import { inherited, whoseTime } from './joining/whose-time.js'
import { oftener } from './numbers/how-often.js'
import { seesLimitAgain } from './numbers/limit-again.js'
import { seesSegment } from './starter.js'
import { customersSince, seesCustomersSince, whenTheyCame } from './times/came-when.js'
import { inEach } from './times/every.js'
import { readLastDeed } from './times/last-deed.js'
import { newSince } from './times/newcomers.js'
import { turned } from './times/quiet.js'
import { isVerbAlone, shareAlone } from './times/shared-time.js'
import { everyWeekend } from './times/weekends.js'
import { readWhenFirst, seesWhenFirst } from './times/when-first.js'
import { takeOrUnknown } from './value.js'

/** Conditions, those of each line for themselves: what stands on several lines must all be true. */
export function readRange(c: Cursor, from: number, to: number): Rule {
  const read: Rule[] = []
  let begin = from
  let brackets = 0
  for (let at = from + 1; at <= to; at++) {
    const before = c.tokens[at - 1]
    if (before?.kind === 'sign' && '()'.includes(before.text)) brackets += before.text === '(' ? 1 : -1
    if (at < to && (brackets > 0 || goesOn(c, at, to))) continue
    brackets = 0
    read.push(readLine(c, begin, at))
    begin = at
  }
  const [only] = read
  return only !== undefined && read.length === 1
    ? only
    : { all: read.flatMap(line => ('all' in line ? line.all : [line])) }
}

/** Conditions on one line, or on several that go on; a comma or a full stop behind them says nothing. */
function readLine(c: Cursor, from: number, to: number): Rule {
  c.at = from
  c.end = to
  const last = c.tokens[to - 1]
  if (last?.kind === 'sign' && ',;.'.includes(last.text) && to - from > 1) c.end--
  const only = ONLY.has(c.tokens[c.end - 1]?.text ?? '') && c.end - from > 1
  if (only) c.end--
  const criterion = readJoined(c)
  const rest = peek(c)
  if (rest === null && only) checkOnlyBehind(c, criterion)
  if (rest === null) return newSince(c, criterion)
  return rest.kind === 'sign' && rest.text === ')' ? fail(c, { kind: 'opening' }) : fail(c, { kind: 'joiner' })
}

/** Conditions joined by *and* or by *or*; where both stand on one level, one of them binds. */
function readJoined(c: Cursor): Rule {
  const shared = NEITHER.has(peek(c)?.text ?? '')
  let denied = saysDenied(c, false)
  /** "But not ordered or replied" is neither. */
  let turned = false
  /** The time of the part before was said of another one. */
  let given = false
  let asked = false
  const [alone, timeFirst, started] = [[false], [seesWhenFirst(c)], c.at]
  let begun = c.at
  const parts: Rule[] = [readPart(c)]
  alone[0] = isVerbAlone(c, started)
  const joiners: ('and' | 'or')[] = []
  for (let joiner = takeJoiner(c); joiner !== null; joiner = takeJoiner(c)) {
    // "Everyone except VIP", "everyone but VIP", "all women": who is meant stands behind it.
    const last = parts.at(-1)
    const everyone = last !== undefined && 'leaf' in last && last.leaf === 'everyone'
    const nobody = last !== undefined && 'not' in last && 'leaf' in last.not && last.not.leaf === 'everyone'
    if ((nobody || everyone) && joiner === 'but') {
      const excepted = readExcepted(c, place => seesCondition(place, false))
      parts.splice(-1, 1, nobody ? excepted : { not: excepted })
      continue
    }
    // "Didn't click or open" has done neither.
    if ((joiner === 'or' || saysDeed(c, joiner)) && denied && last !== undefined && see(c, 'not') === null) {
      if (!turned) c.made.add('denial')
      if (turned || c.choices.denial === 'neither') {
        const both: Rule[] = [last, inherited(last, { not: readPart(c) }, given)]
        shareAlone(both, [alone[parts.length - 1] === true, false], [false, false])
        parts.splice(-1, 1, { all: both })
        continue
      }
    }
    if (moreSaid(c, parts, joiners, joiner)) continue
    const unknownToo = joiner === 'or' && last !== undefined ? takeUnknownOf(c, last) : null
    if (unknownToo !== null) {
      joiners.push('or')
      parts.push(unknownToo)
      continue
    }
    const but = BUT.has(c.tokens[c.at - 1]?.text ?? '')
    denied = saysDenied(c, but)
    turned = but && denied
    if (nobody && joiner === 'next') {
      // "Nobody from Riga" is everybody else.
      parts.splice(-1, 1, { not: readPart(c) })
      continue
    }
    if (everyone && joiner === 'next' && saysEach(c)) fail(c, { kind: 'condition' })
    if (everyone && joiner === 'next') parts.pop()
    else joiners.push(joiner === 'or' ? 'or' : 'and')
    const named = joinsNames(c) && isNameAlone(c, begun, last)
    const [behind, begin] = [begun, c.at]
    begun = begin
    timeFirst[parts.length] = seesWhenFirst(c)
    const read = readBeside(c, parts, behind, joiner, readPart)
    const { many } = c.ways
    const first = timeFirst[parts.length] === true
    const part = whoseTime(c, parts, joiner === 'next' ? birthdayOfTheirs(c, last, read, begin) : read, {
      ...{ first: behind, begin, turns: but, joiner, timeFirst: first },
    })
    given = part !== read
    asked ||= c.ways.many !== many
    alone[parts.length] = isVerbAlone(c, begin)
    const before = parts.at(-1)
    const of = before === undefined ? null : sharedOf(c, before, part, begin, alone[parts.length - 1] === true)
    if (of !== null) {
      // «Не покупали сумку или обувь» bought neither.
      if (of.length === 1) joiners.pop()
      parts.splice(-1, 1, ...of)
      c.last = orderedLast(of) ?? c.last
      continue
    }
    // «Все випы и опт», «веганы и вегетарианцы» are those of both, or those of either.
    const ofBoth =
      last !== undefined &&
      ((named && isNameAlone(c, begin, part)) || isOneOfMany(c, last, part, behind, begin, joiner))
    if (last !== undefined && ofBoth && pick(c, 2) === 1) {
      parts.splice(-1, 1, { any: [...('any' in last ? last.any : [last]), part] })
      joiners.pop()
      continue
    }
    const scoped = scopedOf(c, parts.at(-1), part, behind, begin)
    if (scoped !== null) {
      parts.splice(-1, 1, scoped)
      joiners.pop()
      continue
    }
    const beside =
      joiner === 'or'
        ? null
        : ((joiner === 'next' ? oneOf(c, parts.at(-1), part) : null) ?? oftener(parts.at(-1), part))
    if (beside !== null) {
      parts.splice(-1, 1, beside)
      joiners.pop()
      continue
    }
    if (last !== undefined && (but || ((joiner === 'and' || joiner === 'or') && isUnquoted(c, begin))))
      // «Получили, но не открыли и не кликнули „А“»: each of those before it may be of it.
      for (let i = parts.length - 1; i >= 0; i--) {
        const before = parts[i]
        const meant = before === undefined ? null : aboutNext(c, before, part)
        if (meant === null || !isOfOffer(before)) break
        parts[i] = meant
      }
    parts.push(joiner === 'next' ? part : carried(c, parts.at(-1), part, begin))
  }
  const time = shared ? 'all' : asked ? null : timeOfAll(c, parts, started)
  if (time === 'all') shareTime(parts)
  else if (time === null) shareAlone(parts, alone, timeFirst)
  if (joiners.includes('and') && joiners.includes('or')) {
    c.made.add('mixed')
    return bound(parts, joiners, c.choices.mixed)
  }
  return joinAll(parts, joiners[0] ?? 'and')
}

/** One part, with the conditions that stood behind a comma where its values do. */
function readPart(c: Cursor): Rule {
  const above = c.asides
  c.asides = []
  c.tied = null
  const begin = c.at
  c.each = null
  const part = inEach(c, everyWeekend(c, whenTheyCame(c, tiedTo(c, readNegated(c), begin)), begin))
  const { asides } = c
  c.asides = above
  if (asides.length === 0) return part
  if (!isListed(c, begin)) return joinAll([part, ...asides], 'and')
  c.made.add('comma')
  return joinAll([part, ...asides], c.choices.comma)
}

/**
 * Takes *and*, *or*, *but*. A comma, or nothing at all, joins like *and* where a condition surely begins behind it: "women
 * from Riga, not in VIP". What stands behind *except* is left out, and taken by the part itself.
 */
function takeJoiner(c: Cursor): 'and' | 'or' | 'but' | 'next' | null {
  const at = c.at
  const comma = takeSign(c, ',', ';') || takeDash(c)
  if (!comma && isNamedSo(c) && pick(c, 2) === 0) return 'next'
  const bare = peek(c)?.text === 'but'
  const key = take(c, 'and', 'or', 'but')
  if (key === 'but') take(c, 'and')
  const other = see(c, 'not', 'has', 'except') !== null || (see(c, 'people') !== null && !seesSegment(c))
  if (key === 'but' && bare && !other) return 'but'
  if (key !== null) return key === 'or' ? 'or' : 'and'
  if (!comma && seesWhere(c)) return null
  // «Женщины (из Казани)»: what stands in brackets says more of them.
  if (peek(c)?.kind === 'sign' && peek(c)?.text === '(') return 'next'
  if (seesCondition(c, comma) || (comma && seesMore(c))) return 'next'
  c.at = at
  return null
}

/** True where a condition begins without a word that joins it. */
function seesCondition(c: Cursor, comma: boolean): boolean {
  const token = peek(c)
  if (token === null || (token.kind === 'sign' && token.text !== '(') || token.text === '(') return false
  if (see(c, 'except') !== null || seesCustomersSince(c) || isNamedWithout(c)) return true
  const before = { at: c.at, picks: c.picks, made: new Set(c.made) }
  // «С авито» is where they came from, and not what they have.
  if (see(c, 'has') !== null && see(c, 'cameFrom') !== null && beginsHere(c) === 'words') return true
  while (!seesSegment(c) && take(c, 'has', 'people', 'anything') !== null);
  const again = take(c, 'not') !== null && comma && seesOtherTime(c)
  while (!seesSegment(c) && take(c, 'has', 'people', 'anything', 'article') !== null);
  const begins = beginsHere(c)
  c.at = before.at
  // «…, которые с весны не покупали»: «с» is of the time, and nothing that they have.
  if (comma) while (!seesSegment(c) && take(c, 'people') !== null);
  const whenFirst = begins === null && seesWhenFirst(c)
  c.at = before.at
  if (again || begins === 'words' || whenFirst) return true
  return begins === 'value' && (comma || (c.bare && !seesOtherThing(c)))
}

/** A condition or a group in brackets, with *not* before it or not. */
export function readNegated(c: Cursor): Rule {
  if (peek(c) === null) return fail(c, { kind: 'condition' })
  if (takeSign(c, '(')) {
    return deeper(c, () => {
      const inside = readJoined(c)
      if (!takeSign(c, ')')) fail(c, { kind: peek(c) === null ? 'closing' : 'joiner' })
      return inside
    })
  }
  let since = customersSince(c)
  while (since === null && takePeople(c) && peek(c) !== null) since = customersSince(c)
  if (since !== null) return since
  const others = butNot(c)
  if (others !== null) return others
  const timed = readWhenFirst(c, readNegated) ?? readLastDeed(c, readNegated)
  if (timed !== null) return timed
  const negation = see(c, 'not', 'except')?.length ?? 0
  const whole = negation > 0 && (seesWhole(c, negation) || seesLimitAgain(c))
  if ((seeBeginning(c)?.length ?? 0) > negation || whole) return readCondition(c)
  if (take(c, 'except') !== null) return { not: readExcepted(c, place => seesCondition(place, false)) }
  if (take(c, 'not') === null) return readCondition(c)
  if (seesNoneThen(c)) c.at++
  if (saysNotAll(c)) return fail(c, { kind: 'condition' })
  if (['a', 'an'].includes(peek(c)?.text ?? '') && peek(c, 1)?.kind === 'word') c.at++
  // «Не все VIP», «не только ботинки»: some of them are, or others too.
  if (PARTLY.has(peek(c)?.text ?? '')) fail(c, { kind: 'condition' })
  Object.assign(c, { saidNever: false, saidBareTime: false, bareCount: null })
  const each = peek(c)?.text !== '('
  const begin = c.at
  const one = deeper(c, () => readNegated(c))
  // "Not women over 50": whether that says which women is asked.
  const more = mayGoOn(c, begin, one) && seesCondition(c, false) && pick(c, 2) === 0
  if (c.tokens[begin - 1]?.text === 'ни' && isDenied(one)) return one // «Ни помаду не покупали»
  const inside: Rule = more ? { all: [one, deeper(c, () => readNegated(c))] } : one
  takeOrUnknown(c)
  c.denied = true
  const none = each ? noneOfEach(c, inside) : null
  return none ?? turned(c, inside, begin)
}
