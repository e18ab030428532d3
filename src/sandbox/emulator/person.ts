import { type CallbackDeps, callBack } from './callback.js'
import { fileOf, findButton, reworded, textOf } from './compose.js'
import type { FileKind } from './files.js'
import { quoted } from './methods/place.js'
import { PATIENCE_MS } from './patience.js'
import { idOf, vote } from './poll.js'
import { type Asked, type Extra, type Inline, type Person, type Sent, userOf } from './profile.js'
import { type Account, chatOf } from './store.js'
import type { Answer } from './truth.js'
import type { Message, Poll, Reaction } from './wire.js'
import { unix } from './world.js'

/** What a person needs of the world. */
export type PersonDeps = CallbackDeps & { nextAlbum: () => string }

/** Of a quiz made in another chat Telegram does not tell a bot which answer is right. */
function pollOf(
  { question, options, right, explanation, description, many, elsewhere, more }: Asked,
  id: string,
): Poll {
  return {
    id,
    question,
    options: options.map((text, i) => ({ persistent_id: String(i), text, voter_count: 0 })),
    total_voter_count: 0,
    is_closed: false,
    is_anonymous: true,
    type: right === undefined ? 'regular' : 'quiz',
    allows_multiple_answers: many === true,
    allows_revoting: right === undefined,
    members_only: false,
    ...(right !== undefined && elsewhere !== true && { correct_option_ids: right }),
    ...(explanation !== undefined && { explanation }),
    ...(description !== undefined && { description }),
    ...more,
  }
}

