import { findAttribute } from '../../../audience/attribute.js'
import { findSource } from '../../../audience/source.js'
import { HOUR, MINUTE } from '../../../clock.js'
import type { Again, Entry, Exit, Start, Wait } from '../../../delivery/campaign/terms.js'
import { unreachable } from '../../../errors.js'
import { findListed } from '../../../segments/segment.js'
import { clockOf, shorten } from '../../../text/format.js'
import { findEventName } from '../../../tracking/event-name.js'
import type { Here } from '../../here.js'
import { fieldName } from './field-name.js'
import { nameList, shownName } from './name.js'

const NAME = 60

type Speaking = Pick<Here, 'db' | 'language' | 't'>

/** What takes people out of a series, in the order of its card. */
export const EXITS = ['ordered', 'clicked', 'replied', 'left'] as const satisfies readonly (keyof Exit)[]

/** "subscribed · once a person · not for those moved in". */
export function entryWords(here: Speaking, { on, again }: Entry): string {
  const { campaignTerms: t } = here.t
  const moved = on.kind === 'subscribed' ? (on.movedIn ? t.movedInToo : t.notMovedIn) : null
  const dated = on.kind === 'date' ? (on.yearly ? t.yearly : t.onlyOnce) : againWords(here, again)
  return [startWords(here, on), dated, moved].filter(part => part !== null).join(' · ')
}

/** What brings people in, without how often. */
export function startWords({ db, language, t: { campaignTerms: t } }: Speaking, on: Start): string {
  const segment = (id: number) => shownName(shorten(findListed(db, id)?.name ?? '…', NAME))
  switch (on.kind) {
    case 'subscribed': {
      if (on.sources === null) return t.starts.subscribed
      const names = on.sources.map(id => findSource(db, id)?.name ?? '…')
      return t.starts.subscribedBy(nameList(names, language))
    }
    case 'ordered':
      return t.starts[on.which]
    case 'enters':
      return t.starts.enters(segment(on.segmentId))
    case 'leaves':
      return t.starts.leaves(segment(on.segmentId))
    case 'date': {
      const field = on.attributeId === null ? null : findAttribute(db, on.attributeId)
      const day = on.attributeId === null ? t.birthdayAt(on.days) : t.date(dateName({ language, field }), on.days)
      return `${day}, ${t.waits.at(clockOf(on.minute))}`
    }
    case 'event':
      return t.starts.event(shownName(shorten(findEventName(db, on.nameId)?.name ?? '…', NAME)))
    default:
      return unreachable(on)
  }
}

/** Whether people come in again. */
function againWords({ t: { campaignTerms: t } }: Pick<Here, 't'>, again: Again): string {
  return again.kind === 'after' ? t.again.after(again.days) : t.again[again.kind]
}

/** "ordered, opened a link, or stopped offers". */
export function exitWords({ t: { campaignTerms: t } }: Pick<Here, 't'>, exit: Exit): string {
  const all = EXITS.filter(which => exit[which]).map(which => t.ends[which])
  return t.or(all.join(', '), t.stopped)
}

/** "after 2 days, 11:00 by their clock". */
export function waitWords({ t: { campaignTerms: t } }: Pick<Here, 't'>, wait: Wait): string {
  switch (wait.kind) {
    case 'at_once':
      return t.waits.atOnce
    case 'after':
      return wait.ms % HOUR === 0 ? t.waits.hours(wait.ms / HOUR) : t.waits.minutes(Math.ceil(wait.ms / MINUTE))
    case 'days': {
      const day = wait.days === 0 ? t.waits.sameDay : t.waits.days(wait.days)
      return `${day}, ${wait.minute === null ? t.waits.sameHour : t.waits.at(clockOf(wait.minute))}`
    }
    default:
      return unreachable(wait)
  }
}

/** What the segment is called that a message is only for; one that is gone has no name left. */
export function onlyName({ db }: Pick<Here, 'db'>, segmentId: number | null): string {
  const segment = segmentId === null ? null : findListed(db, segmentId)
  return shownName(shorten(segment?.name ?? '…', NAME))
}

function dateName({ language, field }: Pick<Here, 'language'> & { field: ReturnType<typeof findAttribute> }): string {
  return field === null ? '…' : fieldName(field, language)
}
