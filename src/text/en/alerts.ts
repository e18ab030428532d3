import { b, code, type Rich, rich } from '../rich.js'

/** What wakes an owner: only what goes no further without a human. */
export const alerts = {
  links: (address: string, silent: boolean): Rich =>
    rich`🔴 ${b('Links do not open from outside.')} ${silent ? 'Nothing answers' : 'Somebody else answers'} at ${code(address)}. Links in offers lead nowhere right now, and new offers with links wait.`,
  linksOver: '✅ Links open from outside again.',
  rest: (length: string, until: string): Rich =>
    rich`⏳ ${b(`Telegram asked us to wait ${length}`)}, until ${until}. Broadcasts then continue by themselves; nothing is lost.`,
  held: (name: string, why: string): Rich => rich`⏸ ${b(name)} stopped by itself: ${why}.`,
  late: (name: string, planned: string): Rich =>
    rich`🕙 ${b(name)} should have started ${planned} and has not. I keep trying for an hour, then I hold it and ask.`,
  disk: (free: string): Rich =>
    rich`🔴 ${b(`The disk is nearly full: ${free} left.`)} When it is full, nothing more can be sent. Please free some space.`,
  diskOver: '✅ There is space on the disk again.',
  open: '👀 Look at it',
}
