import type { BotContext } from '../context.js'
import type { Here } from '../here.js'
import { type Parcel, putOut, sendOut } from '../lanes/outbox.js'
import { createPost } from '../lanes/sender.js'
import { type Act, type Doing, type Done, type Outcome, outcomeSchema, type Ready } from '../screen.js'
import { changedRows, recordAct } from '../team/audit.js'
import { onlyLooks } from '../team/permission.js'
import type { Cards } from './cards.js'

/**
 * Does a deed once for this update, however often its handler runs: what it writes, the line of the audit log, what it
 * sends and what it came to are one commit. A later run is given what it came to; then all that is left is showing it.
 * What wrote and sent nothing leaves no line, nor does what those may do who only look.
 * @returns where it leads; what `look` found where there was nothing to do
 * @throws AppError what the deed throws; nothing is written then
 */
export async function run<Arg, Result>(
  cards: Cards,
  ctx: BotContext,
  here: Here,
  act: Act<Arg, Result>,
  arg: Arg,
  place: Done,
): Promise<Outcome | Result> {
  const { db } = here
  if (ctx.from === undefined) throw new Error('nobody asked for this')
  let { address, subject } = place
  const parcels: { chat: number; parcel: Parcel }[] = []
  const doing: Doing = {
    ...here,
    user: ctx.from,
    update: ctx.update.update_id,
    pressed: ctx.callbackQuery?.message ?? null,
    message: ctx.message ?? null,
    send: (chat: number, parcel: Parcel) => void parcels.push({ chat, parcel }),
  }
  const before = ctx.deed.before(outcomeSchema)
  let outcome: Outcome
  if (before !== null) outcome = await ctx.deed(outcomeSchema, () => before)
  else {
    const ready = await act.ready(doing, arg)
    if (!isReady(ready)) return ready
    if (ready.about !== undefined) ({ address, subject } = ready.about)
    outcome = await ctx.deed(outcomeSchema, () => {
      const rows = changedRows(db)
      const done = ready.do()
      const changed = changedRows(db) > rows || parcels.length > 0 || ready.takesOut === true
      if (changed && !onlyLooks(address)) recordAct(db, { admin: here.me, at: here.at, address, subject })
      putOut(db, doing.update, parcels)
      return done
    })
  }
  await act.after?.(here, arg)
  act.hint?.(here, arg)
  if (subject !== null) cards.touch(subject)
  if (outcome.kind === 'go') cards.touchPlace(outcome.data)
  if (act.came === null) return outcome
  return act.came(here, arg, await sendOut(db, createPost(here.api), doing.update), outcome)
}

function isReady<Result>(ready: Ready<Result>): ready is Exclude<Ready<never>, never> {
  return typeof ready === 'object' && ready !== null && 'kind' in ready && ready.kind === 'ready'
}
