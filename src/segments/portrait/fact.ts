/** What is asked of people: a field by its id, or something that every person has without one. */
export type Fact =
  | number
  | 'age'
  | 'language'
  | 'premium'
  | 'source'
  | 'clicked'
  | 'seen'
  | 'ordered'
  | 'engagement'
  | 'rfm'
  | 'ladder'
