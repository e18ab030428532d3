import type { Missing } from '../../../segments/missing.js'
import { nameOfLanguage } from '../../../segments/names.js'
import type { Names } from '../../../segments/vocabulary.js'
import { type Language, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import type { Piece } from '../../../text/rich.js'
import { fieldName } from './field-name.js'

const NAME = 64

/** That nobody has this name, and which segment says it. */
export function missingLines(missing: Missing, names: Names, language: Language): Piece[] {
  const { countCards: words } = texts(language)
  const { kind, of, segment } = missing
  const value = shorten(missing.value, NAME)
  const line = {
    value: () => words.nobodyHas.value(shown(missing, names, language), fieldOf(of, names, language)),
    source: () => words.nobodyHas.source(value),
    channel: () => words.nobodyHas.channel(value),
    language: () => words.nobodyHas.language(nameOfLanguage(value, language)),
    product: () => words.nobodyHas.product(value),
    category: () => words.nobodyHas.category(value),
    promoCode: () => words.nobodyHas.promoCode(value),
    link: () => words.nobodyHas.link(value, names.offers.name(of) ?? `#${of}`),
  }[kind]()
  return segment === null ? [line] : [line, words.saysSegment(segment)]
}

function shown({ value, of }: Missing, names: Names, language: Language): string {
  return shorten(names.field(of)?.key === 'city' ? names.cityWords(value, language) : value, NAME)
}

function fieldOf(id: number, names: Names, language: Language): string {
  const field = names.field(id)
  return field === null ? `#${id}` : fieldName(field, language)
}
