import { cityWords } from '../../../audience/place/town.js'
import { DAY } from '../../../clock.js'
import type { Answer, Fact, Trait } from '../../../segments/portrait/trait.js'
import { count, date, type Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import type { Here } from '../../here.js'
import { rungName } from '../words/rung-name.js'

/** Words for what is compared. */
export type TraitNames = { fact(fact: Fact): string; trait(trait: Trait): string }

/** Names of fields as they are now; those that segcast brings along are called in the reader's language. */
export function createTraitNames(
  { db, preferences }: Pick<Here, 'db' | 'preferences'>,
  language: Language,
): TraitNames {
  const { analysisCards: words, labels } = texts(language)
  const fields = new Map(
    db
      .sql<{ id: number; key: string; label: string | null }>('select id, key, label from attributes')
      .all()
      .map(field => [field.id, field]),
  )
  const builtIn: Readonly<Record<string, string>> = words.builtIn
  const cells: Readonly<Record<string, string>> = labels.cells

  function fact(fact: Fact): string {
    if (typeof fact !== 'number') return words.facts[fact]
    const field = fields.get(fact)
    return field?.label ?? builtIn[field?.key ?? ''] ?? `#${fact}`
  }

  function value(fact: Fact, is: string): string {
    if (fact === 'language') return display('language', is)
    if (fact === 'rfm') return cells[is] ?? is
    const key = typeof fact === 'number' ? fields.get(fact)?.key : undefined
    if (key === 'city') return cityWords(is, language)
    return key === 'country' ? display('region', is) : is
  }

  /** A code in words; itself where nobody knows any. */
  function display(type: 'language' | 'region', code: string): string {
    try {
      return new Intl.DisplayNames([language], { type }).of(code) ?? code
    } catch {
      return code
    }
  }

  function answer(fact: Fact, answer: Exclude<Answer, { yes: true }>): string {
    if ('is' in answer) return value(fact, answer.is)
    if ('engagement' in answer) return labels.engagement[answer.engagement]
    if ('rung' in answer) return rungName(preferences, answer.rung, language)
    const { from, to, of } = answer
    const end = (n: number) => (of === 'day' ? date(n * DAY, 'utc', language) : count(n, language))
    // Whole years and days are said with both ends; of other numbers the end is where the next band begins.
    const last = to === null ? null : of === 'number' ? to : to - 1
    if (from === null) return last === null ? words.any : words.upTo(end(last), of === 'number')
    return last === null ? words.from(end(from)) : words.between(end(from), end(last))
  }

  return {
    fact,
    trait: trait =>
      'yes' in trait.answer ? fact(trait.fact) : `${fact(trait.fact)}: ${answer(trait.fact, trait.answer)}`,
  }
}
