import { createServer, request } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { approveBroadcast } from '../support/campaign.js'
import { switchOffGates } from '../support/gates.js'
import { freePort, stageProduct, until } from '../support/product.js'

const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'

/** The proxy in front of the product: leads nowhere, lets only people through, or everybody. */
async function openProxy(to: number) {
  const proxy: { lets: 'nobody' | 'people' | 'all'; address: string } = { lets: 'nobody', address: '' }
  const server = createServer((incoming, outgoing) => {
    if (proxy.lets === 'nobody') return void outgoing.writeHead(502).end('Bad Gateway')
    const agent = incoming.headers['user-agent'] ?? ''
    if (proxy.lets === 'people' && agent.includes('segcast'))
      return void outgoing.writeHead(403, { server: 'cloudflare', 'cf-mitigated': 'challenge' }).end('Just a moment')
    const headers = { connection: 'close', 'user-agent': agent }
    const passed = request({ port: to, path: incoming.url ?? '/', headers }, answer => {
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

test('while links do not open nothing with links starts; /admin says what answered, and an owner’s phone proves the address', async () => {
  const port = await freePort()
  const proxy = await openProxy(port)
  const s = await stageProduct({ people: 3, config: { port, publicUrl: proxy.address } })
  switchOffGates(s.db())
  const state = () => s.rows<{ state: string }>('select state from broadcasts')[0]?.state
  await s.ada.send('/admin')
  await until(() => s.log.warnings.some(line => line.includes('links would not open')), 'the first look')
  await s.ada.send('/admin')
  expect(s.ada.text()).toContain('🔴 Links do not open from outside')
  approveBroadcast(s.db(), 3, s.clock.now())
  await until(() => state() === 'planning', 'it to wait')
  const health = async () => (await fetch(`http://127.0.0.1:${port}/health`)).text()
  while (!(await health()).includes('"waits":"links"')) await new Promise(resolve => setTimeout(resolve, 20))

  await s.ada.press('Needs you')
  await s.ada.press('Links do not open')
  expect(s.ada.text()).toContain('It said: 502.')
  proxy.lets = 'people'
  await s.ada.press('Check again')
  expect(s.ada.text()).toContain('It said: 403, a challenge by Cloudflare')
  const card = s.emulator.person(s.ada.person.id).lastMessage()
  const link = s.ada.person.addressOf(card.message_id, 'Open it on my phone')
  expect(link.startsWith(`${proxy.address}/r/`)).toBe(true)
  const visit = (agent: string) => fetch(link, { redirect: 'manual', headers: { 'user-agent': agent } })
  expect((await visit('TelegramBot (like TwitterBot)')).status).toBe(302)
  expect(state()).toBe('planning')
  const opened = await visit(PHONE)
  expect([opened.status, opened.headers.get('location')]).toEqual([302, 'https://t.me/emulated_bot'])
  await until(() => s.ada.text().includes('your phone proved it'), 'Ada to be told')
  expect((await visit(PHONE)).status).toBe(404)
  s.clock.ahead += 11_000
  await until(() => state() === 'finished', 'it to be sent')
  expect(s.count(`deliveries where state = 'sent'`)).toBe(3)
  await s.ada.send('/admin')
  expect(s.ada.text()).not.toContain('Links do not open')
  const anna = s.emulator.person(1).messages().at(-1)
  const address = anna?.reply_markup?.inline_keyboard.flat().find(button => 'url' in button && button.url !== undefined)
  expect(JSON.stringify(address)).toContain(proxy.address)

  // A link of a source leads to Start, and the card knows both.
  await s.ada.walk('Sources', 'New link')
  await s.ada.send('VK, spring, 100 EUR')
  const source = await fetch(`${proxy.address}/s/VK_spring`, { redirect: 'manual', headers: { 'user-agent': PHONE } })
  expect(source.headers.get('location')).toBe('https://t.me/emulated_bot?start=VK_spring')
  expect(s.rows('select value from settings where key = ?', 'bot_name')).toEqual([{ value: '"emulated_bot"' }])
  await s.hand({ id: 4_242, firstName: 'Nina' }).start('VK_spring')
  await s.ada.send('/admin')
  await s.ada.walk('Sources', '1 vk_spring')
  expect(s.ada.text()).toMatch(/Opened 1 person.*pressed Start 1.*€100 a subscriber/s)
})
