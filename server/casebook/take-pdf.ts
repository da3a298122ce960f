import type { Language } from '../../shared/kernel/bilingual.ts'
import type { Actor } from '../audit/actor.ts'
import { lastChange } from '../audit/as-of.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { notFound } from '../http/problem-error.ts'
import type { SubjectScope } from '../http/route-handler.ts'
import { spool, type Spooled } from '../http/spool.ts'
import { PROGRAM_VERSION } from '../program-version.ts'
import { sitesAsOf, studyMark } from '../studies/service.ts'
import { bookPieces, type BooksWish, type BookSubject } from './book-files.ts'
import { paperPieces } from './paper-pieces.ts'
import type { CasebookServices } from './read-casebook.ts'

/**
 * The casebook of a subject as a PDF, as the subject stands at this moment. Who took it, up to which
 * entry of the trail and with which hash is on disk before the first byte leaves. @source EX-01, EX-04
 */
export async function takeBookPdf(
  services: CasebookServices,
  actor: Actor,
  { scope, language }: { readonly scope: SubjectScope; readonly language: Language },
): Promise<Spooled> {
  const { store, definitions } = services
  const { study, sites } = scope
  const head = await lastChange(store, store.read, study.id, sites)
  const { number } = await definitions.of(study.id)
  const places = await sitesAsOf(store, { studyId: study.id, seq: head.seq, at: store.now() })
  const wish: BooksWish = {
    ...{ study, sites, places, seq: head.seq, stateAt: head.at },
    ...{ definitionVersion: number, language },
  }
  const subject: BookSubject = { ...scope.subject, records: 0 }
  const file = await spool(bookPieces(services, wish, subject))
  try {
    await unitOfWork(store, actor, () =>
      Promise.resolve({
        result: null,
        audit: [
          {
            ...{ act: 'subject.export', entity: 'subject', entityId: subject.id },
            ...{ subjectId: subject.id, siteId: subject.siteId, before: null },
            after: {
              ...{ format: 'casebook-pdf', subjid: subject.subjid, language, upToSeq: head.seq },
              ...{ size: file.size, sha256: file.sha256 },
            },
          },
        ],
      }),
    )
    return file
  } catch (error) {
    await file.discard()
    throw error
  }
}

interface PaperWish {
  readonly study: { readonly id: string; readonly key: string }
  readonly annotated: boolean
  /** Number of the version; undefined: the newest one in force. */
  readonly version: number | undefined
  readonly language: Language
}

/** The forms of one version on paper. 404 where the study has none of that number. */
export async function paperBook(
  { store, definitions }: CasebookServices,
  { study, annotated, version, language }: PaperWish,
): Promise<Buffer> {
  const pinned =
    version === undefined
      ? await definitions.of(study.id)
      : await definitions.version(study.id, version)
  if (pinned === null) throw notFound('version')
  const { definition, number } = pinned
  const pieces = paperPieces({
    ...{ study: study.key, definition, version: number, annotated, language },
    ...{ madeAt: store.now(), programVersion: PROGRAM_VERSION },
    mark: await studyMark(store, study.id),
  })
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}
