import { address } from '../../address.js'

const about = 'menu'

/** The menu that subscribers have. `button` is its id; `place` counts from 0. */
export const menu = {
  list: address('mn.l', { about, all: true }),
  preview: address('mn.p'),
  add: address('mn.a'),
  link: address('mn.al'),
  answer: address('mn.aa', 'page', { about: 'answer', all: true }),
  answerIs: address('mn.as', 'answer', { about, all: true }),
  question: address('mn.aq', 'page'),
  questionIs: address('mn.ax', 'question', { about, all: true }),
  code: address('mn.ac'),
  open: address('mn.o', 'button', { about, all: true }),
  label: address('mn.n', 'button', { about, all: true }),
  place: address('mn.t', 'button', 'place', { about, all: true }),
  drop: address('mn.d', 'button', { about, all: true }),
  dropYes: address('mn.dd', 'button', { about, all: true }),
}
