import type { drafts as en } from '../en/drafts.ts'

/** Typing that is not saved yet: drafts, lost network, conflicts. */
export const drafts: Readonly<Record<keyof typeof en, string>> = {}
