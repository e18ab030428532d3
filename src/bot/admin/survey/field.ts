import { type Attribute, builtInKey } from '../../../audience/attribute.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'

/** What a field is called: by its admin, or for those that segcast brings along by the texts. */
export function fieldName(attribute: Attribute, language: Language): string {
  const key = builtInKey(attribute)
  return key === null ? (attribute.label ?? attribute.key) : texts(language).fieldCards.builtIn[key]
}
