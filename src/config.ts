import ipaddr from 'ipaddr.js'
import { IANAZone } from 'luxon'
import { z } from 'zod'
import { urlOf } from './text/address.js'
import { withoutEnd } from './text/edges.js'
import type { Language } from './text/format.js'

/** What the owner decided in the environment, checked and frozen. */
export type Config = Readonly<{
  botToken: string
  /** Owners from the beginning; empty: the first who opens the link in the start log becomes the owner. */
  adminIds: readonly number[]
  /** Base of tracked links, without a slash at its end. */
  publicUrl: string
  host: string
  port: number
  databasePath: string
  mode: 'polling' | 'webhook'
  /** What Telegram must show at the webhook; null with polling. */
  webhookSecret: string | null
  /** Base of the Bot API server, without a slash at its end. */
  telegramApiRoot: string
  timeZone: string
  /** Null: that of the first owner who writes, English before. */
  language: Language | null
  messagesPerSecond: number
  /** What shows the figures of `/metrics` to other machines; null: only this one sees them. */
  metricsKey: string | null
  logLevel: string
}>

/** Every problem of the environment at once. It names variables, never their values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  constructor(readonly problems: readonly string[]) {
    super(
      `The configuration needs ${problems.length === 1 ? 'one change' : `${problems.length} changes`}:\n${problems.map(problem => `  - ${problem}`).join('\n')}`,
    )
  }
}

const TELEGRAM = 'https://api.telegram.org'

const environment = z.object({
  BOT_TOKEN: z
    .string({ error: 'is missing; @BotFather gives it to you' })
    .regex(/^\d+:[\w-]{20,}$/, 'is not a bot token (digits, a colon, then letters); copy it from @BotFather again'),
  // With none, the start log prints a link that makes whoever opens it first the owner.
  ADMIN_IDS: z
    .string()
    .default('')
    .transform(list =>
      list
        .split(',')
        .map(id => id.trim())
        .filter(id => id !== ''),
    )
    .pipe(z.array(z.string().regex(/^[1-9]\d{0,14}$/, 'holds something that is not a Telegram id')))
    .transform(ids => ids.map(Number)),
  PUBLIC_URL: z.string({ error: 'is missing; write the https address under which this server is reached' }),
  HOST: z.string().min(1, 'is empty').default('127.0.0.1'),
  PORT: z.coerce
    .number({ error: 'is not a number' })
    .int('is not a whole number')
    .min(0, 'is not a port')
    .max(65_535, 'is not a port')
    .default(8080),
  DATABASE_PATH: z.string().min(1, 'is empty').default('data/segcast.db'),
  MODE: z.enum(['polling', 'webhook'], { error: 'is neither polling nor webhook' }).default('polling'),
  WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{12,256}$/, 'needs 12 to 256 letters, digits, _ or -')
    .optional(),
  TELEGRAM_API_ROOT: z.string().default(TELEGRAM),
  TIME_ZONE: z
    .string()
    .refine(zone => IANAZone.isValidZone(zone), 'is not a time zone such as Europe/Riga')
    .default('UTC'),
  // Linux desktops set a variable of this name themselves, to a list of locales such as en_GB:en.
  LANGUAGE: z
    .string()
    .transform(list => list.toLowerCase().split(/[-_.:@]/)[0])
    .pipe(z.enum(['en', 'ru'], { error: 'is neither en nor ru' }))
    .optional(),
  MESSAGES_PER_SECOND: z.coerce
    .number({ error: 'is not a number' })
    .min(0.1, 'is too small')
    .max(10_000, 'is too large')
    .default(29),
  METRICS_KEY: z
    .string()
    .regex(/^[\w-]{12,256}$/, 'needs 12 to 256 letters, digits, _ or -')
    .optional(),
  LOG_LEVEL: z
    .enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'], { error: 'is not a log level' })
    .default('info'),
})

/** The database's path alone, for tools that need nothing else. */
export function databasePathOf(env: Readonly<Record<string, string | undefined>>): string {
  const { DATABASE_PATH: path = '' } = env
  return environment.shape.DATABASE_PATH.parse(path.trim() === '' ? undefined : path)
}

/**
 * Reads the configuration.
 * @param env variables by name; an empty one counts as missing
 * @throws ConfigError naming every problem at once
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const parsed = environment.safeParse(given)
  const problems = parsed.success ? [] : parsed.error.issues.map(issue => `${String(issue.path[0])} ${issue.message}`)
  const apiRoot = base(given['TELEGRAM_API_ROOT'] ?? TELEGRAM)
  if (apiRoot === null) problems.push('TELEGRAM_API_ROOT is not an http(s) address')
  const publicUrl = given['PUBLIC_URL'] === undefined ? null : base(given['PUBLIC_URL'])
  if (given['PUBLIC_URL'] !== undefined)
    problems.push(...publicUrlProblems(publicUrl, apiRoot === TELEGRAM, given['MODE'] === 'webhook'))
  if (given['MODE'] === 'webhook' && given['WEBHOOK_SECRET'] === undefined) {
    problems.push('WEBHOOK_SECRET is missing; with MODE=webhook write 12 or more random letters and digits')
  }
  if (!parsed.success || problems.length > 0 || publicUrl === null || apiRoot === null)
    throw new ConfigError([...new Set(problems)])
  const value = parsed.data
  return Object.freeze({
    botToken: value.BOT_TOKEN,
    adminIds: Object.freeze(value.ADMIN_IDS),
    publicUrl,
    host: value.HOST,
    port: value.PORT,
    databasePath: value.DATABASE_PATH,
    mode: value.MODE,
    webhookSecret: value.WEBHOOK_SECRET ?? null,
    telegramApiRoot: apiRoot,
    timeZone: value.TIME_ZONE,
    language: value.LANGUAGE ?? null,
    messagesPerSecond: value.MESSAGES_PER_SECOND,
    metricsKey: value.METRICS_KEY ?? null,
    logLevel: value.LOG_LEVEL,
  })
}

/** An http(s) address without query, fragment or closing slash; null when it is none. */
function base(address: string): string | null {
  const url = urlOf(address)
  if (url === null) return null
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  return url.origin + withoutEnd(url.pathname, '/')
}

function publicUrlProblems(address: string | null, realTelegram: boolean, webhook: boolean): string[] {
  if (address === null) return ['PUBLIC_URL is not an http(s) address']
  const host = new URL(address).hostname.replace(/^\[|\]$/g, '')
  // Telegram refuses button addresses whose host has no dot.
  if (!host.includes('.'))
    return ['PUBLIC_URL needs a host with a dot in it, because Telegram refuses others in buttons']
  if (realTelegram && ipaddr.isValid(host) && ipaddr.process(host).range() !== 'unicast') {
    return ['PUBLIC_URL is a private address, which your subscribers cannot open']
  }
  if (realTelegram && webhook && !address.startsWith('https:')) {
    return ['PUBLIC_URL needs https with MODE=webhook, because Telegram delivers updates to nothing else']
  }
  return []
}
