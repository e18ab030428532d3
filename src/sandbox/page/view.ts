import { isClosed } from '../emulator/poll.js'
import type { Account } from '../emulator/store.js'
import type { Message } from '../emulator/wire.js'
import type { World } from '../emulator/world.js'
import type { ChatPatch, Command } from './protocol.js'

/** What one page knows of one chat. */
export type ChatView = {
  /** What the page does not know yet; null when it knows everything. */
  next(): ChatPatch | null
}

/** Looks at the newest `limit` messages of a chat, which need not exist yet. */
export function createChatView(world: World, chat: number, limit: number): ChatView {
  const told = new Map<number, Message>()
  let rest: string | null = null

  return {
    next() {
      const account = world.store.accounts.get(chat)
      if (account === undefined) return null
      const shown = [...account.messages.values()].slice(-limit)
      const here = new Set(shown.map(one => one.message_id))
      // Whoever changes a message puts a new object in its place.
      const messages = shown.filter(one => told.get(one.message_id) !== one)
      const gone = [...told.keys()].filter(id => !here.has(id))
      const about = {
        user: account.user,
        state: account.state,
        keyboard: account.keyboard,
        commands: commandsFor(world, account),
        reactions: reactionsOf(account, here),
        polls: pollsOf(world, account, shown),
        earlier: account.messages.size > shown.length,
      }
      const now = JSON.stringify(about)
      if (messages.length === 0 && gone.length === 0 && now === rest) return null
      const whole = rest === null
      rest = now
      for (const id of gone) told.delete(id)
      for (const message of messages) told.set(message.message_id, message)
      return { chat, whole, messages, gone, ...about }
    },
  }
}

function reactionsOf(account: Account, here: ReadonlySet<number>): ChatPatch['reactions'] {
  const reactions: ChatPatch['reactions'] = {}
  for (const id of new Set([...account.reactions.keys(), ...account.marks.keys()])) {
    const own = account.reactions.get(id)?.[0]?.emoji ?? null
    const bot = account.marks.get(id)?.[0]?.emoji ?? null
    if (here.has(id) && (own !== null || bot !== null)) reactions[id] = { own, bot }
  }
  return reactions
}

function pollsOf(world: World, { user }: Account, shown: readonly Message[]): ChatPatch['polls'] {
  const polls: ChatPatch['polls'] = {}
  for (const { message_id: id, poll } of shown) {
    const ballot = poll === undefined ? undefined : world.store.polls.get(poll.id)
    if (ballot === undefined) continue
    const { options, total_voter_count: voters } = ballot.poll
    const counts = options.map(option => option.voter_count)
    polls[id] = { counts, voters, chosen: ballot.votes.get(user.id) ?? [], closed: isClosed(world, ballot.poll) }
  }
  return polls
}

/** The commands a person sees: the narrowest scope that has any, their own language before none. */
function commandsFor(world: World, { user }: Account): readonly Command[] {
  for (const scope of [`chat ${user.id}`, 'all_private_chats ', 'default ']) {
    for (const language of [user.language_code ?? '', '']) {
      const commands = world.commands.get(`${scope}  ${language}`)
      if (commands !== undefined && commands.length > 0) return commands
    }
  }
  return []
}
