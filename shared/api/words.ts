import { z } from 'zod'

/** A person's own words, such as a reason for a change: at least one character that is no space. */
export function wordsSchema(maxLength: number): z.ZodString {
  return z.string().trim().min(1).max(maxLength)
}
