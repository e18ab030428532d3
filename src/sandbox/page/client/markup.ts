import type { Look } from '../protocol.js'

type Marked = { text: string; entities: Look[] }

const FENCE = /```(?:([a-z0-9+#-]{1,20})\n)?([\s\S]+?)```/
const CODE = /`([^`\n]+)`/
const LINK = /\[([^\]\n]+)\]\((https?:\/\/[^\s)]+)\)/
const PAIRS: readonly { type: Look['type']; pattern: RegExp }[] = [
  { type: 'bold', pattern: /\*\*(?=\S)([\s\S]*?\S)\*\*/ },
  { type: 'italic', pattern: /__(?=\S)([\s\S]*?\S)__/ },
  { type: 'underline', pattern: /\+\+(?=\S)([\s\S]*?\S)\+\+/ },
  { type: 'strikethrough', pattern: /~~(?=\S)([\s\S]*?\S)~~/ },
  { type: 'spoiler', pattern: /\|\|(?=\S)([\s\S]*?\S)\|\|/ },
]

/**
 * Reads what people type for looks, as messengers do: `**bold**`, `__italic__`, `++underline++`, `~~strike~~`,
 * `||spoiler||`, `` `code` ``, a fenced block, `[words](https://…)`. Looks nest; in code nothing else is read.
 */
export function readMarks(typed: string): Marked {
  const { text, entities } = read(typed)
  const start = text.length - text.trimStart().length
  const trimmed = text.trim()
  const kept = entities.map(entity => {
    const from = Math.max(0, entity.offset - start)
    const to = Math.min(trimmed.length, entity.offset + entity.length - start)
    return { ...entity, offset: from, length: to - from }
  })
  return { text: trimmed, entities: kept.filter(one => one.length > 0) }
}

function read(typed: string): Marked {
  const first = firstMark(typed)
  if (first === null) return { text: typed, entities: [] }
  const before = typed.slice(0, first.index)
  const inside: Marked = first.plain ? { text: first.inner, entities: [] } : read(first.inner)
  const after = read(typed.slice(first.index + first.whole.length))
  const end = before.length + inside.text.length
  return {
    text: before + inside.text + after.text,
    entities: [
      { ...first.look, offset: before.length, length: inside.text.length },
      ...inside.entities.map(one => ({ ...one, offset: one.offset + before.length })),
      ...after.entities.map(one => ({ ...one, offset: one.offset + end })),
    ],
  }
}

type Mark = {
  index: number
  whole: string
  inner: string
  plain: boolean
  look: Omit<Look, 'offset' | 'length'>
}

function firstMark(typed: string): Mark | null {
  const found: Mark[] = []
  const add = (match: RegExpExecArray | null, inner: string | undefined, look: Mark['look'], plain: boolean) => {
    if (match !== null && inner !== undefined) found.push({ index: match.index, whole: match[0], inner, plain, look })
  }
  const fence = FENCE.exec(typed)
  const language = fence?.[1]
  add(fence, fence?.[2], language === undefined ? { type: 'pre' } : { type: 'pre', language }, true)
  const code = CODE.exec(typed)
  add(code, code?.[1], { type: 'code' }, true)
  const link = LINK.exec(typed)
  const url = link?.[2]
  if (url !== undefined && URL.canParse(url)) add(link, link?.[1], { type: 'text_link', url }, false)
  for (const { type, pattern } of PAIRS) {
    const match = pattern.exec(typed)
    add(match, match?.[1], { type }, false)
  }
  return found.sort((a, b) => a.index - b.index)[0] ?? null
}
