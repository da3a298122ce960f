import type { coding as en } from '../en/coding.ts'

/** Dictionaries and the coding of verbatim terms. */
export const coding: Readonly<Record<keyof typeof en, string>> = {}
