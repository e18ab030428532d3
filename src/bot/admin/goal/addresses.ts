import { address } from '../../address.js'

const about = 'goal'

/** The places of the shop's goal. `kind` is the number of what should get better; `tenths` of one of 100; `day`: until when, days since 1970. */
export const goal = {
  home: address('gl.home', { looks: true, about }),
  kinds: address('gl.kinds'),
  kind: address('gl.kind', 'kind'),
  set: address('gl.set', 'kind', 'tenths', 'day', { about }),
  drop: address('gl.drop', { about }),
  write: address('gl.write'),
}
