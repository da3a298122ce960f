import type { Language } from '../kernel/bilingual.ts'
import { en } from './en.ts'
import type { TextKey } from './keys.ts'
import { zh } from './zh.ts'

/** The texts of both languages at once. The browser has a module of its own in this place, which fetches them. */
export const TEXTS: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en, zh }
