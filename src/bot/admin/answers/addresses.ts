import { address } from '../../address.js'

const about = 'answer'

/** Answers that are ready: for the staff, for the menu, and for whoever writes one of their words. */
export const answers = {
  list: address('an.l', 'page', { about, all: true }),
  add: address('an.a'),
  open: address('an.o', 'answer', { about }),
  change: address('an.c', 'answer', { about }),
  buttons: address('an.b', 'answer', { about }),
  noButtons: address('an.bx', 'answer', { about }),
  words: address('an.w', 'answer', { about }),
  noWords: address('an.wx', 'answer', { about }),
  name: address('an.n', 'answer', { about }),
  preview: address('an.p', 'answer', { about }),
  delete: address('an.d', 'answer', { about }),
  deleteYes: address('an.dd', 'answer', { about }),
}
