/** A formatting entity as Telegram counts them: offset and length in UTF-16 units. */
export type Entity = {
  type: string
  offset: number
  length: number
  url?: string
  language?: string
  custom_emoji_id?: string
}

/** Text with formatting, ready to send: no markup language, so nothing a person wrote can break it. */
export type Rich = { text: string; entities: Entity[] }

/** Anything that may stand in a `rich` template. */
export type Piece = Rich | string | number

/** Builds formatted text: rich`Sent ${b(name)} to ${count}`. */
export function rich(strings: TemplateStringsArray, ...pieces: Piece[]): Rich {
  const parts: Piece[] = []
  strings.forEach((literal, i) => {
    parts.push(literal)
    const piece = pieces[i]
    if (piece !== undefined) parts.push(piece)
  })
  return concat(parts)
}

/** Puts pieces one after another, `separator` between them. */
export function concat(pieces: Piece[], separator: Piece = ''): Rich {
  const result: Rich = { text: '', entities: [] }
  const append = (piece: Piece) => {
    if (typeof piece !== 'object') {
      result.text += String(piece)
      return
    }
    const shift = result.text.length
    for (const entity of piece.entities) result.entities.push({ ...entity, offset: entity.offset + shift })
    result.text += piece.text
  }
  pieces.forEach((piece, i) => {
    if (i > 0) append(separator)
    append(piece)
  })
  return result
}

/** Lines under one another; empty pieces are kept as empty lines, `null` ones are left out. */
export function lines(pieces: (Piece | null)[]): Rich {
  return concat(
    pieces.filter(piece => piece !== null),
    '\n',
  )
}

function wrap(type: string, piece: Piece, extra: Partial<Entity> = {}): Rich {
  const inner = concat([piece])
  if (inner.text.length === 0) return inner
  return { text: inner.text, entities: [{ type, offset: 0, length: inner.text.length, ...extra }, ...inner.entities] }
}

/** Bold. */
export const b = (piece: Piece): Rich => wrap('bold', piece)
/** Italic. */
export const i = (piece: Piece): Rich => wrap('italic', piece)
/** Monospace. */
export const code = (piece: Piece): Rich => wrap('code', piece)
/** A quotation block; `expandable` folds long ones. */
export const quote = (piece: Piece): Rich => wrap('blockquote', piece)
