import { findAttribute } from '../../../audience/attribute.js'
import { findPlaceById } from '../../../audience/place.js'
import { findSource } from '../../../audience/source.js'
import { findSubscriberById } from '../../../audience/subscriber.js'
import { findQuestion } from '../../../audience/survey/question.js'
import { findTopic } from '../../../audience/topic.js'
import { findApiKey } from '../../../crm/api-key.js'
import { findConnection, findEver } from '../../../crm/shop/connection.js'
import { findBroadcast } from '../../../delivery/broadcast.js'
import { findCampaign } from '../../../delivery/campaign/campaign.js'
import { findRepair } from '../../../delivery/repair.js'
import { findOffer } from '../../../offers/draft.js'
import { findListed } from '../../../segments/segment.js'
import { findEventName } from '../../../tracking/event-name.js'
import type { Here } from '../../here.js'
import { memberName, roleOf } from '../../team.js'
import { api } from '../api/addresses.js'
import { broadcasts } from '../broadcasts/addresses.js'
import { campaigns } from '../campaigns/addresses.js'
import { connections } from '../connections/addresses.js'
import { events } from '../events/addresses.js'
import { fields } from '../fields/addresses.js'
import { ladder } from '../ladder/addresses.js'
import { offers } from '../offers/addresses.js'
import { people } from '../people/addresses.js'
import { places } from '../places/addresses.js'
import { segments } from '../segments/addresses.js'
import { sources } from '../sources/addresses.js'
import { survey } from '../survey/addresses.js'
import { fieldName } from '../words/field-name.js'
import { personName } from '../words/person.js'
import { team } from './addresses.js'

/** What something was done to: its name, and callback data of the screen that shows it; null where there is none (any more). */
type Subject = { name: string; data: string | null }

/** What kinds of things are called now, and where they stand; null for what is not there. */
const kinds: Readonly<Record<string, (here: Here, id: number) => Subject | null>> = {
  offer({ db }, id) {
    const offer = findOffer(db, id)
    if (offer === null) return null
    const sent = db.sql<{ id: number }>('select id from broadcasts where offer_id = ? order by id desc limit 1').get(id)
    if (offer.state === 'draft') return { name: offer.name, data: offers.open.data({ offer: id }) }
    return { name: offer.name, data: sent === undefined ? null : broadcasts.open.data(sent) }
  },
  broadcast: ofBroadcast,
  repair(here, id) {
    const repair = findRepair(here.db, id)
    return repair === null ? null : ofBroadcast(here, repair.broadcastId)
  },
  campaign({ db }, id) {
    const campaign = findCampaign(db, id)
    if (campaign === null) return null
    return { name: campaign.name, data: campaign.state === 'discarded' ? null : campaigns.open.data({ id }) }
  },
  segment({ db }, id) {
    const listed = findListed(db, id)
    if (listed !== null) return { name: listed.name, data: segments.open.data({ id, page: 0 }) }
    const deleted = db.sql<{ name: string }>('select name from segments where id = ?').get(id)
    return deleted === undefined ? null : { name: deleted.name, data: null }
  },
  field({ db, language }, id) {
    const field = findAttribute(db, id)
    return field === null ? null : { name: fieldName(field, language), data: fields.open.data({ id }) }
  },
  topic({ db }, id) {
    const topic = findTopic(db, id)
    if (topic === null) return null
    return { name: topic.name, data: topic.archivedAt === null ? ladder.topic.data({ topic: id }) : null }
  },
  question({ db }, id) {
    const question = findQuestion(db, id)
    if (question === null) return null
    return { name: question.text, data: question.archivedAt === null ? survey.open.data({ question: id }) : null }
  },
  place({ db }, id) {
    const place = findPlaceById(db, id)
    return place === null ? null : { name: place.name, data: places.open.data({ id }) }
  },
  source({ db }, id) {
    const source = findSource(db, id)
    return source === null ? null : { name: source.name, data: sources.open.data({ id }) }
  },
  person(here, id) {
    const person = findSubscriberById(here.db, id)
    return person === null ? null : { name: personName(here, person), data: people.open.data({ id }) }
  },
  api_key({ db }, id) {
    const key = findApiKey(db, id)
    return key === null ? null : { name: key.name, data: key.revokedAt === null ? api.open.data({ id }) : null }
  },
  event({ db }, id) {
    const event = findEventName(db, id)
    return event === null ? null : { name: event.name, data: events.open.data({ id }) }
  },
  connection({ db }, id) {
    const there = findConnection(db, id)
    const name = there?.name ?? findEver(db, id)?.name
    return name === undefined ? null : { name, data: there === null ? null : connections.open.data({ id }) }
  },
  member(here, id) {
    const name = memberName(here.db, here, id)
    const there = roleOf(here.db, here, id) !== null
    return name === null ? null : { name, data: there ? team.member.data({ id }) : null }
  },
}

/** @param subject as in the audit log: a kind and a number; null for what has no name (any more) */
export function subjectOf(here: Here, subject: string | null): Subject | null {
  const [, kind = '', id = ''] = /^(\w+):(-?\d+)$/.exec(subject ?? '') ?? []
  return Object.hasOwn(kinds, kind) ? (kinds[kind]?.(here, Number(id)) ?? null) : null
}

function ofBroadcast({ db }: Here, id: number): Subject | null {
  const broadcast = findBroadcast(db, id)
  return broadcast === null ? null : { name: broadcast.offerName, data: broadcasts.open.data({ id }) }
}
