import { and, asc, eq, lte } from 'drizzle-orm'
import { z } from 'zod'
import type { Store } from '../../db/store.ts'

/** A release of a dictionary that codes of a study may be taken from. */
export interface LoadedRelease {
  readonly kind: string
  readonly release: string
}

/** Releases in a line of text; empty where there are none. */
export function releasesText(releases: readonly LoadedRelease[]): string {
  return releases.map(({ kind, release }) => `${kind} ${release}`).join('; ')
}

const contentSchema = z.object({ kind: z.string(), release: z.string() })

/** The releases that a study had loaded at an entry of its trail: by kind, the newest of each last. */
export async function dictionariesAsOf(
  { t: { auditEntry: e }, read }: Store,
  { studyId, seq }: { readonly studyId: string; readonly seq: number },
): Promise<readonly LoadedRelease[]> {
  const rows = await read
    .select({ after: e.after })
    .from(e)
    .where(and(eq(e.chain, studyId), eq(e.act, 'dictionary.load'), lte(e.seq, seq)))
    .orderBy(asc(e.seq))
  const loaded = rows.flatMap(({ after }) => {
    const { data } = contentSchema.safeParse(after === null ? null : JSON.parse(after))
    return data === undefined ? [] : [data]
  })
  return loaded.sort((a, b) => (a.kind === b.kind ? 0 : a.kind < b.kind ? -1 : 1))
}
