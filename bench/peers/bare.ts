// A bare grammY loop that records nothing: `width` sends under way at any moment.
import { Api } from 'grammy'
import { measure, people, root, text, token, width } from './job.js'

const api = new Api(token, { apiRoot: root })
await measure(async () => {
  let next = 1
  let failed = 0
  const worker = async () => {
    while (next <= people) {
      const chat = next++
      await api.sendMessage(chat, text, { parse_mode: 'HTML' }).catch(() => failed++)
    }
  }
  await Promise.all(Array.from({ length: width }, worker))
  return failed
})
