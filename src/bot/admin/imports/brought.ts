import { findImport } from '../../../crm/import/record.js'
import { listUntold, noteTold } from '../../files/importing.js'
import type { NoticeKind } from '../../notice.js'
import { go } from '../../screen.js'
import { imports } from './addresses.js'

/** Cards of files that were brought by the command line: an owner decides about them. */
export const broughtFiles: NoticeKind = ({ db }) =>
  listUntold(db).map(id => ({
    name: `import:${id}`,
    to: findImport(db, id)?.adminId ?? 0,
    say: () => (findImport(db, id) === null ? null : go(imports.open, { id })),
    told: () => noteTold(db, id),
  }))
