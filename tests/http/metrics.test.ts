import { describe, expect, test } from 'vitest'
import { createMetrics } from '../../src/http/metrics.js'
import { openDoor, speak } from './door.js'

describe('metrics', () => {
  test('count by outcome and read gauges when asked', async () => {
    const metrics = createMetrics()
    const { base } = await openDoor({ metrics: metrics.text })
    let waiting = 3
    metrics.gauge('segcast_updates_waiting', 'Updates that wait', () => waiting)
    metrics.countRedirect('human')
    metrics.countRedirect('human')
    metrics.countRedirect('failed')
    metrics.countUpdates(5)
    metrics.countDroppedUpdate()
    metrics.countMessage('sent')
    metrics.countLimited('broadcast')
    waiting = 4
    const answer = await fetch(`${base}/metrics`)
    expect(answer.headers.get('content-type')).toContain('text/plain')
    const lines = (await answer.text()).split('\n')
    for (const line of [
      'segcast_redirects_total{outcome="human"} 2',
      'segcast_redirects_total{outcome="failed"} 1',
      'segcast_updates_total 5',
      'segcast_updates_dropped_total 1',
      'segcast_messages_total{outcome="sent"} 1',
      'segcast_limited_total{lane="broadcast"} 1',
      'segcast_updates_waiting 4',
    ]) {
      expect(lines).toContain(line)
    }
    expect(lines.some(line => line.startsWith('process_cpu_seconds_total '))).toBe(true)
  })

  test('of two products in one process are apart', async () => {
    const [one, other] = [createMetrics(), createMetrics()]
    one.countUpdates(5)
    expect(await other.text()).toContain('segcast_updates_total 0')
  })

  const ask = (port: number, headers: string, version = '1.1') =>
    speak(port, `GET /metrics HTTP/${version}\r\nConnection: close\r\n${headers}\r\n`)
  const here = 'Host: 127.0.0.1:8080\r\n'

  test.each([
    ...['X-Forwarded-For: 85.1.2.3', 'X-Forwarded-For: 127.0.0.1', 'X-Forwarded-For:', 'X-Forwarded-Proto: https'],
    ...[
      'X-Forwarded-Host: x',
      'Forwarded: for=x',
      'X-Real-IP: x',
      'Via: x',
      'CF-Connecting-IP: 1.1.1.1',
      'CDN-Loop: x',
    ],
    ...['True-Client-IP: 1.1.1.1', 'X-Client-IP: 1.1.1.1'],
    // Node forgets the headers after the 2,000th, and with them the proxy's own.
    `${'a: b\r\n'.repeat(2_000)}X-Forwarded-For: 85.1.2.3`,
  ])('do not exist for somebody behind a proxy (%#)', async header => {
    const { port } = await openDoor()
    const answer = await ask(port, `${here}${header}\r\n`)
    expect(answer).toMatch(/^HTTP\/1.1 404 /)
    expect(answer).not.toContain('figures')
  })

  test.each([
    ['127.0.0.1', 200],
    ['localhost:8080', 200],
    ['LOCALHOST', 200],
    ['[::1]:8080', 200],
    ['links.example.com', 404],
    ['127.0.0.1.evil.example', 404],
    ['localhost.evil.example:8080', 404],
    ['', 404],
  ])('asked for at %j are %s', async (host, status) => {
    const { port } = await openDoor()
    expect(await ask(port, `Host: ${host}\r\n`)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  })

  test.each([
    ['Bearer the-key-of-prometheus', 200],
    ['bearer the-key-of-prometheus', 200],
    ['Bearer the-key-of-prometheuS', 404],
    ['Bearer ', 404],
    ['the-key-of-prometheus', 404],
    ['Basic the-key-of-prometheus', 404],
  ])('with the key %j are %s from anywhere', async (shown, status) => {
    const { port } = await openDoor({ metricsKey: 'the-key-of-prometheus' })
    const headers = `Host: links.example.com\r\nX-Forwarded-For: 85.1.2.3\r\nAuthorization: ${shown}\r\n`
    expect(await ask(port, headers)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  })

  test('without a key in the configuration no key opens them', async () => {
    const { port } = await openDoor()
    expect(await ask(port, 'Host: x\r\nAuthorization: Bearer undefined\r\n')).toMatch(/^HTTP\/1.1 404 /)
    expect(await ask(port, 'Host: x\r\nAuthorization: Bearer null\r\n')).toMatch(/^HTTP\/1.1 404 /)
  })
})
