import type { Document, Message } from 'grammy/types'

const TABLES = /\.(?:csv|tsv|txt|xlsx?|xlsm|json|ndjson|jsonl)$/iu
const TYPES =
  /^(?:text\/(?:csv|tab-separated-values|plain)|application\/(?:json|x-ndjson|vnd\.ms-excel|vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet))$/u

/** True for what is written or called like a table. */
function isTable({ file_name: name, mime_type: type }: Pick<Document, 'file_name' | 'mime_type'>): boolean {
  return TABLES.test(name ?? '') || (name === undefined && TYPES.test(type ?? ''))
}

/** True for a table without words: whatever has words with it is a message to somebody. */
export function isTableSent({ document, caption }: Pick<Message, 'document' | 'caption'>): boolean {
  return document !== undefined && isTable(document) && caption === undefined
}
