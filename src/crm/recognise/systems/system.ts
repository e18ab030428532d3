import type { Advice, Grouping, Kind, OrderWord, Role } from '../../role.js'

/**
 * A system whose files were seen. `rare`: headers that together decide it (all, or `enough` of them), whatever their
 * order; `without`: headers that another has beside them. `roles`: what words and values alone would get wrong, by header, the first that is there;
 * everything else is read as in any other file. `ignore`: columns that look like something and are not.
 */
export type System = {
  system: string
  kind: Kind
  rare: readonly string[]
  enough?: number
  without?: readonly string[]
  roles?: Partial<Record<Role, readonly string[]>>
  ignore?: readonly string[]
  grouping?: Grouping
  /** What its column of platforms writes for Telegram, where it is no name. */
  telegram?: readonly string[]
  /** Words of the state that it writes before anybody changes them, where they could mean something else elsewhere. */
  statuses?: Readonly<Record<string, OrderWord>>
  /** Of times without an offset. */
  zone?: string
  /** An order is somebody's also by nothing but the customer's number in it. */
  byNumber?: true
  /** What to export instead when nobody can be matched. */
  advice?: Advice
}
