import { Readable } from 'node:stream'
import type * as routes from '../../shared/api/routes/casebook.ts'
import { actorOf } from '../http/actor.ts'
import type { Handlers } from '../http/route-handler.ts'
import { takeCasebook, type CasebookServices } from './service.ts'
import { paperBook, takeBookPdf } from './take-pdf.ts'

const PDF = 'application/pdf'

export function casebookHandlers(services: CasebookServices): Handlers<typeof routes> {
  return {
    async takeCasebook(call) {
      const { study, subject, sites } = call.scope
      const { id: subjectId, siteId, timeZone } = subject
      const of = { studyId: study.id, subjectId, siteId, timeZone, sites }
      return { body: await takeCasebook(services, actorOf(call), of) }
    },
    async takeCasebookPdf(call) {
      const { scope, query } = call
      const wish = { scope, language: query.language }
      const file = await takeBookPdf(services, actorOf(call), wish)
      const name = `${scope.study.key}-casebook-${scope.subject.subjid}.pdf`
      return { body: '', file: { name, type: PDF }, stream: file.read() }
    },
    async downloadPaperCasebook({ scope, query }) {
      const { study } = scope
      const { kind, version, language } = query
      const wish = { study, annotated: kind === 'annotated', version, language }
      const bytes = await paperBook(services, wish)
      const name = `${study.key}-${kind}-casebook.pdf`
      return { body: '', file: { name, type: PDF }, stream: Readable.from([bytes]) }
    },
  }
}
