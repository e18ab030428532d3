import {
  bySlot,
  countSlot,
  firstSlot,
  gradeSlot,
  linkSlot,
  messageSlot,
  nextSlot,
  offerSlot,
  ownSlot,
  questionSlot,
  seriesSlot,
  topicSlot,
  windowSlot,
} from './event.js'
import {
  anniversarySlot,
  containsSlot,
  exceptSlot,
  fieldSlot,
  knownSlot,
  numberSlot,
  premiumSlot,
  yesSlot,
} from './field.js'
import { interestSlot } from './interest.js'
import { amountSlot, categorySlot, codeSlot, measureSlot, productSlot, scoreSlot, totalSlot } from './order.js'
import { kmSlot, partSlot, placeSlot, sampleSlot, segmentSlot, shareSlot } from './place.js'
import { optionSlot } from './poll.js'
import { eventSlot, havingSlot } from './reported.js'
import type { Slot, SlotName } from './slot.js'

/** How each thing of a condition is asked; values are ticked. */
export const slots: Record<Exclude<SlotName, 'values'>, Slot> = {
  ...{ except: exceptSlot, contains: containsSlot, known: knownSlot, premium: premiumSlot, yes: yesSlot },
  ...{ number: numberSlot, anniversary: anniversarySlot, field: fieldSlot },
  ...{ count: countSlot, window: windowSlot, offer: offerSlot, link: linkSlot, topic: topicSlot, grade: gradeSlot },
  ...{ amount: amountSlot, total: totalSlot, product: productSlot, category: categorySlot, code: codeSlot },
  ...{ measure: measureSlot, score: scoreSlot, segment: segmentSlot },
  ...{ first: firstSlot, next: nextSlot, message: messageSlot },
  ...{ fromGroup: ownSlot('fromGroup'), toGroup: ownSlot('toGroup'), did: ownSlot('did'), by: bySlot },
  ...{ question: questionSlot, series: seriesSlot, part: partSlot, event: eventSlot, having: havingSlot },
  ...{ place: placeSlot, km: kmSlot, share: shareSlot, sample: sampleSlot, interest: interestSlot, option: optionSlot },
}
