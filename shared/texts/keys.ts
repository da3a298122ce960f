import type { en } from './en.ts'

/** Every sentence of the product has a key; one that does not exist does not compile. */
export type TextKey = keyof typeof en
