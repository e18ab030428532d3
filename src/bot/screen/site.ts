import type { Access, Values } from '../address.js'
import type { Here } from '../here.js'
import type { Arrival, Command, Entry, Go, Say, Screen } from '../screen.js'

type Found = Exclude<Entry, Arrival | { kind: 'command' }>

/** The site map, as it is looked up. */
export type Site = {
  /** What stands at the address that this callback data leads to; null when nothing does. */
  find(data: string): { entry: Found; values: Values } | null
  screens: readonly Screen[]
  commands: readonly Command[]
  arrivals: readonly Arrival[]
  /** Who may press a button of this name; null when it leads nowhere here. */
  access(name: string): Access | null
}

/** Reads the site map. @throws when two entries have one name */
export function createSite(entries: readonly Entry[]): Site {
  const found = new Map<string, Found>()
  const commands = new Map<string, Command>()
  const arrivals: Arrival[] = []
  for (const entry of entries) {
    if (entry.kind === 'unasked' || entry.kind === 'edited') {
      arrivals.push(entry)
      continue
    }
    const name = entry.kind === 'command' ? entry.name : entry.to.name
    const known = entry.kind === 'command' ? commands.has(name) : found.has(name)
    if (known) throw new Error(`two places of the site map are called ${name}`)
    if (entry.kind === 'command') commands.set(name, entry)
    else found.set(name, entry)
  }
  return {
    find(data) {
      const entry = found.get(data.split(':')[0] ?? '')
      const values = entry?.to.read(data) ?? null
      return entry === undefined || values === null ? null : { entry, values }
    },
    screens: [...found.values()].filter(entry => entry.kind === 'screen'),
    commands: [...commands.values()],
    arrivals,
    access: name => found.get(name)?.to.access ?? null,
  }
}

/** Where the guards of a place lead somebody instead; null when they let them through. */
export function guard(entry: Found, here: Here, values: Values): Go | Say | null {
  for (const ask of entry.guards ?? []) {
    const elsewhere = ask(here, values)
    if (elsewhere !== null) return elsewhere
  }
  return null
}
