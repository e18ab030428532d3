const digits = (n: number) => '[0-9]'.repeat(n)

/**
 * An expression of SQL: the other way in which the line of a phone is written, as `sameNumbers` has it; null where there is
 * one way only.
 * @param phone a column or a parameter, E.164 or null
 */
export function otherNumber(phone: string): string {
  const forms: readonly (readonly [string, string])[] = [
    [`+55${digits(2)}[6-9]${digits(7)}`, `substr(${phone}, 1, 5) || '9' || substr(${phone}, 6)`],
    [`+55${digits(2)}9[6-9]${digits(7)}`, `substr(${phone}, 1, 5) || substr(${phone}, 7)`],
    [`+521${digits(10)}`, `'+52' || substr(${phone}, 5)`],
    [`+52${digits(10)}`, `'+521' || substr(${phone}, 4)`],
    [`+549[1-8]${digits(9)}`, `'+54' || substr(${phone}, 5)`],
    [`+54[1-8]${digits(9)}`, `'+549' || substr(${phone}, 4)`],
  ]
  const cases = forms.map(([form, other]) => `when ${phone} glob '${form}' then ${other}`).join(' ')
  return `case when ${phone} glob '+5[245]*' then case ${cases} end end`
}

/** An expression of SQL: one way in which the line of a phone is written, the same for all of them. */
export function oneNumber(phone: string): string {
  return `coalesce(min(${phone}, ${otherNumber(phone)}), ${phone})`
}
