import { randomInt } from 'node:crypto'
import { eraseFromAudience, renumberInAudience } from '../../audience/erase.js'
import { findIdentity, type Identity } from '../../audience/identity.js'
import { eraseFromImports, eraseFromShops, renumberInImports } from '../../crm/erase.js'
import type { Db } from '../../db/open.js'
import type * as schema from '../../db/schema/index.js'
import { eraseFromDeliveries, renumberInBroadcasts } from '../../delivery/erase.js'
import { eraseFromOffers, renumberInOffers } from '../../offers/erase.js'
import { eraseFromSegments, renumberInSegments } from '../../segments/erase.js'
import { eraseFromTracking } from '../../tracking/erase.js'
import { eraseFromInbox, renumberInAnswers } from '../replies/inbox/erase.js'
import { noteErased } from './cleaning.js'
import { mentionsOf } from './mention.js'
import { type Acts, eraseTraces } from './traces.js'

/** Any connection that writes. */
type Writing = Pick<Db, 'sql'>

type Step = (db: Writing, who: Identity, at: number, acts: Acts, number: number) => void

/** What each owner of tables forgets of a person, in this order: the audience last, for the others ask it who it was. */
const STEPS = {
  traces: (db, who, _at, acts, number) => eraseTraces(db, who, acts, number),
  inbox: (db, who, at, _acts, number) => {
    eraseFromInbox(db, who.telegramId, at)
    renumberInAnswers(db, who.telegramId, number)
  },
  imports: (db, who, _at, _acts, number) => {
    eraseFromImports(db, who, mentionsOf(who).surely)
    eraseFromShops(db, who.customers)
    renumberInImports(db, who.telegramId, number)
  },
  tracking: (db, { subscriberId }) => {
    if (subscriberId !== null) eraseFromTracking(db, subscriberId)
  },
  deliveries: (db, { subscriberId, telegramId }, _at, _acts, number) => {
    if (subscriberId !== null) eraseFromDeliveries(db, subscriberId)
    renumberInBroadcasts(db, telegramId, number)
  },
  segments: (db, { subscriberId, telegramId }, _at, _acts, number) => {
    if (subscriberId !== null) eraseFromSegments(db, subscriberId)
    renumberInSegments(db, telegramId, number)
  },
  offers: (db, { subscriberId, telegramId }, _at, _acts, number) => {
    if (subscriberId !== null) eraseFromOffers(db, subscriberId)
    renumberInOffers(db, telegramId, number)
  },
  audience: (db, who, at, _acts, number) => {
    eraseFromAudience(db, who, at)
    renumberInAudience(db, who.telegramId, number)
  },
} satisfies Record<string, Step>

/**
 * Every table, and who forgets a person in it; `nobody`: there is nobody in it. A new table does not compile before it
 * stands here.
 */
export const ERASED_BY = {
  admins: 'traces',
  albumParts: 'offers',
  answerParts: 'inbox',
  answerWords: 'nobody',
  apiKeys: 'imports',
  attributeClaims: 'audience',
  attributeValues: 'audience',
  attributes: 'audience',
  auditLog: 'traces',
  awareness: 'audience',
  awarenessMoves: 'nobody',
  awarenessOverrides: 'audience',
  broadcastChanges: 'deliveries',
  broadcasts: 'deliveries',
  campaignEditions: 'nobody',
  campaignMessages: 'nobody',
  campaignRuns: 'nobody',
  campaigns: 'deliveries',
  cards: 'traces',
  carefulStarts: 'nobody',
  clicks: 'nobody',
  connections: 'imports',
  contactAsks: 'nobody',
  conversations: 'traces',
  conversions: 'nobody',
  customerClaims: 'audience',
  customerConflicts: 'audience',
  customers: 'audience',
  deliveries: 'deliveries',
  deliveryEnds: 'deliveries',
  deliveryMessages: 'deliveries',
  droppedClicks: 'nobody',
  enrolments: 'deliveries',
  erasures: 'nobody',
  eventNames: 'nobody',
  events: 'tracking',
  holdoutMembers: 'nobody',
  holdouts: 'audience',
  importChanges: 'imports',
  importMappings: 'nobody',
  importRanges: 'nobody',
  imports: 'imports',
  inbox: 'inbox',
  inboxCopies: 'inbox',
  interestAnswers: 'audience',
  interests: 'audience',
  invitations: 'traces',
  joinedCustomers: 'imports',
  lanes: 'nobody',
  linkTargets: 'offers',
  linkTopics: 'nobody',
  links: 'nobody',
  menuButtons: 'inbox',
  muted: 'inbox',
  offers: 'offers',
  orderLines: 'nobody',
  orders: 'nobody',
  origins: 'offers',
  outbox: 'traces',
  places: 'audience',
  pollVotes: 'tracking',
  polls: 'tracking',
  promoCodes: 'offers',
  prompts: 'traces',
  reads: 'tracking',
  readyAnswers: 'inbox',
  repairSteps: 'deliveries',
  repairs: 'deliveries',
  replies: 'tracking',
  rfmMoves: 'audience',
  rfmRefreshes: 'nobody',
  rfmScores: 'audience',
  rfmWatch: 'nobody',
  secrets: 'nobody',
  segmentChanges: 'nobody',
  segmentMembers: 'segments',
  segmentSizes: 'nobody',
  segments: 'segments',
  serviceMessages: 'deliveries',
  servicePause: 'deliveries',
  serviceRefusals: 'nobody',
  settings: 'traces',
  silentChecks: 'deliveries',
  sourceAliases: 'nobody',
  sourceVisits: 'nobody',
  sources: 'audience',
  staffTopics: 'inbox',
  staleCustomers: 'nobody',
  subscribers: 'audience',
  subscriptionEvents: 'audience',
  surveyAnswers: 'audience',
  surveyQuestions: 'audience',
  testOpenings: 'nobody',
  tests: 'offers',
  toldOrders: 'nobody',
  toldRefunds: 'nobody',
  topicAnswers: 'audience',
  topics: 'audience',
  trials: 'deliveries',
  unmatchedVotes: 'tracking',
  unsettled: 'audience',
  updates: 'traces',
  variants: 'nobody',
  webhookInbox: 'imports',
  webhookRefusals: 'nobody',
  wishes: 'audience',
  withdrawals: 'nobody',
  wordings: 'nobody',
} as const satisfies Record<keyof typeof schema, keyof typeof STEPS | 'nobody'>

/**
 * Forgets the person with this Telegram id everywhere, whether they ever pressed Start or not: what is left says how many
 * there were, and nothing of who. Files that bring them again are refused until they press Start. Somebody of the team has
 * to leave it first. To be called in one transaction; what was overwritten leaves the log soon after (see `createCleaning`).
 * @param acts what `findActs` found
 * @param at ms UTC
 */
export function erasePerson(db: Writing, telegramId: number, acts: Acts, at: number): void {
  const who = findIdentity(db, telegramId)
  // Where they did something for the team a number stands, which nobody else has.
  const number = who.subscriberId === null ? -randomInt(2 ** 40, 2 ** 41) : -who.subscriberId
  for (const step of Object.values<Step>(STEPS)) step(db, who, at, acts, number)
  eraseSamples(db)
  noteErased(db, { admin: telegramId, number, subscriberId: who.subscriberId })
}

/** Whoever ran ANALYZE on the file has left samples of every index in it, phones and ids among them. */
function eraseSamples(db: Writing): void {
  if (db.sql("select 1 from sqlite_master where name = 'sqlite_stat4'").get() !== undefined)
    db.sql('delete from sqlite_stat4').run()
}
