import { type Sql, sql } from './sql.js'

/** Language chosen, else Telegram's, as a base code: "pt-BR" is "pt". */
export const languageSql: Sql = {
  text: "lower(substr(coalesce(s.chosen_language, s.telegram_language), 1, instr(coalesce(s.chosen_language, s.telegram_language) || '-', '-') - 1))",
  params: [],
}

/** True where anybody knows in which language a person is spoken to. */
export const languageKnownSql: Sql = sql`coalesce(s.chosen_language, s.telegram_language) is not null`
