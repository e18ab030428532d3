import { isAppError } from '../../errors.js'

/** What was asked of the reader; `otherwise` when that took longer than it may. For what a screen can do without. */
export async function unlessSlow<T>(asked: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (isAppError(error, 'query_timeout')) return otherwise
    throw error
  }
}
