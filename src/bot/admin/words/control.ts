import { count, type Language, portion } from '../../../text/format.js'

/** A share of 10,000 as people say it: "10 %". */
export function shareWords(share: number, language: Language): string {
  return `${count(share / 100, language)} %`
}

/** Buyers in 100, of a share 0–1 that is not below 0: "3.9"; whole from ten on where `rough`. */
export function of100(part: number, language: Language, rough = false): string {
  return rough && part >= 0.1 ? count(Math.round(part * 100), language) : portion(part, 1, language, 100)
}
