import { type CallbackDeps, callBack } from './callback.js'
import { fileOf, findButton, reworded, textOf } from './compose.js'
import { quoted } from './methods/place.js'
import { memberOf } from './methods/topic.js'
import { PATIENCE_MS } from './patience.js'
import type { Extra, Person, Sent } from './profile.js'
import type { Group, Standing, Topic } from './store.js'
import type { Answer } from './truth.js'
import type { Message, User } from './wire.js'
import { unix } from './world.js'

/** How a group should be. `id`: negative; the next free one when left out. `forum`: with topics, as by default. */
export type GroupOptions = { id?: number; title: string; kind?: 'group' | 'supergroup'; forum?: boolean }

/** Where in a group something is written. `topic`: the general one when left out. */
export type There = { topic?: number }

/**
 * A group in the hands of its members. Everything happens at once; functions throw an `Error` where an app would not
 * let a person do it. A bot that is no administrator sees commands and answers to itself only.
 */
export type GroupHandle = {
  readonly id: number
  join(person: Person): void
  leave(person: Person): void
  /** Somebody makes the bot a member, an administrator, or throws it out; the bot is told. */
  setBot(by: Person, standing: Standing): void
  /** Turns topics on or off. */
  setForum(forum: boolean): void
  send(person: Person, text: string, extra?: Extra & There): Message
  sendPhoto(person: Person, sent?: Sent & There): Message
  sendVoice(person: Person, sent?: Sent & There): Message
  /** Changes a message of their own. */
  edit(person: Person, messageId: number, text: string): Message
  /** Presses a button that calls the bot back. Resolves to the answer; to null when none came in time. */
  press(person: Person, messageId: number, button: string, limitMs?: number): Promise<Answer | null>
  /** A topic that a person opens. */
  createTopic(person: Person, name: string): Topic
  /** Deletes a topic with everything in it; the bot is not told. */
  deleteTopic(id: number): void
  closeTopic(id: number): void
  topics(): Topic[]
  /** What stands there, oldest first; `topic`: only what stands in this one. */
  messages(topic?: number): Message[]
  message(id: number): Message
  /** The emoji that the bot put on a message; null without one. */
  mark(messageId: number): string | null
}

/** Makes the handle of a group. */
export function createGroup(group: Group, deps: CallbackDeps): GroupHandle {
  const { world } = deps
  const { id } = group.chat()

  const member = (person: Person): User => {
    const user = group.members.get(person.id)
    if (user === undefined) throw new Error(`${person.id} is not in the group ${id}`)
    return person.profile()
  }

  const message = (messageId: number): Message => {
    const found = group.messages.get(messageId)
    if (found === undefined) throw new Error(`no message ${messageId} in the group ${id}`)
    return found
  }

  /** In a topic, what answers nothing else answers the message that opened the topic. */
  const placeOf = ({ topic, replyTo }: Extra & There): Partial<Message> => {
    const answered = replyTo === undefined ? undefined : message(replyTo)
    const thread = topic ?? answered?.message_thread_id
    const reply = answered ?? (thread === undefined ? undefined : group.messages.get(thread))
    if (thread !== undefined && !group.topics.has(thread)) throw new Error(`no topic ${thread} in the group ${id}`)
    return {
      ...(thread !== undefined && { message_thread_id: thread, is_topic_message: true as const }),
      ...(reply !== undefined && { reply_to_message: quoted(reply) }),
    }
  }

  const sees = (sent: Message): boolean => {
    if (group.bot.kind === 'administrator') return true
    if (group.bot.kind !== 'member') return false
    return sent.text?.startsWith('/') === true || sent.reply_to_message?.from.id === world.bot.id
  }

  const say = (person: Person, content: Partial<Message>, extra: Extra & There = {}): Message => {
    const sent: Message = {
      message_id: group.nextId(),
      from: member(person),
      chat: group.chat(),
      date: unix(world),
      ...placeOf(extra),
      ...content,
    }
    group.messages.set(sent.message_id, sent)
    if (sees(sent)) world.updates.push('message', id, { message: sent })
    return sent
  }

  return {
    id,
    join: person => void group.members.set(person.id, person.profile()),
    leave: person => void group.members.delete(person.id),
    setBot(by, standing) {
      const before = group.bot
      group.bot = standing
      const my_chat_member = {
        chat: group.chat(),
        from: member(by),
        date: unix(world),
        old_chat_member: memberOf(world.bot, before),
        new_chat_member: memberOf(world.bot, standing),
      }
      world.updates.push('my_chat_member', id, { my_chat_member })
    },
    setForum(forum) {
      group.forum = forum
    },
    send: (person, text, extra = {}) => say(person, textOf(text, extra), extra),
    sendPhoto: (person, sent = {}) => say(person, fileOf(world, 'photo', sent), sent),
    sendVoice: (person, sent = {}) => say(person, fileOf(world, 'voice', sent), sent),
    edit(person, messageId, text) {
      const old = message(messageId)
      if (old.from.id !== person.id) throw new Error(`message ${messageId} is not by ${person.id}`)
      const edited = reworded(world, old, text)
      group.messages.set(messageId, edited)
      if (sees(edited)) world.updates.push('edited_message', id, { edited_message: edited })
      return edited
    },
    async press(person, messageId, button, limitMs = PATIENCE_MS) {
      const under = message(messageId)
      const { callback_data: data = '' } = findButton(under, button, one => one.callback_data !== undefined)
      return callBack(deps, { from: member(person), message: under, data }, limitMs)
    },
    createTopic(person, name) {
      if (!group.forum) throw new Error(`the group ${id} has no topics`)
      const own = group.nextId()
      const topic = { id: own, name, closed: false }
      const opened: Message = {
        message_id: own,
        from: member(person),
        chat: group.chat(),
        date: unix(world),
        message_thread_id: own,
        is_topic_message: true,
        forum_topic_created: { name, icon_color: 7322096 },
      }
      group.topics.set(own, topic)
      group.messages.set(own, opened)
      if (sees(opened)) world.updates.push('message', id, { message: opened })
      return topic
    },
    deleteTopic(topic) {
      group.topics.delete(topic)
      for (const { message_id, message_thread_id } of group.messages.values()) {
        if (message_thread_id === topic) group.messages.delete(message_id)
      }
    },
    closeTopic(topic) {
      const found = group.topics.get(topic)
      if (found !== undefined) found.closed = true
    },
    topics: () => [...group.topics.values()],
    messages: topic =>
      [...group.messages.values()].filter(one => topic === undefined || one.message_thread_id === topic),
    message,
    mark: messageId => group.marks.get(messageId)?.[0]?.emoji ?? null,
  }
}
