import type { ErrorCode, ErrorDetails } from '../../../errors.js'

/** What only whoever runs the server can put right: the settings, the database and its copies. */
export const serverErrors = {
  config_invalid: () => 'Настройки заданы неверно. В журнале названа каждая, которую нужно исправить.',
  database_locked: () => 'База данных занята другим процессом. Остановите его или укажите другой файл.',
  database_unwritable: () =>
    'Не получается записать на диск, поэтому ничего не изменено. Освободите место или исправьте права и повторите.',
  database_folder: ({ path }) => `${path ?? 'DATABASE_PATH'} — это папка. Укажите в DATABASE_PATH имя файла в ней.`,
  database_forbidden: ({ path }) =>
    `У этого пользователя нет прав на чтение и запись: ${path ?? 'база данных'}. Передайте файл и папку тому, кто запускает бота.`,
  database_foreign: ({ path }) =>
    `Это не база данных: ${path ?? 'файл'}. Укажите другой DATABASE_PATH или восстановите копию: npm run restore -- FILE.`,
  database_damaged: ({ path }) =>
    `База данных повреждена: ${path ?? 'файл'}. Восстановите копию: npm run restore -- FILE. То, что есть сейчас, останется рядом.`,
  database_missing: ({ path }) => `Базы данных нет: ${path ?? 'DATABASE_PATH'}. Копировать нечего.`,
  backup_exists: ({ path }) => `Такой файл уже есть: ${path ?? 'файл'}. Назовите копию иначе.`,
  backup_missing: ({ path }) => `Такой копии нет: ${path ?? 'файл'}.`,
  backup_failed: ({ path, why }) =>
    `Не получилось (${path ?? 'файл'}), ничего не изменено: ${why ?? 'причина неизвестна'}.`,
  sqlite_missing: ({ node }) =>
    `SQLite не установлен для ${node === undefined ? 'этой версии Node' : `Node ${node}`}. Выполните npm ci под этой же версией и без --omit=optional.`,
} satisfies Partial<Record<ErrorCode, (details: ErrorDetails) => string>>
