/**
 * Real ms that something is waited for that is sure to come, unless told otherwise. A machine that does much else may be many
 * times slower than usual; what ends by this has failed.
 */
export const PATIENCE_MS = 120_000
