// Telegraf behind Bottleneck: a reservoir of 30 that is filled every second.
import Bottleneck from 'bottleneck'
import { Telegram } from 'telegraf'
import { measure, people, root, text, token } from './job.js'

const telegram = new Telegram(token, { apiRoot: root })
const limiter = new Bottleneck({
  reservoir: 30,
  reservoirRefreshAmount: 30,
  reservoirRefreshInterval: 1_000,
  maxConcurrent: 30,
})
await measure(async () => {
  let failed = 0
  const sends = Array.from({ length: people }, (_, i) =>
    limiter.schedule(() => telegram.sendMessage(i + 1, text, { parse_mode: 'HTML' })).catch(() => failed++),
  )
  await Promise.all(sends)
  return failed
})
