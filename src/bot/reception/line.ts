/** How often a process may have died over an update before it is no longer handled beside others. */
const SUSPECT = 2

/** One person at the head of whose updates something waits. */
export type InLine = {
  person: string
  /** Works here: handled before anybody else, and beside them all. */
  team: boolean
  /** How often this update was begun and never ended. */
  begun: number
}

/** Who is handled next. */
export type Line = {
  join(one: InLine): void
  /**
   * Whose turn it is; undefined while nobody may be handled. Whoever is taken as a suspect keeps all other suspects
   * waiting until `left`. @param room whether one more may be handled who does not work here
   */
  next(room: boolean): string | undefined
  /** This person's update came to its end, or waits. */
  left(person: string): void
}

/**
 * The line before the handlers: the team first, then the others as they came. When a process dies, nobody knows which of the
 * updates at work then it died of, if of any: what was at work at two such deaths is handled alone among its like, the
 * one with the fewest deaths first. So an update that kills is found, and a row of kills from outside costs no other one.
 */
export function createLine(): Line {
  const team: string[] = []
  const others: string[] = []
  const suspects: InLine[] = []
  let alone: string | undefined

  function nextSuspect(): string | undefined {
    if (alone !== undefined || suspects.length === 0) return undefined
    const fewest = suspects.reduce((best, one) => (one.begun < best.begun ? one : best))
    suspects.splice(suspects.indexOf(fewest), 1)
    alone = fewest.person
    return alone
  }

  return {
    join(one) {
      if (one.begun >= SUSPECT) suspects.push(one)
      else if (one.team) team.push(one.person)
      else others.push(one.person)
    },
    next: room => team.shift() ?? (room ? (nextSuspect() ?? others.shift()) : undefined),
    left(person) {
      if (alone === person) alone = undefined
    },
  }
}
