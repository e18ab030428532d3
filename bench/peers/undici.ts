// A bare loop over undici that records nothing: `width` sends under way at any moment.
import { Agent } from 'undici'
import { measure, people, root, text, token, width } from './job.js'

const agent = new Agent({ connections: width })
const headers = { 'content-type': 'application/json' }
await measure(async () => {
  let next = 1
  let failed = 0
  const worker = async () => {
    while (next <= people) {
      const chat = next++
      const body = JSON.stringify({ chat_id: chat, text, parse_mode: 'HTML' })
      const answer = await agent.request({
        origin: root,
        path: `/bot${token}/sendMessage`,
        method: 'POST',
        headers,
        body,
      })
      const sent: unknown = await answer.body.json()
      if (typeof sent !== 'object' || sent === null || !('ok' in sent) || sent.ok !== true) failed++
    }
  }
  await Promise.all(Array.from({ length: width }, worker))
  return failed
})
