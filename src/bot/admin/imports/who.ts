import type { Import } from '../../../crm/import/record.js'
import type { Here } from '../../here.js'
import { memberName } from '../../team.js'
import { seesNames } from '../words/person.js'

/** Who of the team brought a file, as far as whoever looks may know. */
export function whoBrought(here: Here, { adminId }: Pick<Import, 'adminId'>): string {
  const { t } = here
  return seesNames(here)
    ? (memberName(here.db, here, adminId) ?? t.teamCards.nobodyYet(adminId))
    : t.importCards.somebody
}
