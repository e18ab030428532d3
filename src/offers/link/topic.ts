import type { Db } from '../../db/open.js'

/** A tracked address of an offer and what it is about; `topicId` null: nobody said. */
export type LinkTopic = { number: number; label: string; url: string; topicId: number | null }

/**
 * The links of an offer as its messages hold them now, by number, with their topics. A number stands for the same link in
 * all versions, so a topic put on it in a draft holds for what is sent and for later corrections.
 */
export function listLinkTopics(db: Db, offerId: number): LinkTopic[] {
  return db
    .sql<LinkTopic>(
      `select l.number, max(l.label) as label, max(l.url) as url, lt.topic_id as topicId
         from variants v join links l on l.variant_id = v.id
         left join link_topics lt on lt.offer_id = v.offer_id and lt.number = l.number
         where v.offer_id = ? group by l.number order by l.number`,
    )
    .all(offerId)
}

/**
 * Says at `at` what a link is about; null: nothing any more. It counts for clicks of the past as well: whoever clicked
 * stands by it after the next look at the ladder.
 */
export function setLinkTopic(db: Db, offerId: number, number: number, topicId: number | null, at: number): void {
  db.sql(
    `insert into link_topics (offer_id, number, topic_id, changed_at) values (?, ?, ?, ?)
       on conflict (offer_id, number) do update set topic_id = excluded.topic_id, changed_at = excluded.changed_at
         where topic_id is not excluded.topic_id`,
  ).run(offerId, number, topicId, at)
}

/** An offer that was sent: how many links it has, and on how many of them a topic stands. */
export type OfferLinks = { id: number; name: string; links: number; named: number }

/** A page of the offers that were sent with links, the newest first, and how many there are. */
export function listSentOffers(db: Db, page: { from: number; size: number }): { offers: OfferLinks[]; total: number } {
  const sent = `from offers o where o.state = 'used'
    and exists (select 1 from variants v join links l on l.variant_id = v.id where v.offer_id = o.id)`
  const total = db.sql<{ n: number }>(`select count(*) as n ${sent}`).get()?.n ?? 0
  const offers = db
    .sql<OfferLinks>(
      `select o.id, o.name,
         (select count(distinct l.number) from variants v join links l on l.variant_id = v.id where v.offer_id = o.id) as links,
         (select count(t.topic_id) from link_topics t where t.offer_id = o.id) as named
         ${sent} order by o.created_at desc, o.id desc limit ? offset ?`,
    )
    .all(page.size, page.from)
  return { offers, total }
}
