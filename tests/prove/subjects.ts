import { broadcasts } from './subjects/broadcasts.js'
import { sketches } from './subjects/builder.js'
import { campaigns } from './subjects/campaigns.js'
import { counts } from './subjects/counts.js'
import { customers } from './subjects/customers.js'
import { drafts } from './subjects/drafts.js'
import { imports } from './subjects/imports.js'
import { offers } from './subjects/offers.js'
import { ownDeeds } from './subjects/own.js'
import { repairs } from './subjects/repairs.js'
import { repeats } from './subjects/repeats.js'
import { replies } from './subjects/replies.js'
import type { Subject } from './subjects/scene.js'
import { segments } from './subjects/segments.js'
import { settings } from './subjects/settings.js'
import { sources } from './subjects/sources.js'
import { subscriber } from './subjects/subscriber.js'
import { teamDeeds } from './subjects/team.js'
import { wishes } from './subjects/wishes.js'

/** Every kind of deed that sends, stops, resumes, ends, invites, removes, approves, copies, answers or changes what is kept. */
export const subjects: readonly Subject[] = [
  ...broadcasts,
  ...repairs,
  ...offers,
  ...drafts,
  ...campaigns,
  ...teamDeeds,
  ...settings,
  ...segments,
  ...counts,
  ...sketches,
  ...replies,
  ...repeats,
  ...sources,
  ...imports,
  ...customers,
  ...subscriber,
  ...ownDeeds,
  ...wishes,
]
