import { type Attribute, builtInKey } from '../../../audience/attribute.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'

/** What a field is called on a screen. */
export function fieldName(attribute: Pick<Attribute, 'key' | 'label'>, language: Language): string {
  const key = builtInKey(attribute)
  return attribute.label ?? (key === null ? attribute.key : texts(language).fieldCards.builtIn[key])
}
