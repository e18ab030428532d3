/**
 * They were moved in, and no offer of ours has reached them (`s` of subscribers).
 * @param before which other deliveries (`c`) count, as SQL; all of them unless given
 */
export function newcomerSql(before = 'true'): string {
  return `s.vouched_by is not null and not exists (select 1 from deliveries c
    join broadcasts cb on cb.id = c.broadcast_id join offers co on co.id = cb.offer_id
    where c.subscriber_id = s.id and c.claimed_at is not null and c.state in ('sending', 'sent', 'uncertain')
      and co.kind <> 'service' and ${before})`
}
