import { Composer, InputFile } from 'grammy'
import { MINUTE } from '../../clock.js'
import { texts } from '../../text/index.js'
import type { BotContext } from '../context.js'
import { writeOwnData } from '../mydata/file.js'
import { own } from './addresses.js'
import { answer, onButton } from './press.js'
import type { SubscriberDeps } from './works.js'

/** `/mydata`: everything that is held of whoever asks, as one file they can read; at most once a minute. */
export function ownData({ db, clock, zone, rungNames }: SubscriberDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  const lately = new Map<number, number>()

  async function send(ctx: BotContext): Promise<void> {
    const { from } = ctx
    if (from === undefined) return
    const t = texts(ctx.language).subscriber
    const now = clock.monotonic()
    for (const [id, at] of lately) if (at < now - MINUTE) lately.delete(id)
    if (lately.has(from.id)) return void (await ctx.reply(t.dataSoon))
    const deps = { db, bot: ctx.me.first_name, zone: zone(), rungNames }
    const text = await writeOwnData(deps, from.id, ctx.language, ctx.at)
    await ctx.replyWithDocument(new InputFile(Buffer.from(text), `${t.dataTitle}.txt`), { caption: t.dataSent })
    lately.set(from.id, now)
  }

  composer.command('mydata', send)
  onButton(composer, own.data, async ctx => void (await Promise.all([answer(ctx), send(ctx)])))
  return composer
}
