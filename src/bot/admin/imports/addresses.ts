import { address } from '../../address.js'

const about = 'import'

/**
 * The places of files that bring people. `page` counts from 0; `question` is the place of a question among those of its
 * file, `choice` that of an answer; `role` and `kind` are places in their lists; `column` counts from 1, 0 is none; `change`
 * is a place in `LIST_CHANGES`; `word` among the statuses of the file, `meaning` in `ORDER_STATUSES`; `phones` 1: also those
 * that only a file has.
 */
export const imports = {
  home: address('im.home', 'page', { about, all: true }),
  open: address('im.open', 'id', { about }),
  again: address('im.again', 'id', { about }),
  leave: address('im.leave', 'id', { about }),
  vouch: address('im.vouch', 'id', 'on', { about, owners: true }),
  begin: address('im.in', 'id', { about }),
  answer: address('im.answer', 'id', 'question', 'choice', { about }),
  columns: address('im.cols', 'id', { about }),
  more: address('im.more', 'id', { about }),
  role: address('im.role', 'id', 'role', 'page', { about }),
  setRole: address('im.set', 'id', 'role', 'column', { about }),
  kinds: address('im.kinds', 'id', { about }),
  setKind: address('im.kind', 'id', 'kind', { about }),
  goOn: address('im.go', 'id', { about }),
  leftOut: address('im.out', 'id', { about }),
  found: address('im.found', 'id', 'page', { about }),
  foundFile: address('im.foundf', 'id', { about }),
  filePhones: address('im.fp', 'id', { about }),
  beginWith: address('im.with', 'id', 'phones', { about }),
  statuses: address('im.words', 'id', 'page', { about }),
  status: address('im.word', 'id', 'word', 'page', { about }),
  setStatus: address('im.setw', 'id', 'word', 'meaning', 'page', { about }),
  undo: address('im.undo', 'id', { about, owners: true }),
  undoYes: address('im.undoyes', 'id', { about, owners: true }),
  kept: address('im.kept', 'id', { about }),
  write: address('im.write', 'id', { about }),
  check: address('im.check', {}),
  checkStart: address('im.checkgo', {}),
  checkStop: address('im.checkend', {}),
  newList: address('im.list', 'id', { about }),
  lists: address('im.lists', 'id', 'change', 'page', { about }),
  sure: address('im.sure', 'id', 'change', 'segment', { about }),
  change: address('im.change', 'id', 'change', 'segment', { about }),
  fields: address('im.fields', 'id', 'page', { about }),
  value: address('im.value', 'id', 'field', { about }),
  setValue: address('im.setv', 'id', 'field', 'option', { about }),
}
