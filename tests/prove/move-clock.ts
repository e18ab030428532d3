// Loaded before the product (`node --import`): its wall clock is off by as many ms as the file named by MOVED_CLOCK says,
// which may change at any moment. The monotonic clock is left alone, as when somebody sets a machine's clock.
import { readFileSync } from 'node:fs'

const file = process.env['MOVED_CLOCK'] ?? ''
const RealDate = Date
let moved = 0

function look(): void {
  const read = Number(readFileSync(file, 'utf8'))
  if (Number.isFinite(read)) moved = read
}

look()
setInterval(look, 20).unref()

const now = () => RealDate.now() + moved

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
})
