import { RUNGS, type Rung } from '../../../audience/ladder/rung.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import type { Preferences } from '../../settings/preference.js'

/** What a step is called here; 0 is unknown. */
export function rungName(preferences: Pick<Preferences, 'rungNames'>, rung: Rung | 0, language: Language): string {
  const given = rung === 0 ? null : preferences.rungNames()[rung - 1]
  return given ?? texts(language).labels.rungs[rung]
}

/** The names of all steps, the first first. */
export function rungNameList(preferences: Pick<Preferences, 'rungNames'>, language: Language): string[] {
  return RUNGS.map(rung => rungName(preferences, rung, language))
}
