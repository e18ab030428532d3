import type { Language } from '../../../text/format.js'
import type { Role } from '../../team.js'
import type { Key } from '../card.js'

/** The menu's buttons of further screens, by what this role may do. */
export function homeDoors(_role: Role, _language: Language): Key[] {
  return []
}
