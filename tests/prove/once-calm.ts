import { availableParallelism, loadavg } from 'node:os'
import { z } from 'zod'
import { sleep } from '../../src/clock.js'
import { openFile } from '../../src/db/binding.js'
import type { Emulator } from '../../src/sandbox/emulator/emulator.js'

const PATIENCE_MS = 900_000
const count = z.object({ n: z.int() })

/** How many times longer everything takes than on a machine that has nothing else to do; at least 1. */
export const slowness = () => Math.max(1, (loadavg()[0] ?? 0) / availableParallelism())

/** So many looks, 60 ms apart, without anything under way; more on a busy machine, as readers are processes of their own. */
const CALM = 5
const LONG_CALM = 25

/** What was there before somebody did something: calls to Telegram, and the last update that was taken in. */
export type Before = { calls: number; update: number }

/** As it is now. */
export function before(path: string, emulator: Emulator): Before {
  const file = openFile(path, { readonly: true })
  try {
    const { n } = count.parse(file.prepare(LAST_UPDATE).get())
    return { calls: emulator.calls().length, update: n }
  } finally {
    file.close()
  }
}

const LAST_UPDATE = 'select coalesce(max(update_id), 0) as n from updates'

/** Waits until the update came and is handled and what it began has ended, and then a moment more. */
export async function quiet(path: string, emulator: Emulator, since: Before): Promise<void> {
  const file = openFile(path, { readonly: true })
  try {
    const last = file.prepare(LAST_UPDATE)
    const open = file.prepare(
      `select (select count(*) from updates where handled_at is null)
         + (select count(*) from outbox where state in ('waiting', 'sending'))
         + (select count(*) from answer_parts)
         + (select count(*) from deliveries where state = 'sending')
         + (select count(*) from deliveries d join broadcasts b on b.id = d.broadcast_id
            where b.state = 'running' and d.state = 'queued' and not exists (
              select 1 from trials t where t.broadcast_id = b.id and d.wave = 4 + t.part and t.state <> 'decided'))
         + (select count(*) from broadcasts b where b.state = 'running' and b.standing = 0 and not exists (
              select 1 from deliveries d where d.broadcast_id = b.id and d.state = 'queued'))
         + (select count(*) from broadcasts b join offers o on o.id = b.offer_id
            where o.kind = 'survey' and b.state in ('scheduled', 'planning'))
         + (select count(*) from repairs where state = 'running')
         + (select count(*) from imports where state = 'merging' or (state = 'cancelled' and finished_at is null)
           or (state = 'undone' and undone_at is null))
         + (select count(*) from silent_checks where state = 'asking')
         + (select count(*) from settings where key = 'export' and value ->> '$.state' = 'running') as n`,
    )
    const until = performance.now() + PATIENCE_MS
    let came = false
    for (let calm = 0, enough = LONG_CALM; calm < enough * slowness(); ) {
      if (performance.now() > until) throw new Error('it never came to rest')
      await sleep(60)
      const { n } = count.parse(open.get())
      came ||= count.parse(last.get()).n > since.update || emulator.pendingUpdates() === 0
      const calls = emulator.calls().slice(since.calls)
      // Asking for updates is no sign that this one was handled: whatever is done shows something, or is waited for longer.
      enough = calls.some(({ method }) => !method.startsWith('get')) ? CALM : LONG_CALM
      calm = came && n === 0 && calls.length > 0 ? calm + 1 : 0
    }
  } finally {
    file.close()
  }
}
