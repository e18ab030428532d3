// grammY's own advice: one after another, auto-retry for what is refused.
import { autoRetry } from '@grammyjs/auto-retry'
import { Api } from 'grammy'
import { measure, people, root, text, token } from './job.js'

const api = new Api(token, { apiRoot: root })
api.config.use(autoRetry())
await measure(async () => {
  let failed = 0
  for (let chat = 1; chat <= people; chat++)
    await api.sendMessage(chat, text, { parse_mode: 'HTML' }).catch(() => failed++)
  return failed
})
