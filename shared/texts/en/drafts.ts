/** Typing that is not saved yet: drafts, lost network, conflicts. */
export const drafts = {} as const
