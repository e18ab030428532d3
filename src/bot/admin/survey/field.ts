import type { Attribute } from '../../../audience/attribute.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'

/** What a field is called: by its admin, or for those that segcast brings along by the texts. */
export function fieldName({ key, label }: Attribute, language: Language): string {
  if (label !== null) return label
  const { builtIn } = texts(language).surveyCards
  return builtIn[key] ?? key
}
