import { among, any, type Sql, sql } from './sql.js'

/** So many codes are looked for one by one. */
const FEW = 4

/** Language chosen, else Telegram's, as a base code: "pt-BR" is "pt". */
export const languageSql: Sql = {
  text: "lower(substr(coalesce(s.chosen_language, s.telegram_language), 1, instr(coalesce(s.chosen_language, s.telegram_language) || '-', '-') - 1))",
  params: [],
}

/** Whether that is one of some base codes. Looked at as they stand, a few take two thirds of the time. */
export function inLanguages(codes: readonly string[]): Sql {
  if (codes.length > FEW) return sql`${languageSql} in ${among(codes)}`
  const spoken = sql`coalesce(s.chosen_language, s.telegram_language)`
  return any(...codes.map(code => sql`(${spoken} = ${code} collate nocase or ${spoken} like ${`${code}-%`})`))
}

/** True where anybody knows in which language a person is spoken to. */
export const languageKnownSql: Sql = sql`coalesce(s.chosen_language, s.telegram_language) is not null`
