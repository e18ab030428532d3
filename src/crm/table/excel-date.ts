const DAY = 86_400
/** Days between 30 December 1899 and 1 January 1970. */
const EPOCH = 25_569
/** What a workbook that counts from 1904 is behind. */
const MAC = 1_462
/** 31 December 9999, the last day that Excel knows. */
const LAST = 2_958_465
/** The day that Excel believes 1900 had; before it all days are one off. */
const LEAP = 60

/** True for a number format that shows a day or a time. @param code of a format that the workbook defines itself */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined)
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
  // Text in quotes, escaped signs, colours and locales say nothing; [h] counts hours, and is a duration.
  const [plain = ''] = code.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';')
  if (/\[(?:h+|m+|s+)\]/i.test(plain)) return false
  return /[dmyhs]/i.test(plain.replace(/\[[^[\]]*\]/g, '').replace(/general/gi, ''))
}

/**
 * What a number of Excel's says as a day: `2026-11-28`, `2026-11-28T14:05:00`, or `14:05:00` where it is a time alone.
 * Excel knows no zones. Null for a number that is no day.
 */
export function excelDate(serial: number, since1904: boolean): string | null {
  const days = since1904 ? serial + MAC : serial
  if (!(days >= 0 && days < LAST + 1)) return null
  const seconds = Math.round((days < LEAP && !since1904 && days >= 1 ? days + 1 : days) * DAY)
  const text = new Date((seconds - EPOCH * DAY) * 1_000).toISOString().slice(0, 19)
  if (serial < 1) return text.slice(11)
  return seconds % DAY === 0 ? text.slice(0, 10) : text
}
