import { expect, test } from 'vitest'
import { classify, type SendResult } from '../../src/delivery/outcome.js'

const answer = (code: number, description: string, retryAfter: number | null = null): SendResult => ({
  kind: 'answered',
  code,
  description,
  retryAfter,
})

test.each<[string, SendResult, object]>([
  ['accepted', { kind: 'accepted', messageId: 7 }, { kind: 'sent', messageId: 7 }],
  ['blocked', answer(403, 'Forbidden: bot was blocked by the user'), { kind: 'refused', reason: 'blocked' }],
  ['deactivated', answer(403, 'Forbidden: user is deactivated'), { kind: 'refused', reason: 'deactivated' }],
  [
    'never started',
    answer(403, "Forbidden: bot can't initiate conversation with a user"),
    { kind: 'refused', reason: 'unknown_chat' },
  ],
  [
    'a bot',
    answer(403, "Forbidden: the bot can't send messages to the bot"),
    { kind: 'refused', reason: 'unknown_chat' },
  ],
  ['no chat', answer(400, 'Bad Request: chat not found'), { kind: 'refused', reason: 'unknown_chat' }],
  ['too long', answer(400, 'Bad Request: message is too long'), { kind: 'refused', reason: 'content' }],
  ['entities', answer(400, "Bad Request: can't parse entities: x"), { kind: 'refused', reason: 'content' }],
  ['flood', answer(429, 'Too Many Requests: retry after 34', 34), { kind: 'limited', retryAfter: 34 }],
  ['flood without a number', answer(429, 'Too Many Requests'), { kind: 'limited', retryAfter: 1 }],
  ['flood with a senseless number', answer(429, 'Too Many Requests', -4), { kind: 'limited', retryAfter: 1 }],
  ['blocked, in the words of the layer below', answer(400, 'Bad Request: USER_IS_BLOCKED'), { reason: 'blocked' }],
  ['no rights', answer(400, 'Bad Request: have no rights to send a message'), { reason: 'unknown_chat' }],
  ['a gateway gave up on it', answer(408, 'Request Timeout'), { kind: 'unknown' }],
  ['a gateway whose client went', answer(499, 'Client Closed Request'), { kind: 'unknown' }],
  ['no refusal at all', answer(302, 'Found'), { kind: 'unknown' }],
  ['token revoked', answer(401, 'Unauthorized'), { kind: 'unauthorized' }],
  ['server error', answer(500, 'Internal Server Error: restart'), { kind: 'unknown' }],
  ['bad gateway as JSON', answer(502, 'Bad Gateway'), { kind: 'unknown' }],
  ['timeout', { kind: 'unknown', why: 'timeout' }, { kind: 'unknown', error: 'timeout' }],
  ['refused connection', { kind: 'unreached', why: 'ECONNREFUSED' }, { kind: 'unreached', error: 'ECONNREFUSED' }],
])('%s', (_name, result, expected) => {
  expect(classify(result)).toMatchObject(expected)
})
