/** A text without these signs at its beginning and end, in one look at each end: a regular expression asks at every sign. */
export function withoutEdges(text: string, signs: string): string {
  return withoutEnd(withoutStart(text, signs), signs)
}

/** As `withoutEdges`, at the beginning only. */
export function withoutStart(text: string, signs: string): string {
  let start = 0
  while (start < text.length && signs.includes(text.charAt(start))) start++
  return text.slice(start)
}

/** As `withoutEdges`, at the end only. */
export function withoutEnd(text: string, signs: string): string {
  let end = text.length
  while (end > 0 && signs.includes(text.charAt(end - 1))) end--
  return text.slice(0, end)
}

/** A text in one line: whatever spaces and ends of lines stand in it are one space each, and none stand around it. */
export function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
