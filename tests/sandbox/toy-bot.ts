import { Bot, InlineKeyboard, InputFile, Keyboard } from 'grammy'
import type { Emulator } from '../../src/sandbox/emulator/emulator.js'
import { PATIENCE_MS } from '../../src/sandbox/emulator/patience.js'
import { drawPicture } from '../../src/sandbox/emulator/picture.js'

/** A bot that runs. */
export type ToyBot = {
  readonly bot: Bot
  /** What it could not do. */
  readonly failures: string[]
  /** Resolves when it has done everything it was asked. */
  settled(): Promise<unknown>
  stop(): Promise<void>
}

/** A bot that can do a little of everything, for looking at the page. */
export async function startToyBot(emulator: Emulator): Promise<ToyBot> {
  const failures: string[] = []
  const bot = new Bot(emulator.token, { client: { apiRoot: emulator.apiRoot } })
  bot.command('start', ctx =>
    ctx.reply(ctx.match === '' ? 'Hello! Offers come about twice a week.' : `Hello from ${ctx.match}!`, {
      reply_markup: new InlineKeyboard()
        .text('Tell me more', 'more')
        .text('Alert', 'alert')
        .row()
        .url('Our shop', `${emulator.apiRoot}/control/health`),
    }),
  )
  bot.command('looks', ctx =>
    ctx.reply(
      '<b>Bold</b>, <i>italic</i>, <u>under</u>, <s>struck</s>, <code>code</code>, <tg-spoiler>secret</tg-spoiler>, ' +
        '<a href="https://shop.example/boots">a link</a>, shop.example, @ann_k and /help\n<blockquote>Best boots I ever had.</blockquote>' +
        '<pre><code class="language-js">boots(20)</code></pre>&lt;img src=x onerror=alert(1)&gt;',
      { parse_mode: 'HTML' },
    ),
  )
  bot.command('photo', ctx =>
    ctx.replyWithPhoto(new InputFile(drawPicture(900, 600, [247, 197, 159], [176, 74, 58]), 'boots.png'), {
      caption: 'Autumn boots are here: 20 % off until Sunday, in every size we have.',
      reply_markup: new InlineKeyboard()
        .url('Choose boots', 'https://shop.example/boots')
        .url('Sizes', 'https://shop.example/sizes')
        .row()
        .text('🔕', 'quiet'),
    }),
  )
  bot.command('keys', ctx =>
    ctx.reply('Which one?', {
      reply_markup: new Keyboard().text('Left').text('Right').row().requestContact('My number'),
    }),
  )
  bot.callbackQuery('more', async ctx => {
    await ctx.answerCallbackQuery('There you are')
    await ctx.editMessageText('Boots, shoes and everything for them.', {
      reply_markup: new InlineKeyboard().text('Take it away', 'away'),
    })
  })
  bot.callbackQuery('alert', ctx => ctx.answerCallbackQuery({ text: 'This needs your attention.', show_alert: true }))
  bot.callbackQuery('away', async ctx => {
    await ctx.answerCallbackQuery()
    await ctx.deleteMessage()
  })
  bot.on('message:photo', ctx => ctx.reply(`A photo with “${ctx.message.caption ?? ''}”`))
  bot.on('message:document', ctx => ctx.reply(`A file ${ctx.message.document.file_name}`))
  bot.on('message:contact', ctx => ctx.reply('A number'))
  bot.on('edited_message:text', ctx => ctx.reply(`You mean “${ctx.editedMessage.text}”`))
  bot.on('message:text', ctx =>
    ctx.reply(`You said “${ctx.message.text}”`, { reply_parameters: { message_id: ctx.msgId } }),
  )
  bot.on('message', ctx => ctx.reply('I cannot read that.'))
  bot.on('message_reaction', ctx => ctx.reply('Thank you'))
  bot.catch(error => void failures.push(String(error)))
  await bot.api.setMyCommands([
    { command: 'start', description: 'From the beginning' },
    { command: 'looks', description: 'Every look a text can have' },
  ])
  const running = new Promise<void>(resolve => {
    void bot.start({
      onStart: () => resolve(),
      allowed_updates: ['message', 'edited_message', 'callback_query', 'message_reaction', 'my_chat_member'],
    })
  })
  await running
  return {
    bot,
    failures,
    // The next poll confirms what was handled.
    settled: () => emulator.waitFor(() => emulator.pendingUpdates() === 0, PATIENCE_MS, 'the bot to be done'),
    stop: () => bot.stop(),
  }
}
