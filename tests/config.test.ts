import { describe, expect, test } from 'vitest'
import { ConfigError, parseConfig } from '../src/config.js'

const TOKEN = '123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
const least = { BOT_TOKEN: TOKEN, ADMIN_IDS: '7, 8', PUBLIC_URL: 'https://bot.example.com/' }

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    parseConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

test('the least that works, with what is not said filled in', () => {
  expect(parseConfig({ ...least, LANGUAGE: '', PORT: ' ' })).toEqual({
    botToken: TOKEN,
    adminIds: [7, 8],
    publicUrl: 'https://bot.example.com',
    host: '127.0.0.1',
    port: 8080,
    databasePath: 'data/segcast.db',
    mode: 'polling',
    webhookSecret: null,
    telegramApiRoot: 'https://api.telegram.org',
    timeZone: 'UTC',
    language: null,
    messagesPerSecond: 29,
    metricsKey: null,
    logLevel: 'info',
  })
})

test.each(['', ' , '])('owners may be missing (%j)', list => {
  expect(parseConfig({ ...least, ADMIN_IDS: list }).adminIds).toEqual([])
})

test('every problem is named at once, and no value is shown', () => {
  const wrong = {
    BOT_TOKEN: 'sesame',
    ADMIN_IDS: '7,@ada',
    PUBLIC_URL: 'bot',
    PORT: '70000',
    MODE: 'webhook',
    TELEGRAM_API_ROOT: 'ftp://x',
    TIME_ZONE: 'Mars/Base',
    LANGUAGE: 'xx',
    MESSAGES_PER_SECOND: '0',
  }
  const problems = problemsOf(wrong)
  for (const name of [...Object.keys(wrong).filter(name => name !== 'MODE'), 'WEBHOOK_SECRET'])
    expect(problems.filter(problem => problem.startsWith(`${name} `)).length, name).toBe(1)
  expect(problems.join()).not.toMatch(/sesame|@ada|70000|Mars/)
})

describe('the public address', () => {
  const local = { TELEGRAM_API_ROOT: 'http://127.0.0.1:8081' }
  const webhook = { MODE: 'webhook', WEBHOOK_SECRET: 'abcdefghijkl' }
  test.each<[string, Record<string, string>, boolean]>([
    ['https://bot.example.com', {}, true],
    ['http://bot.example.com', {}, true],
    ['http://localhost:8080', {}, false],
    ['http://127.0.0.1:8080', {}, false],
    ['http://127.0.0.1:8080', local, true],
    ['https://bot.example.com', webhook, true],
    ['http://bot.example.com', webhook, false],
    ['http://127.0.0.1:8080', { ...local, ...webhook }, true],
  ])('%s with %j', (address, more, works) => {
    const problems = problemsOf({ ...least, ...more, PUBLIC_URL: address })
    expect(problems.length === 0).toBe(works)
    if (!works) expect(problems).toEqual([expect.stringMatching(/^PUBLIC_URL /)])
  })
})
