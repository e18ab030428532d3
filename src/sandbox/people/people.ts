import { setMaxListeners } from 'node:events'
import { type Clock, sleep as realSleep, systemClock } from '../../clock.js'
import type { Emulator } from '../emulator/emulator.js'
import type { Person } from '../emulator/profile.js'
import { createRandom, pick, type Random } from '../emulator/random.js'
import type { Message } from '../emulator/wire.js'
import { browse, isRedirect, type Open, openLocally } from './browser.js'
import { type CrowdLanguage, inventBrowser, inventPerson, inventReply, stopWord } from './names.js'
import { createPreviewer, SCANNER_AGENT } from './robots.js'
import { type Deed, drawDeed, type Mix, USUAL_MIX } from './temperament.js'

/** What somebody really did. `ok`: the other side took it (a click was redirected, a press was answered). */
export type Act = {
  kind: Exclude<Deed, 'ignore'> | 'scan'
  at: number
  person: number
  /** The offer it was about. */
  message: number
  /** The address opened; null for anything but a click and a scan. */
  url: string | null
  /** Where that led; null for anything but a click, and where it led nowhere. */
  led: string | null
  /** Position of the button opened, from 0; null for a link in the text and for everything else. */
  button: number | null
  ok: boolean
  /** What it shows about the offer: that this person saw it, that they were in the chat, or nothing. */
  shows: 'seen' | 'there' | 'nothing'
}

/** Sums of what really happened; people are counted once in each. */
export type Totals = {
  /** People who got an offer, and offers got. */
  reached: number
  offers: number
  /** Offers whose person certainly saw them, and those whose person was merely in the chat after them. */
  seen: number
  there: number
  clicks: number
  peopleClicked: number
  reacted: number
  replied: number
  stopped: number
  paused: number
  stopWords: number
  lookedAtStop: number
  blocked: number
  /** Visits of robots: previews and scans. */
  previews: number
  scans: number
  failed: number
}

export type PeopleOptions = {
  emulator: Emulator
  count: number
  seed?: number
  language?: CrowdLanguage
  /** The id of the first; the others follow. */
  firstId?: number
  /** Deep-link payloads they come by; null is no payload. */
  sources?: readonly [string | null, ...(string | null)[]]
  mix?: Mix
  /** How long after an offer somebody acts, in ms. */
  delay?: { min: number; max: number }
  /** How addresses are opened; only those of this machine by default. */
  open?: Open
  clock?: Clock
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>
}

/** A crowd of simulated people. */
export type People = {
  readonly persons: readonly Person[]
  /** Everybody presses Start, so many a second. Which source each came by is in `sources`. */
  join(perSecond?: number): Promise<void>
  /** The deep-link payload of each person's first start, by id. */
  readonly sources: ReadonlyMap<number, string | null>
  /** What was really done, oldest first; `about`: only what concerns offers it accepts. */
  acts(about?: (act: Act) => boolean): Act[]
  /** Sums, over the offers that `about` accepts by chat and message id; over all by default. */
  totals(about?: (chat: number, message: number) => boolean): Totals
  /** Resolves when everybody is done with every offer that has come. */
  settled(): Promise<void>
  /** Nobody acts any more; ends when what is under way has ended. */
  close(): Promise<void>
}

const QUIET = '🔕'
const MEANT = { stop: /stop|не присылать|отпис/i, pause: /pause|пауза/i, back: /back|назад/i }
const PRESS_LIMIT = 15_000
const REACTIONS = ['👍', '❤', '🔥', '👏', '🎉'] as const

/**
 * Makes people and lets them live: each offer (a message of the bot with a 🔕 button under it) is acted upon after a
 * while, according to a temperament drawn anew from the mix. One clicker in ten opens the link twice, and one in
 * twenty has a scanner that asks for it first. The same seed gives the same people with the same deeds.
 */
