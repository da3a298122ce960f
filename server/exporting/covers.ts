import { createHmac, randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { Covers } from '../../shared/exports/deidentify.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'

/**
 * The covers of a study's de-identified copies, taken from its secret: the same subject gets the same
 * code in each copy, and nobody without the secret can tell which. The first call makes the secret.
 */
export async function coversOf(store: Store, actor: Actor, studyId: string): Promise<Covers> {
  const secret =
    (await readSecret(store, store.read, studyId)) ?? (await makeSecret(store, actor, studyId))
  const drawn = (about: string): Buffer => createHmac('sha256', secret).update(about).digest()
  return {
    subject(subjid, wholeYears) {
      const days = drawn(`days of ${subjid}`).readUInt32BE()
      return {
        code: `P${codeOf(drawn(`code of ${subjid}`), SUBJECT_LETTERS)}`,
        daysBack: wholeYears ? FOUR_YEARS * (1 + (days % 3)) : 1 + (days % 364),
      }
    },
    site: (siteId) => `C${codeOf(drawn(`site ${siteId}`), SITE_LETTERS)}`,
  }
}

/** Four years hold the same days wherever they begin, between 1901 and 2099. */
const FOUR_YEARS = 1461
const SUBJECT_LETTERS = 10
const SITE_LETTERS = 6
/** Without letters that are taken for digits. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

function codeOf(bytes: Buffer, length: number): string {
  return Array.from(bytes.subarray(0, length), (byte) => LETTERS[byte % LETTERS.length]).join('')
}

async function readSecret(
  { t: { coverSecret } }: Store,
  queries: ReadQueries,
  studyId: string,
): Promise<string | null> {
  const [row] = await queries.select().from(coverSecret).where(eq(coverSecret.studyId, studyId))
  return row?.secret ?? null
}

/** Of two at the same moment one makes it, and both use that one. */
async function makeSecret(store: Store, actor: Actor, studyId: string): Promise<string> {
  const secret = randomBytes(32).toString('hex')
  try {
    await unitOfWork(store, { ...actor, studyId }, async (tx, { at }) => {
      const { accountId } = actor
      const row = { studyId, secret, createdBy: accountId, createdAt: at }
      await tx.insert(store.t.coverSecret).values(row)
      const entity = { entity: 'study', entityId: studyId } as const
      return {
        result: null,
        audit: [{ act: 'study.makeCovers', ...entity, before: null, after: null }],
      }
    })
    return secret
  } catch (error) {
    if (!store.isUnique(error)) throw error
    // Where it was written: reads of the store may be some moments behind.
    const made = await store.write((tx) => readSecret(store, tx, studyId))
    if (made === null) throw error
    return made
  }
}
