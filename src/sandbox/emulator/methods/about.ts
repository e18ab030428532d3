import { badRequest } from '../refusal.js'
import * as schema from '../schema/bot.js'
import { findRoom, type World } from '../world.js'
import { type Method, method } from './method.js'

const TOO_OLD = 'query is too old and response timeout expired or query ID is invalid'

/** Where commands are kept; throws `Refusal` 400 when the scope's chat is unknown. */
function commandsKey(world: World, scope: schema.Scope | undefined, language: string | undefined): string {
  const kind = scope ?? { type: 'default' }
  const chat = 'chat_id' in kind ? findRoom(world, kind.chat_id).chat().id : ''
  const member = 'user_id' in kind ? kind.user_id : ''
  return [kind.type, chat, member, language ?? ''].join(' ')
}

/** Who the bot is, what it is called, whom it talks to, and answers to presses. */
export const about: readonly Method[] = [
  method('getMe', schema.nothing, null, world => ({
    ...world.bot,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  })),
  method('answerCallbackQuery', schema.answerCallbackQuery, null, (world, params) => {
    const query = world.queries.get(params.callback_query_id)
    if (query === undefined || world.clock.monotonic() > query.until) throw badRequest(TOO_OLD)
    if ((params.text ?? '').length > 200) throw badRequest('MESSAGE_TOO_LONG')
    const ours = `https://t.me/${world.bot.username ?? ''}?start=`
    if (params.url !== undefined && !params.url.startsWith(ours)) throw badRequest('URL_INVALID')
    world.queries.delete(params.callback_query_id)
    const answer = {
      at: world.clock.now(),
      query: params.callback_query_id,
      chat: query.chat,
      text: params.text ?? null,
      alert: params.show_alert ?? false,
      url: params.url ?? null,
    }
    query.answered(answer)
    world.truth.recordAnswer(answer)
    return true
  }),
  method('setMyCommands', schema.setMyCommands, null, (world, params) => {
    const key = commandsKey(world, params.scope, params.language_code)
    if (params.commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH')
    for (const { command, description } of params.commands) {
      if (!/^\/?[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID')
      if (description.length < 1 || description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID')
    }
    const commands = params.commands.map(one => ({ ...one, command: one.command.replace(/^\//, '') }))
    world.commands.set(key, commands)
    return true
  }),
  method('deleteMyCommands', schema.someCommands, null, (world, params) => {
    world.commands.delete(commandsKey(world, params.scope, params.language_code))
    return true
  }),
  method(
    'getMyCommands',
    schema.someCommands,
    null,
    (world, params) => world.commands.get(commandsKey(world, params.scope, params.language_code)) ?? [],
  ),
  method('setMyDescription', schema.setMyDescription, null, () => true),
  method('setMyShortDescription', schema.setMyShortDescription, null, () => true),
  method('getChat', schema.getChat, null, (world, params) => {
    const room = findRoom(world, params.chat_id)
    const username = 'user' in room ? room.user.username : undefined
    const chat = room.chat()
    return {
      ...chat,
      ...(username === undefined ? {} : { active_usernames: [username] }),
      accent_color_id: Math.abs(chat.id) % 7,
      max_reaction_count: 11,
      accepted_gift_types: {
        unlimited_gifts: true,
        limited_gifts: true,
        unique_gifts: true,
        premium_subscription: true,
        gifts_from_channels: true,
      },
    }
  }),
  method('getFile', schema.getFile, null, (world, params) => world.files.path(params.file_id)),
]
