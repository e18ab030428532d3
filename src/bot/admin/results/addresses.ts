import { address } from '../../address.js'

/** The places of the results. `quarter`: its number, see quarter.ts; 0: the one that is now. `page` counts from 0. */
export const results = {
  home: address('rs.home', 'quarter', { looks: true, about: 'broadcast', all: true }),
  quarters: address('rs.quarters', 'page', { looks: true }),
  broadcasts: address('rs.broadcasts', 'quarter', 'page', { looks: true, about: 'broadcast', all: true }),
  segments: address('rs.segments', 'quarter', 'page', { looks: true, about: 'broadcast', all: true }),
  replies: address('rs.replies', 'quarter', 'page', { looks: true, about: 'broadcast', all: true }),
  /** Orders after each broadcast, as bars. */
  picture: address('rs.pic', 'quarter', { looks: true }),
  closePicture: address('rs.close', { looks: true }),
  /** A workbook with a sheet for each question, and the same as tables of text. */
  file: address('rs.file', 'quarter', { looks: true }),
  tables: address('rs.csv', 'quarter', { looks: true }),
}
