import { drawSql } from '../src/audience/holdout/draw.js'
import { DAY } from '../src/clock.js'
import { each, one, plain } from './segment-hand.js'
import type { Question } from './segment-questions.js'

/** A question for each kind that asks what stands with a person, or what they chose. @param at the moment of evaluation, ms UTC */
export function columnQuestions(at: number): Question[] {
  const draw = (name: string) => drawSql(`sample ${name}`, { text: 's.dice', params: [] })
  const share = draw('tenth')
  const few = draw('few')
  const bornBy = (year: number) => Math.floor(Date.UTC(year, 10, 23) / DAY)
  const signs = (table: string, index: string, days: number, test: string) =>
    `select subscriber_id from ${table} indexed by ${index} where at >= ${at - days * DAY} and at <= ${at} and ${test}`
  const signed = (days: number) => `s.id in (${signs('reads', 'reads_subscriber', days, 'true')} union all
    ${signs('clicks', 'clicks_subscriber', days, `verdict = 'human'`)} union all
    ${signs('replies', 'replies_subscriber', days, 'true')} union all
    select subscriber_id from survey_answers indexed by survey_answers_question where question_id = 1
      and answered_at >= ${at - days * DAY} and answered_at <= ${at})`
  const radians = Math.PI / 180
  const named = `instr(s.first_name || coalesce(' ' || s.last_name, ''), 'Novak') > 0`
  return [
    one('phone known', { leaf: 'known', fact: 'phone', value: true }, each('s.phone is not null')),
    one(
      'language',
      { leaf: 'language', values: ['en'] },
      each(`coalesce(s.chosen_language, s.telegram_language) = 'en'
        or coalesce(s.chosen_language, s.telegram_language) glob 'en-*'`),
    ),
    one('moved in', { leaf: 'movedIn', ground: null }, each('s.vouched_by is not null')),
    one('name contains', { leaf: 'name', contains: 'novak' }, each(named)),
    one('username contains', { leaf: 'username', contains: 'son_77' }, each(`instr(s.username, 'son_77') > 0`)),
    one(
      'source contains',
      { leaf: 'sourcePart', contains: 'spring' },
      each(`s.source is not null and (instr(lower(s.source), 'spring') > 0 or s.source collate nocase in (
        select o.payload from source_aliases q cross join source_aliases o on o.source_id = q.source_id
        where instr(q.payload, 'spring') > 0))`),
    ),
    one(
      'channel',
      { leaf: 'channel', values: ['Social'] },
      plain(`select s.id from subscribers s where s.source collate nocase in ('fb_spring', 'instagram')`),
      each(`s.source collate nocase in ('fb_spring', 'instagram')`),
    ),
    one(
      'channel contains',
      { leaf: 'channelPart', contains: 'soc' },
      plain(`select s.id from subscribers s where s.source collate nocase in ('fb_spring', 'instagram')`),
      each(`s.source collate nocase in ('fb_spring', 'instagram')`),
    ),
    one(
      'time zone',
      { leaf: 'timeZone', zones: ['Europe/Riga'] },
      plain(`select s.id from subscribers s indexed by subscribers_zone where s.time_zone = 'Europe/Riga'`),
      each(`s.time_zone = 'Europe/Riga'`),
    ),
    one(
      'within 50 km',
      { leaf: 'near', km: 50, place: { name: 'Riga', lat: 56.95, lon: 24.1 } },
      plain(`select s.id from subscribers s indexed by subscribers_place
        where s.lat between 56.5 and 57.4 and s.lon between 23.2 and 25.0
          and 2 * 6371.0088 * asin(sqrt(pow(sin(radians(s.lat - 56.95) / 2), 2)
            + ${Math.cos(56.95 * radians)} * cos(radians(s.lat)) * pow(sin(radians(s.lon - 24.1) / 2), 2))) <= 50`),
    ),
    one(
      'age 25–34',
      { leaf: 'age', years: { from: 25, to: 34 } },
      plain(`select subscriber_id as id from attribute_values
        where attribute_id = (select id from attributes where key = 'birthday') and value between ${bornBy(1991) + 1} and ${bornBy(2001)}`),
    ),
    one(
      'random tenth',
      { leaf: 'random', share: 1_000, sample: 'tenth' },
      {
        text: `select s.id from subscribers s indexed by subscribers_dice where ${share.text} % 10000 < 1000`,
        params: share.params.map(Number),
      },
    ),
    one(
      'thousand by lot',
      { leaf: 'random', people: 1_000, sample: 'few' },
      {
        text: `select s.id from subscribers s where s.erased_at is null order by ${few.text}, s.id limit 1000`,
        params: few.params.map(Number),
      },
    ),
    one(
      'wants to hear about',
      { leaf: 'wish', wants: { about: 1 } },
      each(
        's.id not in (select subscriber_id from interest_answers indexed by interest_answers_declined where interest_id = 1 and wants = 0)',
      ),
    ),
    one(
      'once a week',
      { leaf: 'wish', wants: { often: ['weekly'] } },
      plain('select subscriber_id as id from wishes where per_week = 1 and per_month is null'),
    ),
    one('engaged', { leaf: 'engagement', groups: ['engaged'] }, each(signed(30))),
    one('asleep', { leaf: 'engagement', groups: ['asleep'] }, each(`${signed(180)} and not ${signed(60)}`)),
  ]
}
