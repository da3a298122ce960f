import type { casebook as en } from '../en/casebook.ts'

/** Printed casebooks. */
export const casebook: Readonly<Record<keyof typeof en, string>> = {}
