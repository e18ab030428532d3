import { createServer, request } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { HOUR, MINUTE, SECOND } from '../../src/clock.js'
import { approveBroadcast } from '../support/campaign.js'
import { switchOffGates } from '../support/gates.js'
import { freePort, stageProduct, until } from '../support/product.js'

/** The proxy in front of the product, which may lead nowhere. */
async function openProxy(to: number) {
  const proxy = { leads: true, address: '' }
  const server = createServer((incoming, outgoing) => {
    if (!proxy.leads) return void outgoing.writeHead(502).end('Bad Gateway')
    const passed = request({ port: to, path: incoming.url ?? '/', headers: { connection: 'close' } }, answer => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(outgoing)
    })
    passed.on('error', () => outgoing.destroy())
    passed.end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise(resolve => server.close(() => resolve())))
  const address = server.address()
  proxy.address = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  return proxy
}

test('while links do not open from outside nothing with links starts, and /admin says so; it starts by itself, or is held after an hour', async () => {
  const port = await freePort()
  const proxy = await openProxy(port)
  proxy.leads = false
  const s = await stageProduct({ people: 3, config: { port, publicUrl: proxy.address } })
  switchOffGates(s.db())
  const state = () =>
    s.rows<{ state: string; pause_reason: string | null }>('select state, pause_reason from broadcasts')[0]
  await s.ada.send('/admin')
  await until(() => s.log.warnings.some(line => line.includes('links would not open')), 'the first look')
  await s.ada.send('/admin')
  expect(s.ada.text()).toContain('🔴 Links do not open from outside')

  approveBroadcast(s.db(), 3, s.clock.now())
  const waits = async () => (await fetch(`http://127.0.0.1:${port}/health`)).text()
  while (!(await waits()).includes('"waits":"links"')) await new Promise(resolve => setTimeout(resolve, 20))
  expect(state()).toEqual({ state: 'planning', pause_reason: null })
  s.passes(HOUR + SECOND)
  await until(() => state()?.state === 'paused', 'it to be held')
  expect(state()?.pause_reason).toBe('links')
  await s.ada.send('/admin')
  expect(s.ada.text()).toContain('Needs you (2)')

  await s.ada.press('Needs you')
  await s.ada.press('Links do not open')
  proxy.leads = true
  await s.ada.press('Check again')
  expect(s.ada.text()).toContain('✅ Links open from outside.')
  await s.ada.press('Menu')
  await s.ada.press('Needs you · 1')
  await s.ada.press('Autumn boots')
  await s.ada.press('▶️')
  await until(() => state()?.state === 'finished', 'it to be sent')
  expect(s.count(`deliveries where state = 'sent'`)).toBe(3)
  proxy.leads = false
  s.passes(2 * MINUTE)
  approveBroadcast(s.db(), 3, s.clock.now())
  while (!(await waits()).includes('"waits":"links"')) await new Promise(resolve => setTimeout(resolve, 20))
  proxy.leads = true
  s.passes(11 * SECOND)
  await until(() => s.count(`broadcasts where state = 'finished'`) === 2, 'the second to start by itself')

  const anna = s.emulator.person(1).messages().at(-1)
  const address = anna?.reply_markup?.inline_keyboard.flat().find(button => 'url' in button && button.url !== undefined)
  expect(JSON.stringify(address)).toContain(proxy.address)
})
