import type { Poll } from '../../offers/content/poll.js'

/**
 * What came of a poll: `answered` people, and how many of them chose each option. `verdict`: of a quiz, how many answered right and how
 * many wrong; null: it is none. `delivered`: how many got it, in whatever version.
 */
export type PollReport = {
  variantIds: number[]
  question: string
  delivered: number
  answered: number
  options: { text: string; right: boolean; people: number }[]
  verdict: { right: number; wrong: number } | null
}

/** Polls by the version they stand in, and votes counted by version. */
export type PollVotes = {
  polls: readonly { variant: number; poll: Poll }[]
  chosen: readonly { variant: number | null; option: number; people: number }[]
  voted: readonly { variant: number | null; correct: number | null; people: number }[]
}

/** What came of the polls of a broadcast: versions that ask the same are one. @param messages in the order in which they are told */
export function pollsOf(
  { polls, chosen, voted }: PollVotes,
  messages: readonly { variantId: number; delivered: number }[],
): PollReport[] {
  const found = new Map<string, PollReport>()
  for (const { variantId, delivered } of messages) {
    const poll = polls.find(({ variant }) => variant === variantId)?.poll
    if (poll === undefined) continue
    const { question, options, right } = poll
    const asked = JSON.stringify([question.text, options.map(({ text }) => text), right ?? null])
    const of = <Row extends { variant: number | null; people: number }>(
      rows: readonly Row[],
      is: (row: Row) => boolean,
    ) => rows.filter(row => row.variant === variantId && is(row)).reduce((sum, { people }) => sum + people, 0)
    const before = found.get(asked)
    const verdict =
      right === undefined
        ? null
        : {
            right: of(voted, ({ correct }) => correct === 1) + (before?.verdict?.right ?? 0),
            wrong: of(voted, ({ correct }) => correct === 0) + (before?.verdict?.wrong ?? 0),
          }
    found.set(asked, {
      variantIds: [...(before?.variantIds ?? []), variantId],
      question: question.text,
      delivered: delivered + (before?.delivered ?? 0),
      answered: of(voted, () => true) + (before?.answered ?? 0),
      options: options.map(({ text }, i) => ({
        text,
        right: right?.includes(i) === true,
        people: of(chosen, ({ option }) => option === i) + (before?.options[i]?.people ?? 0),
      })),
      verdict,
    })
  }
  return [...found.values()]
}
