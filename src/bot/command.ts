import { type Api, GrammyError } from 'grammy'
import type { Log } from '../log.js'
import type { Language } from '../text/format.js'
import { texts } from '../text/index.js'

const languages: readonly Language[] = ['en', 'ru']

/**
 * Puts the commands into Telegram's menu: what people need for everybody, what marketers need for the admins. An admin
 * who never wrote to the bot gets theirs at the next start.
 */
export async function publishCommands(api: Api, adminIds: readonly number[], log: Log): Promise<void> {
  try {
    for (const language of languages) {
      const options = language === 'en' ? {} : { language_code: language }
      const { commands } = texts(language).admin
      await api.setMyCommands(list(commands.people), { ...options, scope: { type: 'all_private_chats' } })
      for (const id of adminIds) {
        await api
          .setMyCommands(list(commands.admins), { ...options, scope: { type: 'chat', chat_id: id } })
          .catch(error => {
            if (!(error instanceof GrammyError)) throw error
            log.info({ admin: id, why: error.description }, 'an admin has no command menu yet; let them press Start')
          })
      }
    }
  } catch (error) {
    // The menu is a convenience; the next start tries again.
    log.warn({ why: error instanceof GrammyError ? error.description : 'no answer' }, 'the command menu was not set')
  }
}

function list(commands: Record<string, string>): { command: string; description: string }[] {
  return Object.entries(commands).map(([command, description]) => ({ command, description }))
}
