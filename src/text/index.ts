import { en } from './en.js'
import type { Language } from './format.js'
import { ru } from './ru.js'

export type Texts = typeof en

/** Every sentence in the given language; both languages have the same shape by their types. */
export function texts(language: Language): Texts {
  return language === 'ru' ? ru : en
}
