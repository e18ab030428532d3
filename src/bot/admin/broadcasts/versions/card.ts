import { type Broadcast, getBroadcast } from '../../../../delivery/broadcast.js'
import { countWaiting, decideTrial, holdTrial, tryLonger } from '../../../../delivery/trial/decide.js'
import { getTrial, listTrials, type Trial } from '../../../../delivery/trial/trial.js'
import { shorten, versionLetter } from '../../../../text/format.js'
import { lines, type Rich, rich } from '../../../../text/rich.js'
import { type Key, key, pairs } from '../../../card.js'
import type { Here } from '../../../here.js'
import { type Doing, deed, type Entry, type Go, go, screen } from '../../../screen.js'
import { shownName } from '../../words/name.js'
import { broadcasts } from '../addresses.js'
import { isOver } from '../progress-view.js'
import { nextLines, verdictLines } from './lines.js'

const NAME = 30

/** What became of versions that are tried, and what the others get: by itself, or by somebody's word. */
export const trialPlaces: Entry[] = [
  screen(
    broadcasts.trial,
    async (here, { id, part }) => {
      const broadcast = getBroadcast(here.db, id)
      const trial = getTrial(here.db, id, part)
      const waiting = await countWaiting(here.db, id, part)
      const { language, at } = here
      const { admin } = here.t
      const read = { zone: broadcast.zone, at }
      const others = listTrials(here.db, id).filter(other => other.part !== part)
      return {
        text: lines([
          titleOf(here, broadcast, trial),
          ...(trial.verdict === null || trial.state === 'trying' ? [] : verdictLines(trial, trial.verdict, language)),
          ...nextLines(trial, broadcast, waiting, read, language).map(line => rich`\n${line}`),
        ]),
        keyboard: [
          ...(isOver(broadcast) ? [] : choices(here, trial)),
          ...others.map(other => [
            key(`⚖️ ${nameOf(here, broadcast, other)}`, broadcasts.trial, { id, part: other.part }),
          ]),
          [
            isOver(broadcast)
              ? key(here.t.delivery.buttons.report, broadcasts.report, { id })
              : key(admin.card, broadcasts.open, { id }),
          ],
        ],
      }
    },
    { sole: 'chat' },
  ),

  // Whatever was decided meanwhile stays decided: the card shows it.
  deed(broadcasts.holdTrial, ({ db, at }, { id, part }) => {
    holdTrial(db, id, part, at)
    return go(broadcasts.trial, { id, part })
  }),

  deed(broadcasts.tryLonger, ({ db, at }, { id, part }) => {
    tryLonger(db, id, part, at)
    return go(broadcasts.trial, { id, part })
  }),

  deed(broadcasts.sendVersion, {
    look: () => null,
    do: (doing, { id, part, version }) => decide(doing, { id, part, choice: version }),
    hint: ({ engine }) => engine.wake(),
  }),

  deed(broadcasts.sendHalf, {
    look: () => null,
    do: (doing, { id, part }) => decide(doing, { id, part, choice: null }),
    hint: ({ engine }) => engine.wake(),
  }),
]

/** @param of.choice which version, from 0; null: all of them */
function decide({ db, me, at }: Doing, { id, part, choice }: { id: number; part: number; choice: number | null }): Go {
  decideTrial(db, id, part, { choice, adminId: me }, at)
  return go(broadcasts.trial, { id, part })
}

/** What may be said while it is not decided. */
function choices({ language, t }: Here, { broadcastId: id, part, state, variants, verdict }: Trial): Key[][] {
  const { keys } = t.versionCards
  if (state !== 'judged' && state !== 'asked') return []
  const leader = verdict?.leader ?? 0
  const send = (version: number, label: (letter: string) => string) =>
    key(label(versionLetter(version, language)), broadcasts.sendVersion, { id, part, version })
  const others = variants.map((_, version) => version).filter(version => version !== leader)
  if (state === 'judged')
    return pairs([
      key(keys.hold, broadcasts.holdTrial, { id, part }),
      ...others.map(version => send(version, keys.instead)),
    ])
  return pairs([
    send(leader, keys.send),
    key(keys.half(variants.length), broadcasts.sendHalf, { id, part }),
    ...others.map(version => send(version, keys.send)),
    key(keys.longer, broadcasts.tryLonger, { id, part }),
  ])
}

/** Whose message is tried, where there are several. */
function nameOf({ t }: Here, { parts }: Broadcast, { part }: Pick<Trial, 'part'>): string {
  return shorten(parts[part]?.name ?? t.admin.everyoneElse, NAME)
}

function titleOf(here: Here, broadcast: Broadcast, trial: Trial): Rich {
  const { versionCards: t } = here.t
  const name = shownName(broadcast.offerName)
  const messages = new Set(broadcast.parts.map(({ variantId }) => variantId)).size
  return messages > 1 ? t.titleFor(name, nameOf(here, broadcast, trial)) : t.title(name)
}
