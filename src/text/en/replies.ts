import { count } from '../format.js'
import { b, type Rich, rich } from '../rich.js'

/** What is said around messages of people and the answers to them. */
export const replies = {
  // To the person.
  received: 'Thank you, we got your message. We will answer here.',
  contact: (contact: string): string =>
    `Thank you for writing. Nobody answers in this chat; you can reach us here: ${contact}`,
  nobody: 'Thank you for writing. Nobody can answer here at the moment, but your message is kept.',

  /** Under an answer that came by itself, and what its writer reads who presses it. */
  askPerson: '💬 Ask a person',
  askedPerson: 'Passed on: somebody will answer you here.',
  askedBefore: 'It was passed on already. Somebody will answer you here.',
  readySent: (name: string): string => `⚡ Sent: ${name}`,
  readyMeanwhile: 'They got an answer meanwhile. Look at it; to send this one too, press it again.',
  readyGone: 'This answer no longer exists. What there is: /settings → What they read → Ready answers.',

  // Above what is passed on.
  heading: (name: string, username: string | null): Rich =>
    username === null ? rich`💬 ${b(name)}` : rich`💬 ${b(name)} @${username}`,
  stranger: 'Not subscribed',
  source: (source: string): string => `Source: ${source}`,
  offer: (name: string): string => `Offer: ${name}`,
  hint: 'Reply to this message, and your words go to them.',
  notPassed: 'This message cannot be shown: it was deleted meanwhile, or Telegram does not let bots pass it on.',
  keys: {
    done: '✓ No answer needed',
    card: '👤 Card',
    mute: '🔇 Mute',
    unmute: '🔊 Unmute',
    more: '📥 Show them',
    ready: '⚡ Ready answers',
  },

  more: (n: number, name: string): Rich =>
    rich`📥 …and ${b(count(n, 'en'))} more ${n === 1 ? 'message' : 'messages'} from ${name}. I keep them, so that nobody else has to wait.`,
  crowd: (n: number, size: number): string =>
    `📥 …and ${count(n, 'en')} more ${n === 1 ? 'message' : 'messages'} from ${count(size, 'en')} ${size === 1 ? 'person' : 'people'}. They come in turn, so that there is room for your answers here.`,
  crowdOver: '📥 Everything that people wrote is here now.',
  muted: 'Muted. I keep what they write and no longer bring it here.',
  unmuted: 'Unmuted. What they write comes here again.',

  // To those who answer.
  arrived: '✓ Delivered',
  done: 'Done, nobody waits here.',
  somebody: 'Somebody',
  blocked: (name: string): string => `${name} has blocked the bot: this did not arrive.`,
  gone: (name: string): string => `${name} cannot be reached any more: this did not arrive.`,
  kindRefused: 'Telegram does not let bots pass this kind of message on. Nothing was sent: write it differently.',
  later: 'Telegram does not take messages just now, so this was not sent. Send it again in a minute.',
  unsure: 'Telegram did not answer: this may have arrived, or not. I will not send it again by myself.',
  editRefused: 'The message they have could not be changed: they still read the old one.',

  // In the staff chat.
  bound:
    '✅ This group answers from now on. Everybody who writes to the bot gets a topic here; what you write in it goes to them. What begins with / stays here.',
  codeWrong: 'This code is not valid (any more). An owner gets a new one from the bot: /settings → Team → Staff chat.',
  needsTopics:
    'This group has no topics. Turn on Topics in its settings, then get a new code from me: /settings → Team → Staff chat.',
  needsRights:
    'I may not manage topics here. Make me an administrator with the right “Manage topics”, then get a new code from me: /settings → Team → Staff chat.',
  notForGroups: 'I only talk in private chats, so I am leaving this group. Write to me directly!',
  hiddenAdmin: 'an administrator who hides their name',
  /** In place of what somebody wrote who asked to be forgotten; also the title of their topic. */
  forgotten: 'Asked to be forgotten',
  /** To every owner, in their own chats. */
  news: {
    bound: (who: string, title: string): string =>
      `✅ ${who} made “${title}” the staff chat. What people write goes there from now on. To undo it: /settings → Team → Staff chat.`,
    refused: (who: string, title: string): string =>
      `⚠️ ${who} tried to make “${title}” the staff chat, with a valid code. I refused, because only owners may; the code no longer works.`,
  },
  lost: {
    removed: (title: string): string =>
      `⚠️ I am no longer in the staff chat “${title}”. From now on what people write comes here. To change that: /settings → Team → Staff chat.`,
    rights: (title: string): string =>
      `⚠️ I may no longer manage topics in the staff chat “${title}”. From now on what people write comes here. Give me the right back, then bind the group again: /settings → Team → Staff chat.`,
    topics: (title: string): string =>
      `⚠️ The staff chat “${title}” has no topics any more. From now on what people write comes here. Turn Topics on, then bind the group again: /settings → Team → Staff chat.`,
  },

  // Who waits.
  nobodyWaits: '✅ Everybody has an answer.',
  waiting: (n: number): Rich =>
    rich`💬 ${b(count(n, 'en'))} ${n === 1 ? 'person waits' : 'people wait'} for an answer.`,
  waitingHere: 'A press brings what they wrote here; reply to it to answer.',
  waitingThere: 'A press opens the topic in the staff chat, or brings here what is not there.',
}
