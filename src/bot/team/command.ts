import { type Api, GrammyError } from 'grammy'
import { describeError, type Log } from '../../log.js'
import type { Language } from '../../text/format.js'
import { texts } from '../../text/index.js'
import type { Role } from '../team.js'
import { mayCommand } from './permission.js'

const languages: readonly Language[] = ['en', 'ru']

type Menus = Pick<Api, 'setMyCommands' | 'deleteMyCommands'>

/**
 * Puts the commands into Telegram's menu: what people need for everybody, and for each of the team what their role may
 * do. One of them who never wrote to the bot gets theirs at the next start.
 */
export async function publishCommands(
  api: Menus,
  team: readonly { telegramId: number; role: Role }[],
  log: Log,
): Promise<void> {
  try {
    for (const language of languages) {
      const commands = listed(texts(language).admin.commands.people)
      await api.setMyCommands(commands, { ...tagged(language), scope: { type: 'all_private_chats' } })
    }
  } catch (error) {
    // The menu is a convenience; the next start tries again.
    log.warn({ error: describeError(error) }, 'the command menu was not set')
    return
  }
  for (const { telegramId, role } of team) await publishCommandsOf(api, telegramId, role, log)
}

/** Gives somebody the menu of their role; null takes it back, and they have the menu that everybody has. */
export async function publishCommandsOf(api: Menus, telegramId: number, role: Role | null, log: Log): Promise<void> {
  const scope = { type: 'chat', chat_id: telegramId } as const
  try {
    for (const language of languages) {
      const options = { ...tagged(language), scope }
      const mine = listed(texts(language).admin.commands.admins).filter(
        ({ command }) => role !== null && mayCommand(role, command),
      )
      await (role === null ? api.deleteMyCommands(options) : api.setMyCommands(mine, options))
    }
  } catch (error) {
    const why = error instanceof GrammyError ? error.description : 'no answer'
    log.info({ admin: telegramId, why }, 'an admin has no command menu yet; let them press Start')
  }
}

function tagged(language: Language): { language_code?: 'ru' } {
  return language === 'ru' ? { language_code: language } : {}
}

function listed(commands: Record<string, string>): { command: string; description: string }[] {
  return Object.entries(commands).map(([command, description]) => ({ command, description }))
}
