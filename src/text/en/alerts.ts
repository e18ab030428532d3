import { b, code, type Rich, rich } from '../rich.js'

/** What wakes an owner: only what goes no further without a human. */
export const alerts = {
  links: (address: string, silent: boolean): Rich =>
    rich`🔴 ${b('Links do not open from outside.')} ${silent ? 'Nothing answers' : 'Somebody else answers'} at ${code(address)}. Whoever presses a link in an offer lands nowhere, and new offers with links wait.`,
  linksOver: '✅ Links open from outside again.',
  rest: (length: string, until: string): Rich =>
    rich`⏳ ${b(`Telegram asked for a rest of ${length}`)}, until ${until}. Broadcasts go on by themselves then; nothing is lost.`,
  held: (name: string, why: string): Rich => rich`⏸ ${b(name)} stopped by itself: ${why}.`,
  late: (name: string, planned: string): Rich =>
    rich`🕙 ${b(name)} should have started ${planned} and has not. I keep trying for an hour, then I hold it and ask.`,
  disk: (free: string): Rich =>
    rich`🔴 ${b(`The disk is nearly full: ${free} left.`)} When it is full nothing more is sent. Please make room.`,
  diskOver: '✅ There is room on the disk again.',
  restored: rich`⏸ ${b('A backup was brought back.')} It does not know what was sent since, so nothing begins by itself: broadcasts, schedules and the survey wait for an owner. Send /admin.`,
  open: '👀 Look at it',
}
