import { Parser } from 'htmlparser2'
import { AppError } from '../../errors.js'

/** What is told of XML while it is read: names without their prefixes, texts in one or more pieces. */
export type MarkupHandler = {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  text?(text: string): void
  close?(name: string): void
}

/** Reads XML that comes in parts. */
export type Markup = { write(part: string): void; end(): void }

/** Elements within elements; in a workbook there are ten. */
const DEEPEST = 200

/** @throws AppError `file_broken` while it reads, where elements stand too deep in one another */
export function createMarkup(handler: MarkupHandler): Markup {
  const deeper = createDepth(DEEPEST)
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        deeper(1)
        handler.open?.(local(name), attributes)
      },
      ontext: text => handler.text?.(text),
      onclosetag(name) {
        deeper(-1)
        handler.close?.(local(name))
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  return { write: part => parser.write(part), end: () => parser.end() }
}

/**
 * Follows how deep elements stand in one another: the parser keeps all that are open, and looks through them.
 * @throws AppError `file_broken` beyond `most`
 */
export function createDepth(most: number): (step: 1 | -1) => void {
  let depth = 0
  return step => {
    depth += step
    if (depth > most) throw new AppError('file_broken')
  }
}

/** Reads the whole of an XML text. */
export function readMarkup(text: string, handler: MarkupHandler): void {
  const markup = createMarkup(handler)
  markup.write(text)
  markup.end()
}

function local(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}
