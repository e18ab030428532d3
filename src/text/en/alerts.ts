import { b, code, type Rich, rich } from '../rich.js'

type Unheard = 'conflict' | 'unauthorized' | 'webhook' | 'silent' | 'undelivered' | 'unkept'

const UNHEARD: Readonly<Record<Unheard, string>> = {
  conflict: 'Another program takes the messages of this bot: switch it off.',
  unauthorized: 'Telegram does not accept the bot’s token for receiving messages.',
  webhook: 'Another platform receives the messages of this bot: disconnect the bot there.',
  silent: 'Telegram does not hand their messages over.',
  undelivered: 'Telegram cannot deliver their messages to this server.',
  unkept: 'Their messages cannot be saved on this server.',
}

/** What wakes an owner: only what goes no further without a human. */
export const alerts = {
  links: (address: string, silent: boolean): Rich =>
    rich`🔴 ${b('Links do not open from outside.')} ${silent ? 'Nothing answers' : 'Somebody else answers'} at ${code(address)}. Links in offers lead nowhere right now, and new offers with links wait.`,
  linksOver: '✅ Links open from outside again.',
  unheard: (why: Unheard): Rich =>
    rich`🔴 ${b('I cannot hear your subscribers.')} ${UNHEARD[why]} Nobody could press Stop, so broadcasts wait. I keep trying and go on by myself.`,
  unheardOver: '✅ I hear your subscribers again. Broadcasts go on.',
  rest: (length: string, until: string): Rich =>
    rich`⏳ ${b(`Telegram asked us to wait ${length}`)}, until ${until}. Broadcasts then continue by themselves; nothing is lost.`,
  held: (name: string, why: string): Rich => rich`⏸ ${b(name)} stopped by itself: ${why}.`,
  late: (name: string, planned: string): Rich =>
    rich`🕙 ${b(name)} should have started ${planned} and has not. I keep trying for an hour, then I hold it and ask.`,
  disk: (free: string): Rich =>
    rich`🔴 ${b(`The disk is nearly full: ${free} left.`)} When it is full, nothing more can be sent. Please free some space.`,
  diskOver: '✅ There is space on the disk again.',
  restored: rich`⏸ ${b('A backup was restored.')} It does not know what was sent after it was made, so nothing starts by itself: broadcasts, schedules and the survey wait for an owner. Send /admin.`,
  open: '👀 Look at it',
}
