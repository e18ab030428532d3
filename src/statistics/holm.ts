/**
 * Which of many comparisons are surely no chance, so that the risk of naming even one that is chance stays under `risk`,
 * however the comparisons hang together (S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian
 * Journal of Statistics 6, 1979): the smallest chance of m is held against risk / m, the next against risk / (m − 1), and so
 * on up to the first that fails.
 * @param risk 0–1
 */
export function holm<T extends { chance: number }>(compared: readonly T[], risk: number): T[] {
  const sorted = [...compared].sort((a, b) => a.chance - b.chance)
  const end = sorted.findIndex(({ chance }, i) => chance > risk / (sorted.length - i))
  return end === -1 ? sorted : sorted.slice(0, end)
}
