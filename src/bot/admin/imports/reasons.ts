import type { Here } from '../../here.js'

/** Why a row stays out, in words. */
export function reasonWords({ t: { fileWords, importCards } }: Here, reason: string): string {
  const words: Readonly<Record<string, string>> = { ...fileWords.reasons, ...importCards.asideBecause }
  return words[reason] ?? importCards.otherReasons
}
