import { z } from 'zod'
import { PRECONDITION_KINDS } from '../locks/preconditions.ts'
import { LOCK_KINDS, LOCK_LEVELS } from '../locks/meaning.ts'

/** A place in the data as people name it. What a level does not name is null. */
const placeShape = {
  site: z.string().nullable(),
  subjid: z.string().nullable(),
  visit: z.string().nullable(),
  form: z.string().nullable(),
}

/** A freeze or lock in force: where, since when, by whom and why. */
export const heldBySchema = z
  .object({
    id: z.string(),
    kind: z.enum(LOCK_KINDS),
    level: z.enum(LOCK_LEVELS),
    ...placeShape,
    /** Server time, ISO 8601 in UTC. */
    setAt: z.string(),
    /** Displayed name of the person. */
    setBy: z.string(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'HeldBy' })
export type HeldBy = z.output<typeof heldBySchema>

/** The place that an act would have reached inside a lock. */
export const reachedPlaceSchema = z.object(placeShape)

/** One thing that is to be done before a lock. */
export const openItemSchema = z
  .object({
    kind: z.enum(PRECONDITION_KINDS),
    site: z.string(),
    subjid: z.string(),
    visit: z.string().nullable(),
    form: z.string().nullable(),
    /** How many of the kind are at the place: queries, terms, drafts. */
    count: z.number(),
  })
  .meta({ id: 'OpenItem' })
export type OpenItem = z.output<typeof openItemSchema>

export const openCountsSchema = z.array(
  z.object({ kind: z.enum(PRECONDITION_KINDS), count: z.number() }),
)
