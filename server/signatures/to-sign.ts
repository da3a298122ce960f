import { desc, eq } from 'drizzle-orm'
import type { SubjectToSign } from '../../shared/api/routes/signatures.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import {
  allSubjects,
  cellsOf,
  signingState,
  today,
  walkOverviews,
  type MarkedServices,
} from '../subjects/service.ts'

interface StudyPart {
  readonly studyId: string
  readonly sites: SiteFilter
}

/** By subject: visits that can be signed and are not, signatures that were broken, and the last one given. */
export async function listToSign(
  services: MarkedServices,
  part: StudyPart,
): Promise<readonly SubjectToSign[]> {
  const { store, definitions, overviews } = services
  const { studyId } = part
  const pinnedAt = await definitions.bySite(studyId)
  const subjects = await allSubjects(store, part)
  const marksOf = await services.marks.of(studyId, subjects)
  const last = await lastSignatures(services, studyId)
  const found: SubjectToSign[] = []
  for await (const { subject, overview } of walkOverviews(overviews, subjects, { pinnedAt })) {
    const marks = marksOf(subject.id)
    const pinned = pinnedAt(subject.siteId)
    const { state, subjid, site } = subject
    const cells = cellsOf({ state, overview, pinned, marks, today: today(store, subject) })
    const { toSign, broken } = signingState(cells)
    const newest = last.get(subject.id)
    found.push({
      ...{ subjid, site, toSign: [...toSign], broken: [...broken] },
      subject: marks.subjectSignature,
      lastSignedAt: newest?.signedAt ?? null,
      lastSigner: newest?.signerName ?? null,
    })
  }
  return found
}

async function lastSignatures(
  { store: { t, read } }: MarkedServices,
  studyId: string,
): Promise<ReadonlyMap<string, { readonly signedAt: string; readonly signerName: string }>> {
  const { subjectId, signedAt, signerName, id } = t.signature
  const rows = await read
    .select({ subjectId, signedAt, signerName })
    .from(t.signature)
    .where(eq(t.signature.studyId, studyId))
    .orderBy(desc(signedAt), desc(id))
  const newest = new Map<string, { signedAt: string; signerName: string }>()
  for (const { subjectId: subject, ...row } of rows) {
    if (subject !== null && !newest.has(subject)) newest.set(subject, row)
  }
  return newest
}
