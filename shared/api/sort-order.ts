import { z } from 'zod'

/** Upwards or downwards, as a list is asked for. */
export const sortOrderSchema = z.enum(['ascending', 'descending'])
export type SortOrder = z.output<typeof sortOrderSchema>
