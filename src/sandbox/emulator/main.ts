import { parseArgs } from 'node:util'
import { createLog, silentLog } from '../../log.js'
import { createEmulator, type EmulatorOptions } from './emulator.js'

/**
 * The emulator as a process of its own:
 * `node dist/src/sandbox/emulator/main.js [--port P] [--host H] [--token T] [--no-limits] [--latency 50-100]
 * [--seed N] [--username NAME] [--verbose]`
 * Prints one line of JSON once it listens: `{"apiRoot": …, "token": …, "port": …}`, and is driven through `/control/*`.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    host: { type: 'string' },
    token: { type: 'string' },
    username: { type: 'string' },
    seed: { type: 'string' },
    latency: { type: 'string' },
    'no-limits': { type: 'boolean' },
    verbose: { type: 'boolean' },
  },
})

const options: EmulatorOptions = { control: true, log: values.verbose === true ? createLog('debug') : silentLog }
if (values.port !== undefined) options.port = Number(values.port)
if (values.host !== undefined) options.host = values.host
if (values.token !== undefined) options.token = values.token
if (values.username !== undefined) options.username = values.username
if (values.seed !== undefined) options.seed = Number(values.seed)
if (values['no-limits'] === true) options.limits = null
if (values.latency !== undefined) {
  const [min = 0, max = min] = values.latency.split('-').map(Number)
  options.latency = { min, max }
}

const emulator = await createEmulator(options)
console.log(JSON.stringify({ apiRoot: emulator.apiRoot, token: emulator.token, port: emulator.port }))

const end = () => void emulator.close().then(() => process.exit(0))
process.once('SIGTERM', end)
process.once('SIGINT', end)
