import type { intake as en } from '../en/intake.ts'

/** Laboratories, their ranges, and results taken in from print-outs. */
export const intake: Readonly<Record<keyof typeof en, string>> = {}
