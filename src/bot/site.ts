import type { Access, Values } from './address.js'
import type { Here } from './here.js'
import type { Command, Entry, Go, Say, Screen } from './screen.js'

type Found = Exclude<Entry, { kind: 'command' }>

/** The site map, as it is looked up. */
export type Site = {
  /** What stands at the address that this callback data leads to; null when nothing does. */
  find(data: string): { entry: Found; values: Values } | null
  screens: readonly Screen[]
  commands: readonly Command[]
  /** Who may press a button of this name; null when it leads nowhere here. */
  access(name: string): Access | null
}

/** Reads the site map. @throws when two entries have one name */
export function createSite(entries: readonly Entry[]): Site {
  const found = new Map<string, Found>()
  const commands = new Map<string, Command>()
  for (const entry of entries) {
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
    access: name => found.get(name)?.to.access ?? null,
  }
}

/** Where the guards of a place lead somebody instead; null when they let them through. */
export function guard(entry: Entry, here: Here, values: Values): Go | Say | null {
  for (const ask of entry.guards ?? []) {
    const elsewhere = ask(here, values)
    if (elsewhere !== null) return elsewhere
  }
  return null
}
