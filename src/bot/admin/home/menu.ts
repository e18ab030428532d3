import { HOUR, MINUTE } from '../../../clock.js'
import { unreachable } from '../../../errors.js'
import { honestShare } from '../../../reports/share.js'
import { bytes, dateTime, duration, type Language, shorten, time, zoneName } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece, type Rich, rich } from '../../../text/rich.js'
import { type Card, type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { command, type Entry, go, screen } from '../../screen.js'
import { broadcasts } from '../broadcasts/addresses.js'
import { campaigns } from '../campaigns/addresses.js'
import { imports } from '../imports/addresses.js'
import { offers } from '../offers/addresses.js'
import { results } from '../results/addresses.js'
import { segments } from '../segments/addresses.js'
import { goalLine } from '../words/goal.js'
import { home } from './addresses.js'
import type { Last, Under } from './course.js'
import { doorsOf } from './doors.js'
import { endFirstDay, type FirstDay, isDone } from './first-day.js'
import type { Need } from './needs.js'
import { findHome, type HomeView } from './view.js'

const EVERY_MS = MINUTE
/** After this long nobody looks at it any more. */
const OPEN_MS = HOUR
const NAME_LENGTH = 40
const MOST_NEEDS = 5
/** A share is a fraction here and a part of a whole there. */
const WHOLE = 1_000_000

/** The menu: how things are, and the ways to everything; the newest of a chat is kept current for an hour. */
export const menuPlaces: Entry[] = [
  command('admin', go(home.home, {})),
  screen(
    home.home,
    async here => {
      const view = await findHome(here, here.at)
      const over = view.firstDay !== null && isDone(view.firstDay)
      const shown = over ? { ...view, firstDay: null } : view
      return {
        ...menuCard(shown, here),
        again: EVERY_MS,
        seen: () => {
          if (over) endFirstDay(here.db)
        },
      }
    },
    { sole: 'chat', lasts: OPEN_MS },
  ),
]

function menuCard(view: HomeView, here: Here): Card {
  const { language, role } = here
  const { admin, home: words } = here.t
  const { needs, course } = view
  // An analyst can do nothing of that list.
  const firstDay = role === 'analyst' ? null : view.firstDay
  const title = words.title(
    here.preferences.title() ?? here.bot().first_name,
    `${dateTime(view.at, view.zone, language, view.at)} ${zoneName(view.zone, language)}`,
  )
  const unanswered = needs.find(need => need.kind === 'inbox')?.people ?? 0
  return {
    text: blocks([
      [title, ...reachLines(view, firstDay !== null, language), ...goalLines(here)],
      firstDay === null ? [] : [words.firstDay, ...(firstDay.people ? [] : [words.bringPeople])],
      needs.length === 0 ? [] : needLines(needs, language),
      [
        ...course.now.map(under => underLine(under, view, language)),
        ...(course.others === 0 ? [] : [words.more(course.others)]),
        ...nextLines(view, language),
        ...(course.last === null ? [] : [lastLine(course.last, language)]),
      ],
    ]),
    keyboard: [
      ...(firstDay === null ? [] : stepKeys(firstDay, language)),
      ...(needs.length === 0 ? [] : [[key(words.buttons.needs(needs.length), home.needs, {})]]),
      ...pairs([
        ...(here.may(offers.another) ? [key(admin.newOffer, offers.another, {})] : []),
        key(admin.broadcasts, broadcasts.list, { page: 0 }),
        key(here.t.campaigns.door, campaigns.list, { page: 0 }),
        key(here.t.resultCards.door, results.home, { quarter: 0 }),
        key(admin.segments, segments.list, { page: 0 }),
        ...doorsOf(here, unanswered),
      ]),
    ],
  }
}

/** Groups of lines with an empty line between them; groups without lines are left out. */
function blocks(groups: Piece[][]): Rich {
  return lines(groups.filter(group => group.length > 0).flatMap((group, i) => (i === 0 ? group : ['', ...group])))
}

/** @param all whether all subscribers are told too, as on the first day, when they begin to come */
function reachLines({ reach }: HomeView, all: boolean, language: Language): Piece[] {
  const words = texts(language).home
  if (reach === null) return []
  const { subscribers, people, plus, minus, blocked } = reach
  const line = all ? rich`${words.subscribers(subscribers)} · ${words.reach(people)}` : words.reach(people)
  return [plus + minus === 0 ? line : rich`${line} · ${words.today(plus, minus, blocked)}`]
}

function goalLines(here: Here): Piece[] {
  const line = goalLine(here)
  return line === null ? [] : [line]
}

function needLines(needs: readonly Need[], language: Language): Piece[] {
  const words = texts(language).home
  return [
    words.needs(needs.length),
    ...needs.slice(0, MOST_NEEDS).map(need => `· ${needWords(need, language)}`),
    ...(needs.length > MOST_NEEDS ? [words.more(needs.length - MOST_NEEDS)] : []),
  ]
}

/** What needs a human, in one line. */
function needWords(need: Need, language: Language): string {
  const words = texts(language).home
  switch (need.kind) {
    case 'links':
      return words.linksShut
    case 'disk':
      return words.disk(bytes(need.free, language))
    case 'restored':
      return words.restored
    case 'held':
      return words.held(shorten(need.name, NAME_LENGTH), words.heldBecause[need.reason])
    case 'noAnswer':
      return words.noAnswer(shorten(need.name, NAME_LENGTH), need.people)
    case 'shop':
      return texts(language).connectionCards.need[need.trouble](need.name)
    case 'version':
      return texts(language).versionCards.need(shorten(need.name, NAME_LENGTH))
    case 'whoIsWho':
      return texts(language).whoCards.need(need.customers)
    case 'service':
      return words.serviceTrouble(need)
    case 'inbox':
      return words.wrote(need.people, need.long)
    default:
      return unreachable(need)
  }
}

function underLine(under: Under, view: HomeView, language: Language): Rich {
  const words = texts(language).home
  const { state, percent } = under
  const facts = [percent === null ? null : `${percent} %`, moreOf(under, view, language)]
  const tail = facts
    .filter(fact => fact !== null)
    .map(fact => `, ${fact}`)
    .join('')
  return (state === 'paused' ? words.resting : words.now)(shorten(under.name, NAME_LENGTH), tail)
}

/** What is to be said of it beside how far it is; null when there is nothing. */
function moreOf({ state, left, waitsUntil }: Under, view: HomeView, language: Language): string | null {
  const words = texts(language).home
  if (state === 'planning') return words.planning
  if (state === 'paused') return null
  if (waitsUntil !== null) return words.waits(time(waitsUntil, view.zone))
  if (view.outage === 'open') return words.outage
  if (view.outage === 'unheard') return words.unheard
  if (view.restsUntil !== null) return words.telegramRest(time(view.restsUntil, view.zone))
  return left === null ? null : words.left(duration(left, language))
}

function nextLines({ course, zone, at }: HomeView, language: Language): Piece[] {
  const words = texts(language).home
  const { next } = course
  if (next === null) return []
  const when = dateTime(next.at, zone, language, at)
  const line = words.next(when, shorten(next.name, NAME_LENGTH), next.people)
  return [next.others === 0 ? line : rich`${line}${words.alsoScheduled(next.others)}`]
}

function lastLine({ name, figure, judged, delivered, usual }: Last, language: Language): Rich {
  const { home: words, reports } = texts(language)
  const rounding = figure === 'seen' ? 'down' : 'nearest'
  const share = honestShare(judged, delivered, language, rounding)
  const beside = usual === null ? '' : words.usual(honestShare(Math.round(usual * WHOLE), WHOLE, language, rounding))
  return words.last(shorten(name, NAME_LENGTH), reports.glance[figure](share) + beside)
}

function stepKeys(done: FirstDay, language: Language): Key[][] {
  const { steps } = texts(language).home
  const label = (ready: boolean, words: string) => `${ready ? '✅' : '☐'} ${words}`
  return [
    [key(label(true, steps.bot), home.bot, {}), key(label(done.links, steps.links), home.links, {})],
    [
      key(label(done.people, steps.people), imports.home, { page: 0 }),
      key(label(done.welcome, steps.welcome), home.welcome, {}),
    ],
    [key(label(done.test, steps.test), offers.another, {})],
  ]
}
