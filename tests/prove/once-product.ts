// The product as a process of `prove:once`, which dies before or after the commit of the first deed. Arguments: path, API root,
// token, ms that a handler may take, and which of both.
import { z } from 'zod'
import { startApp } from './once-app.js'

const [path = '', apiRoot = '', token = '', limit = '60000', inside] = process.argv.slice(2)
const struck = z.enum(['killBefore', 'killAfter']).parse(inside)
const die = (): never => {
  process.kill(process.pid, 'SIGKILL')
  throw new Error('nothing comes after a kill')
}
await startApp({ path, apiRoot, token, limit: Number(limit), inside: struck, die })
process.send?.('working')
