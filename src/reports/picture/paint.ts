import { Worker } from 'node:worker_threads'
import { SECOND } from '../../clock.js'
import type { Picture } from './picture.js'

const LIMIT_MS = 20 * SECOND

let last: Promise<unknown> = Promise.resolve()

/**
 * Paints a picture as PNG, 1,080 wide, with fonts of its own. It takes about half a second, in a thread that ends with
 * it; one at a time, so that a crowd of admins does not take all of the machine.
 * @throws Error when it cannot be painted, or takes longer than 20 s
 */
export function paintPicture(picture: Picture): Promise<Buffer> {
  const painted = last.then(() => paintAlone(picture))
  last = painted.catch(() => undefined)
  return painted
}

function paintAlone(picture: Picture): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: picture })
    const timer = setTimeout(() => end(() => reject(new Error(`the picture took over ${LIMIT_MS} ms`))), LIMIT_MS)
    const end = (settle: () => void) => {
      clearTimeout(timer)
      settle()
      void worker.terminate()
    }
    worker.once('message', (bytes: Uint8Array) => end(() => resolve(Buffer.from(bytes))))
    worker.once('error', error => end(() => reject(error)))
    worker.once('exit', () => end(() => reject(new Error('the picture was not finished'))))
  })
}
