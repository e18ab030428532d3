import { badRequest } from '../refusal.js'
import * as schema from '../schema/group.js'
import type { Group, Room, Standing } from '../store.js'
import type { Member, Message, Reaction, User } from '../wire.js'
import { findGroup, findReachable, findRoom, unix, type World } from '../world.js'
import { type Method, method } from './method.js'

/** Reactions that anybody may use. */
const EMOJI = new Set(
  '❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡'.split(
    ' ',
  ),
)
const BLUE = 7322096

/** The topic a message of the bot goes into. Throws `Refusal` 400 for one that is not there or closed. */
export function readThread(
  room: Room,
  thread: number | undefined,
): Pick<Message, 'message_thread_id' | 'is_topic_message'> {
  if (thread === undefined) return {}
  const topic = isGroup(room) && room.forum ? room.topics.get(thread) : undefined
  if (topic === undefined || !isGroup(room)) throw badRequest('message thread not found')
  if (topic.closed && !mayManageTopics(room.bot)) throw badRequest('TOPIC_CLOSED')
  return { message_thread_id: thread, is_topic_message: true }
}

const isGroup = (room: Room): room is Group => 'topics' in room
const mayManageTopics = (bot: Standing): boolean => bot.kind === 'administrator' && bot.topics

/** The bot as a member of a group. */
export function memberOf(user: User, standing: Standing): Member {
  switch (standing.kind) {
    case 'left':
    case 'member':
      return { user, status: standing.kind }
    case 'kicked':
      return { user, status: 'kicked', until_date: 0 }
    case 'administrator':
      return {
        user,
        status: 'administrator',
        can_be_edited: false,
        is_anonymous: false,
        can_manage_chat: true,
        can_delete_messages: true,
        can_manage_video_chats: false,
        can_restrict_members: false,
        can_promote_members: false,
        can_change_info: false,
        can_invite_users: true,
        can_post_stories: false,
        can_edit_stories: false,
        can_delete_stories: false,
        can_pin_messages: false,
        can_manage_topics: standing.topics,
      }
  }
}

function findTopic(world: World, params: { chat_id: number | string; message_thread_id: number }) {
  const group = findGroup(world, params.chat_id)
  const topic = group.topics.get(params.message_thread_id)
  if (topic === undefined) throw badRequest('TOPIC_ID_INVALID')
  return { topic, group }
}

/** Topics, members and the bot's own reactions. */
export const topics: readonly Method[] = [
  method('createForumTopic', schema.createForumTopic, null, (world, params) => {
    const group = findGroup(world, params.chat_id)
    if (!group.forum) throw badRequest('the chat is not a forum')
    if (!mayManageTopics(group.bot)) throw badRequest('not enough rights to create a topic')
    const name = params.name.trim()
    if (name === '') throw badRequest('topic name must be non-empty')
    if (name.length > 128) throw badRequest('TOPIC_TITLE_TOO_LONG')
    const colour = params.icon_color ?? BLUE
    const id = group.nextId()
    group.topics.set(id, { id, name, closed: false })
    group.messages.set(id, {
      message_id: id,
      from: world.bot,
      chat: group.chat(),
      date: unix(world),
      message_thread_id: id,
      is_topic_message: true,
      forum_topic_created: { name, icon_color: colour },
    })
    return { message_thread_id: id, name, icon_color: colour }
  }),
  method('editForumTopic', schema.editForumTopic, null, (world, params) => {
    const { topic, group } = findTopic(world, params)
    if (!mayManageTopics(group.bot)) throw badRequest('not enough rights to edit the topic')
    const name = params.name?.trim() ?? topic.name
    if (name.length > 128) throw badRequest('TOPIC_TITLE_TOO_LONG')
    topic.name = name
    return true
  }),
  method('deleteForumTopic', schema.deleteForumTopic, null, (world, params) => {
    const { topic, group } = findTopic(world, params)
    if (group.bot.kind !== 'administrator') throw badRequest('not enough rights to delete the topic')
    group.topics.delete(topic.id)
    for (const [id, message] of group.messages) if (message.message_thread_id === topic.id) group.messages.delete(id)
    return true
  }),
  method('leaveChat', schema.leaveChat, null, (world, params) => {
    const group = findGroup(world, params.chat_id)
    const before = group.bot
    group.bot = { kind: 'left' }
    world.updates.push('my_chat_member', group.chat().id, {
      my_chat_member: {
        chat: group.chat(),
        from: world.bot,
        date: unix(world),
        old_chat_member: memberOf(world.bot, before),
        new_chat_member: memberOf(world.bot, group.bot),
      },
    })
    return true
  }),
  method('getChatMember', schema.getChatMember, null, (world, params) => {
    const room = findRoom(world, params.chat_id)
    if (!isGroup(room)) throw badRequest('method is available only for groups and channels')
    if (params.user_id === world.bot.id) return memberOf(world.bot, room.bot)
    const user = room.members.get(params.user_id) ?? world.store.accounts.get(params.user_id)?.user
    if (user === undefined) throw badRequest('PARTICIPANT_ID_INVALID')
    return memberOf(user, { kind: room.members.has(user.id) ? 'member' : 'left' })
  }),
  method('setMessageReaction', schema.setMessageReaction, null, (world, params) => {
    const room = findReachable(world, params.chat_id)
    if (!room.messages.has(params.message_id)) throw badRequest('message to react not found')
    const reactions = (params.reaction ?? []).map(readReaction)
    if (reactions.length > 1) throw badRequest('REACTIONS_TOO_MANY')
    room.marks.set(params.message_id, reactions)
    world.truth.recordChange({
      at: world.clock.now(),
      method: 'setMessageReaction',
      chat: room.chat().id,
      message: params.message_id,
    })
    return true
  }),
]

function readReaction(given: { type: string; emoji?: string | undefined }): Reaction {
  if (given.type !== 'emoji' || given.emoji === undefined || !EMOJI.has(given.emoji))
    throw badRequest('REACTION_INVALID')
  return { type: 'emoji', emoji: given.emoji }
}