/** Makes the handle of an account. */
export function createPerson(account: Account, deps: PersonDeps): Person {
  const { world } = deps
  const id = account.user.id
  const now = () => world.clock.now()

  const message = (messageId: number): Message => {
    const found = account.messages.get(messageId)
    if (found === undefined) throw new Error(`no message ${messageId} in the chat of ${id}`)
    return found
  }

  const say = (content: Partial<Message>, extra: Extra = {}): Message => {
    if (account.state === 'blocked') throw new Error(`${id} has blocked the bot`)
    if (account.state === 'deactivated') throw new Error(`${id} has no account any more`)
    account.state = 'open'
    const reply = extra.replyTo === undefined ? {} : { reply_to_message: quoted(message(extra.replyTo)) }
    const quote = extra.quote === undefined ? {} : { quote: { text: extra.quote, position: 0 } }
    const sent: Message = {
      message_id: world.store.nextId(),
      from: account.user,
      chat: chatOf(account.user),
      date: unix(world),
      ...reply,
      ...quote,
      ...content,
    }
    account.messages.set(sent.message_id, sent)
    world.updates.push('message', id, { message: sent })
    return sent
  }

  const via = ({ viaBot }: Inline): Partial<Message> =>
    viaBot === undefined ? {} : { via_bot: { id: viaBot, is_bot: true, first_name: 'Inline' } }

  const sendFile = (kind: FileKind, sent: Sent = {}): Message => say(fileOf(world, kind, sent), sent)

  const change = (status: 'member' | 'kicked') => {
    const member = { user: world.bot, status: 'member' as const }
    const kicked = { user: world.bot, status: 'kicked' as const, until_date: 0 as const }
    const [before, after] = status === 'kicked' ? [member, kicked] : [kicked, member]
    const my_chat_member = {
      chat: chatOf(account.user),
      from: account.user,
      date: unix(world),
      old_chat_member: before,
      new_chat_member: after,
    }
    world.updates.push('my_chat_member', id, { my_chat_member })
  }

  const unblock = () => {
    if (account.state !== 'blocked') return
    account.state = 'open'
    change('member')
  }

  const call = async (messageId: number, data: string, limitMs: number): Promise<Answer | null> => {
    const under = message(messageId)
    if (account.state !== 'open') throw new Error(`${id} cannot press: ${account.state}`)
    return callBack(deps, { from: account.user, message: under, data }, limitMs)
  }

  return {
    id,
    profile: () => account.user,
    state: () => account.state,
    start(payload) {
      unblock()
      return say(textOf(payload === undefined ? '/start' : `/start ${payload}`, {}))
    },
    send: (text, extra = {}) => say(textOf(text, extra), extra),
    sendPhoto: sent => sendFile('photo', sent),
    sendVideo: sent => sendFile('video', sent),
    sendAnimation: sent => sendFile('animation', sent),
    sendDocument: sent => sendFile('document', sent),
    sendSticker: sent => sendFile('sticker', sent),
    sendVoice: sent => sendFile('voice', sent),
    sendVideoNote: sent => sendFile('video_note', sent),
    sendAudio: sent => sendFile('audio', sent),
    beginAlbum: () => deps.nextAlbum(),
    sendPoll(asked) {
      const poll = pollOf(asked, idOf(world))
      world.store.polls.set(poll.id, { poll, bot: false, votes: new Map() })
      const origin = { type: 'user' as const, sender_user: account.user, date: unix(world) }
      return say({ poll, ...(asked.elsewhere === true && { forward_origin: origin }) })
    },
    vote(messageId, options) {
      const { poll } = message(messageId)
      if (account.state !== 'open') throw new Error(`${id} cannot answer: ${account.state}`)
      vote(world, account.user, poll === undefined ? undefined : world.store.polls.get(poll.id), options)
    },
    answer(pollId, options) {
      const option_persistent_ids = options.map(String)
      const poll_answer = { poll_id: pollId, user: account.user, option_ids: [...options], option_persistent_ids }
      world.updates.push('poll_answer', id, { poll_answer })
    },
    sendAlbum(items) {
      const album = deps.nextAlbum()
      return items.map(item => sendFile(item.kind, { ...item, album }))
    },
    sendContact: (phone, owner = id, extra = {}) =>
      say({ contact: { phone_number: phone, first_name: account.user.first_name, user_id: owner }, ...via(extra) }),
    sendLocation: (latitude, longitude, extra = {}) => say({ location: { latitude, longitude }, ...via(extra) }),
    sendVenue(latitude, longitude, title) {
      const location = { latitude, longitude }
      return say({ location, venue: { location, title, address: title } })
    },
    forward(messageId) {
      const source = message(messageId)
      const {
        reply_markup: _markup,
        reply_to_message: _reply,
        message_id: _id,
        date: _date,
        from: _from,
        ...rest
      } = source
      return say({ ...rest, forward_origin: { type: 'user', sender_user: source.from, date: source.date } })
    },
    forwardPost(post) {
      const shop = { id: 777_000, is_bot: false, first_name: 'Shop' }
      return say({ ...post, forward_origin: { type: 'user', sender_user: shop, date: unix(world) } })
    },
    edit(messageId, text, extra = {}) {
      const old = message(messageId)
      if (old.from.id !== id) throw new Error(`message ${messageId} is not by ${id}`)
      const edited = reworded(world, old, text, extra)
      account.messages.set(messageId, edited)
      world.updates.push('edited_message', id, { edited_message: edited })
      return edited
    },
    async press(messageId, button, limitMs = PATIENCE_MS) {
      const found = findButton(message(messageId), button, one => one.callback_data !== undefined)
      return call(messageId, found.callback_data ?? '', limitMs)
    },
    forge: (messageId, data, limitMs = PATIENCE_MS) => call(messageId, data, limitMs),
    addressOf(messageId, label) {
      const shown = message(messageId)
      const text = shown.text ?? shown.caption ?? ''
      for (const entity of shown.entities ?? shown.caption_entities ?? []) {
        const words = text.slice(entity.offset, entity.offset + entity.length)
        if (entity.url !== undefined && words.includes(label)) return entity.url
        if (entity.type === 'url' && words.includes(label)) return words
      }
      return findButton(shown, label, one => one.url !== undefined).url ?? ''
    },
    react(messageId, emoji) {
      message(messageId)
      if (account.state !== 'open') throw new Error(`${id} cannot react: ${account.state}`)
      const old_reaction = account.reactions.get(messageId) ?? []
      const new_reaction: Reaction[] = emoji === null ? [] : [{ type: 'emoji', emoji }]
      account.reactions.set(messageId, new_reaction)
      const { user } = account
      const place = { chat: chatOf(user), message_id: messageId, user, date: unix(world) }
      world.updates.push('message_reaction', id, { message_reaction: { ...place, old_reaction, new_reaction } })
    },
    remove(messageId) {
      message(messageId)
      account.messages.delete(messageId)
      world.truth.recordChange({ at: now(), method: 'removed by the person', chat: id, message: messageId })
    },
    block() {
      if (account.state !== 'open') return
      account.state = 'blocked'
      change('kicked')
    },
    unblock,
    deactivate() {
      account.state = 'deactivated'
    },
    change(profile) {
      const { first_name, last_name, username, language_code, is_premium } = account.user
      account.user = userOf({
        id,
        firstName: first_name,
        lastName: last_name ?? null,
        username: username ?? null,
        language: language_code ?? null,
        premium: is_premium ?? false,
        ...profile,
      })
    },
    messages: () => [...account.messages.values()],
    lastMessage() {
      const last = [...account.messages.values()].findLast(one => one.from.is_bot)
      if (last === undefined) throw new Error(`the bot has written nothing to ${id}`)
      return last
    },
    message,
    keyboard: () => account.keyboard,
    pinned: () => [...account.pinned],
  }
}
