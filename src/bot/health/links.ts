/** Whether links open from outside, as the web door last saw it; `since` is ms UTC. */
export type LinksState =
  | { kind: 'unknown' }
  | { kind: 'open' }
  | { kind: 'proven'; until: number; said: Said }
  | { kind: 'shut'; since: number; why: 'silent' | 'stranger'; said?: Said }

/** What came back instead of our own answer. */
export type Said =
  | { kind: 'answer'; status: number; by: string | null; challenge: boolean }
  | { kind: 'none'; reason: 'slow' | 'refused' | 'unknown_host' | 'certificate' | 'broken' }
