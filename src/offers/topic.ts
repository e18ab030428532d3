import type { Db } from '../db/open.js'

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

/** Says what a link is about; null: nothing. */
export function setLinkTopic(db: Db, offerId: number, number: number, topicId: number | null): void {
  if (topicId === null) {
    db.sql('delete from link_topics where offer_id = ? and number = ?').run(offerId, number)
    return
  }
  db.sql(
    `insert into link_topics (offer_id, number, topic_id) values (?, ?, ?)
       on conflict (offer_id, number) do update set topic_id = excluded.topic_id`,
  ).run(offerId, number, topicId)
}
