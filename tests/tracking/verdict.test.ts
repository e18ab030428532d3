import { describe, expect, test } from 'vitest'
import { createAgents, parseAgent } from '../../src/tracking/agent.js'
import { judge, type Opening } from '../../src/tracking/verdict.js'
import { agents } from './agents.js'
import { PHONE } from './campaign.js'

const person: Opening = {
  method: 'GET',
  prefetch: false,
  agent: parseAgent(PHONE),
  address: '85.10.20.30',
  sinceSent: 60_000,
  links: 1,
}
const preview = parseAgent('TelegramBot (like TwitterBot)')
const none = createAgents()(null)

describe('the verdict', () => {
  test.each<[string, Partial<Opening>, string, string]>([
    ['a person', {}, 'human', 'person'],
    ['a person whose address is not known', { address: null }, 'human', 'person'],
    ['a person whose address is nonsense', { address: '149.nonsense' }, 'human', 'person'],
    ['a person on IPv6', { address: '2a02:2330:1:2::3' }, 'human', 'person'],
    ['a person on a mapped IPv4', { address: '::ffff:85.10.20.30' }, 'human', 'person'],
    ['a person when the time of sending is not known', { sinceSent: null }, 'human', 'person'],
    ['a person exactly two seconds after', { sinceSent: 2_000 }, 'human', 'person'],
    ['a person after the clock was set back', { sinceSent: -3_600_000 }, 'human', 'person'],
    ['a person who opens two links at once', { links: 2 }, 'human', 'person'],
    ['HEAD', { method: 'HEAD' }, 'machine', 'head'],
    ['HEAD of a preview', { method: 'HEAD', agent: preview }, 'machine', 'head'],
    ['a prefetch', { prefetch: true }, 'machine', 'prefetch'],
    ["Telegram's preview", { agent: preview }, 'machine', 'preview'],
    ['a robot', { agent: parseAgent('Googlebot/2.1 (+http://www.google.com/bot.html)') }, 'machine', 'robot'],
    ['a tool', { agent: parseAgent('curl/8.5.0') }, 'machine', 'robot'],
    ["Telegram's address", { address: '149.154.161.4' }, 'machine', 'telegram'],
    ["Telegram's first address", { address: '149.154.160.0' }, 'machine', 'telegram'],
    ["Telegram's last address", { address: '149.154.175.255' }, 'machine', 'telegram'],
    ["one past Telegram's last address", { address: '149.154.176.0' }, 'human', 'person'],
    ["Telegram's other range", { address: '91.108.7.255' }, 'machine', 'telegram'],
    ["a neighbour of Telegram's range", { address: '91.108.24.1' }, 'human', 'person'],
    ["Telegram's mapped address", { address: '::ffff:149.154.161.4' }, 'machine', 'telegram'],
    ["Telegram's mapped address in capitals", { address: '::FFFF:149.154.161.4' }, 'machine', 'telegram'],
    ["Telegram's IPv6", { address: '2001:67c:4e8:f004::9' }, 'machine', 'telegram'],
    ["Telegram's IPv6 in capitals", { address: '2001:67C:4E8:F004::9' }, 'machine', 'telegram'],
    ['nobody said who', { agent: none }, 'unsure', 'no_agent'],
    ['at the moment of sending', { sinceSent: 0 }, 'unsure', 'soon'],
    ['just under two seconds after', { sinceSent: 1_999 }, 'unsure', 'soon'],
    ['three links at once', { links: 3 }, 'unsure', 'burst'],
    ['a robot that opens all links at once', { links: 9, agent: preview }, 'machine', 'preview'],
  ])('%s', (_, different, verdict, why) => {
    expect(judge({ ...person, ...different })).toMatchObject({ verdict, why })
  })
})

describe('the agent', () => {
  test.each(agents)('%s (%s) counts as %s', (_who, header, verdict) => {
    expect(judge({ ...person, agent: parseAgent(header) }).verdict).toBe(verdict)
  })

  test.each([
    [PHONE, 'browser', 'Chrome/Android'],
    [`${PHONE} Telegram-Android/10.14.5 (Google Pixel 8; Android 14; SDK 34; HIGH)`, 'browser', 'Chrome/Android'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
      'browser',
      'Safari/iOS',
    ],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0', 'browser', 'Firefox/Windows'],
    ['TelegramBot (like TwitterBot)', 'preview', 'Telegram preview'],
    ['Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)', 'robot', 'robot'],
  ])('%s is %s, stored as %s', (header, kind, family) => {
    expect(parseAgent(header)).toEqual({ kind, family })
  })

  test('stores nothing of what a visitor writes', () => {
    for (const header of [
      'Anna <anna@example.com>/1.0',
      "'; drop table clicks; --",
      'Mozilla/5.0 (Anna) Анна/1',
      '💥',
    ]) {
      expect(parseAgent(header).family).toMatch(/^(robot|app|other\/other|[\w ]+\/other)$/)
      expect(parseAgent(header).family).not.toMatch(/anna|анна|drop/i)
    }
  })

  test('that is empty counts as none; a very long one is cut', () => {
    const recognise = createAgents()
    expect(recognise('').kind).toBe('none')
    expect(recognise('  ').kind).toBe('none')
    expect(recognise(`${PHONE} ${'x'.repeat(15_000)}`)).toEqual({ kind: 'browser', family: 'Chrome/Android' })
  })
})
