// A bare loop over undici that records nothing.
import { Agent } from 'undici'
import { root, sendToAll, text, token, width } from './job.js'

const agent = new Agent({ connections: width })
const headers = { 'content-type': 'application/json' }
await sendToAll(async chat => {
  const body = JSON.stringify({ chat_id: chat, text, parse_mode: 'HTML' })
  const answer = await agent.request({ origin: root, path: `/bot${token}/sendMessage`, method: 'POST', headers, body })
  const sent: unknown = await answer.body.json()
  return typeof sent === 'object' && sent !== null && 'ok' in sent && sent.ok === true
})
