/**
 * What rows are read with beside the mapping. `country`: of phones as they are dialled at home; `zone`: of times without
 * an offset (IANA); `now`: ms UTC.
 */
export type Reading = { headers: readonly string[]; country: string | null; zone: string; now: number }
