import type { User } from '../../emulator/wire.js'
import type { Act, ChatPatch } from '../protocol.js'
import { createComposer } from './composer.js'
import { avatar, button, icon, iconButton, make } from './dom.js'
import type { Hand } from './hand.js'
import { type Item, openMenu } from './menu.js'
import { openPicker } from './picker.js'
import { findPeople, post } from './talk.js'
import { createThread } from './thread.js'
import type { Times } from './time.js'
import { askLine, toast } from './toast.js'
import type { PageLanguage, Words } from './words.js'

/** One of the two messengers. */
export type Pane = {
  readonly element: HTMLElement
  person(): number | null
  /** Shows this person's chat with the bot from now on; its messages come with the next patch. */
  become(person: number | null, bot: User, fixed: boolean): void
  apply(patch: ChatPatch): void
  typing(): void
}

export type PaneDeps = {
  side: 'marketer' | 'subscriber'
  words: Words
  times: Times
  language: PageLanguage
  /** Somebody else was chosen. */
  chosen(person: number): void
  earlier(): void
  /** The newest message came in while this pane may be out of sight. */
  news(): void
}

export function createPane({ side, words, times, language, chosen, earlier, news }: PaneDeps): Pane {
  let person: number | null = null
  let bot: User = { id: 0, is_bot: true, first_name: '' }
  let latest: ChatPatch | null = null
  let typingUntil: ReturnType<typeof setTimeout> | undefined
  let fixed = false

  const element = make('section', { class: 'pane', label: words[side], attrs: { 'data-side': side } })
  const act = async (what: Act) => {
    try {
      return await post(what)
    } catch (error) {
      toast(words.failed(error instanceof Error ? error.message : String(error)), element)
      return undefined
    }
  }
  const user = (then: (id: number) => unknown) => {
    if (person !== null) then(person)
  }

  const hand: Hand = {
    words,
    times,
    person: () => person,
    bot: () => bot,
    act,
    say: text => user(id => act({ act: 'send', user: id, text, entities: [], replyTo: null })),
    start: payload => user(id => act({ act: 'start', user: id, payload })),
    opened: () => user(id => act({ act: 'click', user: id })),
    async mentioned(username) {
      const { people } = await findPeople(`@${username}`)
      const found = people.find(one => one.username?.toLowerCase() === username.toLowerCase())
      if (found !== undefined && !fixed) chosen(found.id)
      else if (username.toLowerCase() !== bot.username?.toLowerCase()) toast(words.elsewhere(username), element)
    },
    reply(id) {
      const message = thread.message(id)
      if (message !== null) composer.reply(message)
    },
    edit(id) {
      const message = thread.message(id)
      if (message !== null) composer.edit(message)
    },
    show: id => thread.show(id),
  }
  const thread = createThread({
    hand,
    earlier,
    seen: message => user(id => void post({ act: 'read', user: id, message }).catch(() => {})),
  })
  const composer = createComposer(hand, thread.lastOwn)

  const role = make('span', { class: 'role' }, words[side])
  const who = button({ class: 'who-am-i', click: () => choose() })
  const chat = make('div', { class: 'chat-name' })
  const menu = iconButton('dots', words.menu, () => openMore())
  element.append(make('header', { class: 'pane-head' }, chat, who, menu), thread.element, composer.element)

  const choose = () => {
    if (fixed) return
    const join = async (name: string) => {
      const made = await act({ act: 'join', name, language })
      if (made !== undefined && made !== null && 'id' in made) chosen(made.id)
    }
    openPicker({ words, times, current: person, chosen, join: name => void join(name) })
  }

  const openMore = () => {
    const id = person
    if (id === null || latest === null) return
    const withSource = () => askLine(words.startWithTitle, words.startWithHint, words, hand.start)
    const items: Item[] = []
    if (latest.state !== 'deactivated') items.push({ icon: 'link', label: words.startWith, run: withSource })
    if (latest.state === 'open') {
      items.push({ icon: 'ban', label: words.stop, danger: true, run: () => void act({ act: 'block', user: id }) })
    }
    if (latest.state === 'blocked') {
      items.push({ icon: 'again', label: words.restart, run: () => hand.start(null) })
    }
    openMenu(menu, words.menu, items)
  }

  const drawHead = () => {
    const about = latest?.user
    const name = about === undefined ? '' : [about.first_name, about.last_name ?? ''].join(' ').trim()
    const typing = typingUntil !== undefined
    const state = make('small', { class: typing ? 'typing-words' : '' }, typing ? words.typing : words.bot)
    chat.replaceChildren(
      avatar(bot.first_name, bot.id),
      make('span', { class: 'names' }, make('b', {}, bot.first_name), state),
    )
    who.disabled = fixed
    const label = about === undefined ? words.choose : `${words[side]}: ${words.seenAs(name)}`
    who.setAttribute('aria-label', fixed ? label : `${label}. ${words.choose}`)
    const mark = latest?.state === 'blocked' ? words.blocked : latest?.state === 'deactivated' ? words.deactivated : ''
    const lines = make('span', { class: 'names' }, role, make('b', {}, name === '' ? words.choose : name))
    if (mark !== '') lines.append(make('small', { class: 'state' }, mark))
    who.replaceChildren(avatar(name === '' ? '?' : name, person ?? 0), lines)
    if (!fixed) who.append(icon('more'))
    menu.hidden = latest === null
  }

  const stopTyping = () => {
    clearTimeout(typingUntil)
    typingUntil = undefined
    drawHead()
  }

  return {
    element,
    person: () => person,
    become(next, whose, isFixed) {
      bot = whose
      fixed = isFixed
      if (next !== person) {
        composer.change(person, next)
        person = next
        latest = null
        thread.clear()
        element.dataset['person'] = String(next ?? '')
        composer.element.hidden = true
      }
      drawHead()
    },
    apply(patch) {
      latest = patch
      composer.element.hidden = false
      composer.set(patch)
      thread.apply(patch)
      const fromBot = patch.messages.some(one => one.from.is_bot)
      if (fromBot) stopTyping()
      else drawHead()
      if (fromBot && !patch.whole) news()
    },
    typing() {
      thread.typing()
      clearTimeout(typingUntil)
      typingUntil = setTimeout(stopTyping, 5_000)
      drawHead()
    },
  }
}
