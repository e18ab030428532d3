import { DateTime } from 'luxon'
import { MINUTE } from '../../clock.js'

/** What stands in a calendar: `key` names it for ever, so that a newer file changes it; `at` ms UTC, or `date` (20261130) of the whole day. */
export type IcalEvent = { key: string; name: string; about: string } & ({ at: number } | { date: string })

const LINE = 75
const LENGTH = 15 * MINUTE

/**
 * A calendar file that every calendar takes (RFC 5545), in UTC, a quarter of an hour each. Written by ourselves: what was
 * found for it does not run on Node 20.
 * @param at when it was made, ms UTC
 */
export function icalOf(name: string, events: readonly IcalEvent[], at: number): string {
  const body = events.flatMap(event => [
    'BEGIN:VEVENT',
    `UID:${event.key}@segcast`,
    `DTSTAMP:${moment(at)}`,
    ...('at' in event
      ? [`DTSTART:${moment(event.at)}`, `DTEND:${moment(event.at + LENGTH)}`]
      : [`DTSTART;VALUE=DATE:${event.date}`, 'TRANSP:TRANSPARENT']),
    `SUMMARY:${escaped(event.name)}`,
    ...(event.about === '' ? [] : [`DESCRIPTION:${escaped(event.about)}`]),
    'END:VEVENT',
  ])
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//segcast//calendar//EN', `X-WR-CALNAME:${escaped(name)}`]
  return [...lines, ...body, 'END:VCALENDAR', ''].flatMap(line => folded(line)).join('\r\n')
}

const moment = (at: number) => DateTime.fromMillis(at, { zone: 'utc' }).toFormat("yyyyMMdd'T'HHmmss'Z'")

/** Text as a value: signs that mean something there are marked, and no other line begins in it. */
function escaped(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\\;,]/g, sign => `\\${sign}`)
    .replace(/\n/g, '\\n')
    .replace(/\p{Cc}/gu, '')
}

/** A line of at most 75 octets, and what is over on lines that begin with a space; no sign is cut in two. */
function folded(line: string): string[] {
  const lines: string[] = []
  let [piece, size] = ['', 0]
  for (const sign of line) {
    const octets = Buffer.byteLength(sign)
    if (size + octets > LINE) {
      lines.push(piece)
      piece = ' '
      size = 1
    }
    piece += sign
    size += octets
  }
  return [...lines, piece]
}
