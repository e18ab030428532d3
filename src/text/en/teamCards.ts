import { b, lines, type Rich, rich } from '../rich.js'

const roles = { owner: 'owner', marketer: 'marketer', analyst: 'analyst' }

/** The team, and what each role may do. */
export const teamCards = {
  onlyLooks: 'Your role can only look.',
  onlyNumbers: 'You see people as numbers, so I look nobody up by name for you.',
  onlyOwners: 'Only an owner can do this.',

  roles,
  roleMarks: { owner: '👑', marketer: '✍️', analyst: '👀' },
  teamAsked: (): Rich => b('Team'),
  member: (mark: string, name: string, role: string, you: boolean): Rich =>
    rich`${mark} ${b(name)} · ${role}${you ? ' (you)' : ''}`,
  firstOwner: 'named in ADMIN_IDS',
  nobodyYet: (id: number): string => `id ${id}`,
  waiting: (n: number): string =>
    n === 1 ? '1 invitation waits to be opened.' : `${n} invitations wait to be opened.`,
  rights:
    'Owners do everything. Marketers do everything but the team. Analysts see lists, reports and counts, people as numbers without names, and change nothing.',
  invite: { owner: '➕ Owner', marketer: '➕ Marketer', analyst: '➕ Analyst' },
  withdraw: (n: number): string => `🚫 Withdraw links · ${n}`,
  invitation: (role: keyof typeof roles, until: string, link: string): Rich =>
    lines([
      rich`Send this link to the new ${b(roles[role])}. Whoever opens it first is let in, so send it to one person only. It works once, until ${b(until)}.`,
      '',
      link,
    ]),
  sendOn: '📤 Send it on',
  memberAsked: (mark: string, name: string, role: string, since: string | null): Rich =>
    lines([rich`${mark} ${b(name)} · ${role}`, since === null ? null : `In the team since ${since}.`]),
  askRemove:
    'Take them off the team? From then on their menu, buttons and open questions no longer work, and links they made are withdrawn.',
  remove: '🚫 Take off',
  removed: (name: string): Rich => rich`✅ ${b(name)} is off the team.`,
  removeRefused: {
    gone: 'They are off the team already.',
    first_owner: 'This owner is named in ADMIN_IDS, in the configuration of the program. Take them out there.',
    last_owner: 'Somebody has to own the bot. Invite another owner first.',
    not_allowed: 'Only an owner can do this.',
  },

  joined: {
    owner: '🔑 You are an owner of this bot now. /admin opens the menu, /settings → Team → Members invites others.',
    marketer: '✍️ You are a marketer here now. /admin opens the menu, /new starts an offer.',
    analyst:
      '👀 You are an analyst here now: you see lists, reports and counts, people as numbers without names. /admin opens the menu.',
  },
  already: {
    owner: 'You are an owner here already. Send the link to somebody else.',
    marketer: 'You are a marketer here already. /admin opens the menu.',
    analyst: 'You are an analyst here already. /admin opens the menu.',
  },
  linkOver: 'This link has been used or has expired. Ask an owner of the bot for a new one.',
  linkDamaged: 'This link is damaged: part of it is missing or changed. Copy it whole, or ask an owner for a new one.',
  claimOver:
    'This link has been used or has expired. If nobody owns the bot yet, restart the program: it prints a new one.',
  hasJoined: (name: string, role: keyof typeof roles): Rich =>
    rich`👥 ${b(name)} opened your link and joined as ${roles[role]}. If this is not whom you meant: /settings → Team → Members.`,
}
