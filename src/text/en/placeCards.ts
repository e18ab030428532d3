import { count, plural } from '../format.js'
import { b, code, lines, type Rich, rich } from '../rich.js'

/** The places that admins name, so that conditions can say how far people are from them. */
export const placeCards = {
  key: '📍 Places',
  title: (places: number): Rich =>
    lines([
      b('Places'),
      '',
      places === 0
        ? 'Name your shops and warehouses, and find the people near them. Cities are known without this.'
        : `${count(places, 'en')} ${plural(places, 'en', ['place', 'places'])} that conditions can name. Cities are known without this.`,
    ]),
  row: (name: string, near: string | null): Rich => (near === null ? rich`• ${b(name)}` : rich`• ${b(name)} · ${near}`),
  add: '➕ Add a place',
  asked: (): Rich => lines([b('Where is it?'), 'Send a location (📎 → Location), or write the name of a city.']),
  unreadable: 'Send a location (📎 → Location), or write the name of a city.',
  cityUnknown: (name: string): string => `I do not know a city “${name}”. Check the name, or send a location.`,
  whichCity: (name: string): Rich =>
    rich`There are several cities called ${b(name)}. Which one? The number is how many people live there; or send a location.`,
  cityKey: (name: string, country: string, people: string): string =>
    people === '' ? `${name}, ${country}` : `${name}, ${country} · ${people}`,
  nameAsked: (near: string | null, limit: number, proposed: string | null): Rich =>
    lines([
      near === null ? rich`📍 Got it.` : rich`📍 Got it: near ${b(near)}.`,
      rich`${b('What is the place called?')} Up to ${count(limit, 'en')} characters.`,
      proposed === null ? null : rich`Tap to copy: ${code(proposed)}`,
    ]),
  card: (name: string, near: string | null, phrase: string): Rich =>
    lines([
      rich`📍 ${b(name)}`,
      near === null ? null : `Near ${near}`,
      '',
      rich`Who is nearby? ${code(`/count ${phrase}`)}`,
    ]),
  map: '🗺 Map',
  remove: '🗑 Delete',
  removeAsked: (name: string): Rich => rich`Delete ${b(name)}? Conditions will no longer know this place.`,
  removeYes: '🗑 Yes, delete',
  added: (name: string): Rich => rich`✅ Place ${b(name)} added.`,
  removed: (name: string): Rich => rich`✅ Place ${b(name)} deleted.`,
  gone: 'This place no longer exists.',
}
