import { pino } from 'pino'

/** The log: one JSON line an event on standard output. Secrets are cut out of every line. */
export type Log = {
  debug(details: object, message: string): void
  info(details: object, message: string): void
  warn(details: object, message: string): void
  error(details: object, message: string): void
}

const BOT_TOKEN = /\d{5,20}:[\w-]{20,}/g

/** Replaces anything shaped like a bot token. */
export function redact(line: string): string {
  return line.replace(BOT_TOKEN, '<token>')
}

/** What is safe and useful to keep of a thrown value: name, message and stack, tokens cut out. */
export function describeError(error: unknown): { name: string; message: string; stack?: string } {
  if (!(error instanceof Error)) return { name: 'thrown', message: redact(String(error)) }
  const stack = error.stack === undefined ? {} : { stack: redact(error.stack) }
  return { name: error.name, message: redact(error.message), ...stack }
}

/**
 * Makes the log.
 * @param level pino's level name, or `silent`
 * @param write where finished lines go; standard output by default
 */
export function createLog(level: string, write?: (line: string) => void): Log {
  const stream = { write: (line: string) => (write ?? (text => process.stdout.write(text)))(redact(line)) }
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream)
}

/** A log that keeps nothing. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }
