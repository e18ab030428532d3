import type { Engagement, PlainCriterion } from '../criterion.js'
import type { Trait } from './trait.js'

const GROUPS: readonly Engagement[] = ['new', 'engaged', 'cooling', 'asleep', 'long_asleep', 'never']
const EVERYONE: PlainCriterion = { leaf: 'everyone' }
const IN_30_DAYS = { count: { atLeast: 1 }, window: { in: 30, unit: 'days' }, offer: null } as const

/** What people did lately, each as the condition that it is; `of`: those of whom it can be known. */
export const DOINGS: readonly { trait: Trait; criterion: PlainCriterion; of: PlainCriterion }[] = [
  {
    trait: { fact: 'clicked', answer: { yes: true } },
    criterion: { leaf: 'clicked', ...IN_30_DAYS, link: null },
    of: EVERYONE,
  },
  {
    trait: { fact: 'seen', answer: { yes: true } },
    criterion: { leaf: 'seen', ...IN_30_DAYS, grade: 'any' },
    of: EVERYONE,
  },
  { trait: { fact: 'premium', answer: { yes: true } }, criterion: { leaf: 'premium', value: true }, of: EVERYONE },
  {
    trait: { fact: 'ordered', answer: { yes: true } },
    criterion: {
      leaf: 'ordered',
      count: { atLeast: 1 },
      window: { in: 12, unit: 'months' },
      product: null,
      category: null,
      total: null,
    },
    of: { leaf: 'linked', value: true },
  },
  ...GROUPS.map(engagement => ({
    trait: { fact: 'engagement' as const, answer: { engagement } },
    criterion: { leaf: 'engagement' as const, groups: [engagement] },
    of: EVERYONE,
  })),
]