export function createPeople(options: PeopleOptions): People {
  const { emulator, count, seed = 1, language = 'mixed', firstId = 200_001, mix = USUAL_MIX } = options
  const { delay = { min: 300, max: 6_000 }, open = openLocally, clock = systemClock, sleep = realSleep } = options
  const sourcePool = options.sources ?? [null, 'instagram', 'site', 'qr-shop']
  const random = createRandom(seed)
  const over = new AbortController()
  setMaxListeners(0, over.signal)
  const under = new Set<Promise<void>>()
  const acts: Act[] = []
  const offers: { person: number; message: number }[] = []
  const previewer = createPreviewer(emulator, open)

  const persons = Array.from({ length: count }, (_none, i) =>
    emulator.user(inventPerson(firstId + i, language, random)),
  )
  const sources = new Map(persons.map(person => [person.id, pick(random, sourcePool)]))
  const lives = new Map(persons.map(person => [person.id, { person, random: createRandom(seed * 7_919 + person.id) }]))

  const stop = emulator.watch(event => {
    if (event.kind !== 'message') return
    const life = lives.get(event.accepted.chat)
    if (life === undefined || !isOffer(event.message)) return
    offers.push({ person: life.person.id, message: event.message.message_id })
    const deed = drawDeed(mix, life.random)
    const done = live(life.person, life.random, event.message, deed).finally(() => under.delete(done))
    under.add(done)
  })

  const note = (person: Person, offer: Message, act: Pick<Act, 'kind' | 'ok' | 'shows'> & Partial<Act>) => {
    acts.push({
      at: clock.now(),
      person: person.id,
      message: offer.message_id,
      url: null,
      led: null,
      button: null,
      ...act,
    })
  }

  const live = async (person: Person, dice: Random, offer: Message, deed: Deed) => {
    await sleep(delay.min + dice() * (delay.max - delay.min), over.signal)
    if (over.signal.aborted || person.state() !== 'open' || deed === 'ignore') return
    try {
      await act(person, dice, offer, deed)
    } catch {
      // The offer was deleted meanwhile, or its keyboard is not what it was.
      note(person, offer, { kind: deed, ok: false, shows: 'nothing' })
    }
  }

  const act = async (person: Person, dice: Random, offer: Message, deed: Exclude<Deed, 'ignore'>) => {
    switch (deed) {
      case 'react':
        person.react(offer.message_id, pick(dice, REACTIONS))
        return note(person, offer, { kind: deed, ok: true, shows: 'seen' })
      case 'write': {
        const quoting = dice() < 0.5
        // Whose app is set to another language writes like the others here.
        const reply = inventReply(language === 'mixed' ? person.profile().language_code : language, dice)
        person.send(reply, quoting ? { replyTo: offer.message_id } : {})
        return note(person, offer, { kind: deed, ok: true, shows: quoting ? 'seen' : 'there' })
      }
      case 'word':
        person.send(stopWord(person.profile().language_code, dice))
        return note(person, offer, { kind: deed, ok: true, shows: 'there' })
      case 'block':
        person.block()
        return note(person, offer, { kind: deed, ok: true, shows: 'nothing' })
      case 'click':
        return click(person, dice, offer)
      case 'stop':
      case 'pause':
      case 'back': {
        const ok = await pressUnder(person, offer, MEANT[deed])
        return note(person, offer, { kind: deed, ok, shows: ok ? 'seen' : 'nothing' })
      }
    }
  }

  const click = async (person: Person, dice: Random, offer: Message) => {
    const [first, ...others] = linksOf(offer)
    if (first === undefined) return
    const { url, button } = pick(dice, [first, ...others])
    const agent = inventBrowser(dice)
    if (dice() < 0.05) {
      const { status } = await open(url, { method: 'HEAD', agent: SCANNER_AGENT })
      note(person, offer, { kind: 'scan', ok: status !== null, shows: 'nothing', url, button })
    }
    const times = dice() < 0.1 ? 2 : 1
    for (let i = 0; i < times; i += 1) {
      const visit = await browse(open, url, agent)
      const ok = isRedirect(visit) || visit.status === 200
      note(person, offer, { kind: 'click', ok, shows: ok ? 'seen' : 'nothing', url, led: visit.location, button })
    }
  }

  /** Presses 🔕, waits for the keyboard to change, and presses what was meant. */
  const pressUnder = async (person: Person, offer: Message, wanted: RegExp): Promise<boolean> => {
    const id = offer.message_id
    if ((await person.press(id, QUIET, PRESS_LIMIT)) === null) return false
    const label = await emulator
      .waitFor(() => calling(person.message(id)).find(text => wanted.test(text)), PRESS_LIMIT)
      .catch(() => null)
    return label !== null && (await person.press(id, label, PRESS_LIMIT)) !== null
  }

  return {
    persons,
    sources,
    async join(perSecond = 100) {
      for (const [i, person] of persons.entries()) {
        if (over.signal.aborted) return
        person.start(sources.get(person.id) ?? undefined)
        // A batch every tenth of a second keeps the timer out of the count.
        if ((i + 1) % Math.max(1, Math.round(perSecond / 10)) === 0) await sleep(100, over.signal)
      }
    },
    acts: (about = () => true) => acts.filter(about),
    totals(about = () => true) {
      const own = acts.filter(act => about(act.person, act.message))
      const got = offers.filter(offer => about(offer.person, offer.message))
      const done = (kind: Act['kind']) => own.filter(act => act.kind === kind && act.ok)
      const people = (kind: Act['kind']) => new Set(done(kind).map(act => act.person)).size
      const places = (shows: Act['shows']) =>
        new Set(own.filter(one => one.shows === shows).map(one => `${one.person} ${one.message}`))
      const seen = places('seen')
      return {
        seen: seen.size,
        there: [...places('there')].filter(place => !seen.has(place)).length,
        reached: new Set(got.map(offer => offer.person)).size,
        offers: got.length,
        clicks: done('click').length,
        peopleClicked: people('click'),
        reacted: people('react'),
        replied: people('write'),
        stopped: people('stop'),
        paused: people('pause'),
        stopWords: people('word'),
        lookedAtStop: people('back'),
        blocked: people('block'),
        previews: previewer.fetched().size,
        scans: done('scan').length,
        failed: own.filter(act => !act.ok).length,
      }
    },
    async settled() {
      while (under.size > 0) await Promise.all(under)
    },
    async close() {
      over.abort()
      stop()
      await Promise.all(under)
      await previewer.close()
    },
  }
}

/** An offer has a 🔕 under it. */
function isOffer(message: Message): boolean {
  return calling(message).some(text => text.includes(QUIET))
}

/** Labels of the buttons that call the bot back. */
function calling(message: Message): string[] {
  const buttons = (message.reply_markup?.inline_keyboard ?? []).flat()
  return buttons.filter(button => button.callback_data !== undefined).map(button => button.text)
}

/** Every address of an offer: buttons first, then links in the text. */
export function linksOf(message: Message): { url: string; button: number | null }[] {
  const buttons = (message.reply_markup?.inline_keyboard ?? []).flat().filter(button => button.url !== undefined)
  const entities = message.entities ?? message.caption_entities ?? []
  const text = message.text ?? message.caption ?? ''
  return [
    ...buttons.map((one, button) => ({ url: one.url ?? '', button })),
    ...entities
      .filter(one => one.type === 'text_link' || one.type === 'url')
      .map(one => ({ url: one.url ?? text.slice(one.offset, one.offset + one.length), button: null })),
  ]
}
