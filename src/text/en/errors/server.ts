import type { ErrorCode, ErrorDetails } from '../../../errors.js'

/** What only whoever runs the server can put right: the settings, the database and its copies. */
export const serverErrors = {
  config_invalid: () => 'The configuration is not right. The log names every setting to change.',
  database_locked: () => 'Another process is using the database. Stop it first, or give this one a file of its own.',
  database_unwritable: () =>
    'I cannot write to the disk, so nothing was changed. Free some space or fix the permissions, then try again.',
  database_folder: ({ path }) => `${path ?? 'DATABASE_PATH'} is a folder. Give DATABASE_PATH the name of a file in it.`,
  database_forbidden: ({ path }) =>
    `This user may not read and write ${path ?? 'the database'}. Give the file and its folder to the user who starts segcast.`,
  database_foreign: ({ path }) =>
    `${path ?? 'The file'} is not a database. Set another DATABASE_PATH, or restore a backup with npm run restore -- FILE.`,
  database_damaged: ({ path }) =>
    `The database ${path ?? ''} is damaged. Restore a backup with npm run restore -- FILE; what is there now is kept beside it.`,
  database_missing: ({ path }) => `There is no database at ${path ?? 'DATABASE_PATH'}, so there is nothing to back up.`,
  backup_exists: ({ path }) => `${path ?? 'The file'} is there already. Give the backup another name.`,
  backup_missing: ({ path }) => `There is no backup at ${path ?? 'this path'}.`,
  backup_failed: ({ path, why }) =>
    `It did not work with ${path ?? 'this file'}, and nothing was changed: ${why ?? 'no reason given'}.`,
  sqlite_missing: ({ node }) =>
    `SQLite is not installed for ${node === undefined ? 'this Node' : `Node ${node}`}. Run npm ci with this Node, and without --omit=optional.`,
} satisfies Partial<Record<ErrorCode, (details: ErrorDetails) => string>>
