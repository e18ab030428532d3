import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Visit, Visited } from '../tracking/visit.js'
import { answerFound, answerText } from './answer.js'
import { RequestHit } from './hit.js'

const LONGEST = 300
/** A payload of Start, and what an app or a sentence may have put around it. */
const NAME = /^[^\w\p{L}-]*([\w-]{1,64})(?![\w\p{L}-])/u

/** Leads a visitor of a source to the bot. */
export type Visitor = (visit: Visit) => Promise<Visited>

class SourceVisit extends RequestHit implements Visit {
  constructor(
    readonly name: string | null,
    request: IncomingMessage,
  ) {
    super(request)
  }
}

/**
 * `GET` or `HEAD /s/<name>`: 302 to the bot with that name as its payload, also where nobody made such a source; without
 * one where it is no name. A speculative request gets 503, which no browser shows or keeps.
 * @param written what stands behind `/s/`
 */
export async function answerVisit(
  visit: Visitor,
  request: IncomingMessage,
  response: ServerResponse,
  written: string,
): Promise<void> {
  const visited = await visit(new SourceVisit(nameIn(written), request))
  if (visited.kind === 'early') return answerText(response, 503, 'Not before somebody presses')
  if (visited.kind === 'closed') return answerText(response, 503, 'The bot is just starting; try again in a moment')
  answerFound(response, visited.url)
}

/** The name in what stands behind `/s/`; null where there is none. */
function nameIn(written: string): string | null {
  return NAME.exec(decoded(written.slice(0, LONGEST)))?.[1] ?? null
}

function decoded(written: string): string {
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}
