// A bare grammY loop that records nothing.
import { Api } from 'grammy'
import { root, sendToAll, text, token } from './job.js'

const api = new Api(token, { apiRoot: root })
await sendToAll(chat =>
  api.sendMessage(chat, text, { parse_mode: 'HTML' }).then(
    () => true,
    () => false,
  ),
)
