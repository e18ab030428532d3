/**
 * Who answered a message of a broadcast that was delivered, as a table of `variant_id` and `subscriber_id`: people who
 * wrote back, those who answered a poll, and of a survey those who answered its question. For everything else these read nothing.
 * @param broadcast SQL of the broadcast's id
 * @param which of its messages `d`, as SQL: all of them unless said
 */
export function repliesTo(broadcast: string, which = 'true'): string {
  return `(select d.variant_id, e.subscriber_id from replies e cross join deliveries d on d.id = e.delivery_id
      where e.broadcast_id = ${broadcast} and d.broadcast_id = ${broadcast} and d.state = 'sent' and ${which}
    union all
    select d.variant_id, pv.subscriber_id from poll_votes pv indexed by poll_votes_broadcast
      cross join deliveries d on d.id = pv.delivery_id and d.state = 'sent' and ${which} where pv.broadcast_id = ${broadcast}
    union all
    select d.variant_id, sa.subscriber_id from broadcasts sb
      join offers so on so.id = sb.offer_id and so.kind = 'survey'
      cross join deliveries d on d.broadcast_id = sb.id and d.state = 'sent' and ${which}
      cross join survey_answers sa on sa.subscriber_id = d.subscriber_id and sa.delivery_id = d.id
    where sb.id = ${broadcast} and sa.answered_at is not null)`
}

/**
 * Who ordered after a broadcast, as a table of `person` and `version`, each row an order that counts for it: whoever got the
 * message, whoever the shop takes them for.
 * @param broadcast SQL of the broadcast's id
 * @param which of its messages `d`, as SQL: all of them unless said
 */
export function buyersAfter(broadcast: string, which = 'true'): string {
  return `(select d.subscriber_id as person, d.variant_id as version from conversions v indexed by conversions_broadcast
    cross join deliveries d on d.id = v.delivery_id where v.broadcast_id = ${broadcast} and v."by" <> 'shared' and ${which})`
}
