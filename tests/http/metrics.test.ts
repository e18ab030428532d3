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

  test.each(['X-Forwarded-For: 85.1.2.3', 'X-Forwarded-For: 127.0.0.1', 'Forwarded: for=x', 'X-Real-IP: x', 'Via: x'])(
    'do not exist for somebody behind a proxy (%s)',
    async header => {
      const { port } = await openDoor()
      const answer = await speak(port, `GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${header}\r\n\r\n`)
      expect(answer).toMatch(/^HTTP\/1.1 404 /)
      expect(answer).not.toContain('figures')
    },
  )
})
