import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** A phone number in E.164 (`+37120000000`), and the country it belongs to (ISO code; null when it belongs to none). */
export type Phone = { number: string; country: string | null }

/**
 * Reads a phone number with its country's code; Telegram writes them with a plus or without, people with 00.
 * @returns null when it is none that could exist
 */
export function readPhone(input: string): Phone | null {
  const text = input.normalize('NFKC').trim()
  const number = parsePhoneNumberFromString(text.startsWith('+') ? text : `+${text.replace(/^00/, '')}`)
  return number?.isPossible() ? { number: number.number, country: number.country ?? null } : null
}
