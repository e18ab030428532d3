/** So many subjects are remembered; of more it is said that they were touched, which costs one drawing. */
const MOST = 1_000

/** What was touched lately, and in which order. */
export type Touches = {
  /** Something changed: `offer:12`, which is also about offers. */
  note(subject: string): void
  /** A number that grows with each touch. */
  moment(): number
  /** True where this was touched after that moment. @param subject null for a card about nothing */
  since(subject: string | null, moment: number): boolean
}

/** Nothing was touched so far. */
export function createTouches(): Touches {
  const last = new Map<string, number>()
  let count = 0
  let forgotten = 0

  function set(name: string): void {
    last.delete(name)
    last.set(name, count)
    const [oldest] = last
    if (last.size <= MOST || oldest === undefined) return
    forgotten = oldest[1]
    last.delete(oldest[0])
  }

  return {
    note(subject) {
      count += 1
      const [kind = subject] = subject.split(':')
      set(subject)
      if (kind !== subject) set(kind)
    },
    moment: () => count,
    since: (subject, moment) => subject !== null && Math.max(last.get(subject) ?? 0, forgotten) > moment,
  }
}
