import type * as subjectRoutes from '../../shared/api/routes/subjects.ts'
import type { QueryOf, ResponseOf } from '../../shared/api/define.ts'
import { withoutRedactedValues } from '../audit-trail/service.ts'
import { loadRecordViews, savePlaceOf, type AfterSave, type TakeDraft } from '../entry/service.ts'
import { actorOf } from '../http/actor.ts'
import { notFound } from '../http/problem-error.ts'
import { toldTogether } from '../http/told-of.ts'
import type { Answer, Handlers, StudyScope } from '../http/route-handler.ts'
import { locksHolding } from '../locks/service.ts'
import { listSites } from '../studies/service.ts'
import * as subjects from './service.ts'

type SubjectRoutes = Pick<
  typeof subjectRoutes,
  'listSubjects' | 'createSubject' | 'getSubject' | 'decideEnrolment'
>

interface Services extends subjects.MatrixServices {
  readonly afterSave: AfterSave
  readonly takeDraft: TakeDraft
}

export function subjectHandlers(services: Services): Handlers<SubjectRoutes> {
  const { store, definitions } = services
  return {
    async listSubjects({ scope, query }) {
      return listPage(services, scope, query)
    },
    async createSubject(call) {
      const { scope, body } = call
      const studyId = scope.study.id
      const site = (await listSites(store, studyId, scope.sites)).find(
        ({ code }) => code === body.site,
      )
      if (site === undefined) throw notFound('site')
      const { subjid, values } = body
      const pinned = await definitions.at({ studyId, siteId: site.id })
      const subject = { studyId, subjid, site, pinned, values }
      const view = await subjects.createSubject(
        services,
        actorOf(call, site.id),
        subject,
        (tx, answer) => call.remember(tx, answer),
      )
      return { body: view }
    },
    async getSubject({ scope }) {
      const studyId = scope.study.id
      const pinned = await definitions.at({ studyId, siteId: scope.subject.siteId })
      const subjectId = scope.subject.id
      const { subject, view, overview } = await subjects.loadSubject(services, {
        studyId,
        subjectId,
      })
      const { forms } = pinned
      const stored = await loadRecordViews(store, scope.subject, pinned)
      const records = await withoutRedactedValues(store, { studyId, forms }, stored)
      const today = subjects.today(store, subject)
      const marks = (await services.marks.of(studyId, [subject]))(subjectId)
      const cells = subjects.cellsOf({ state: view.state, overview, pinned, marks, today })
      return {
        body: {
          subject: view,
          definitionVersion: String(pinned.number),
          ...(await subjects.neighboursOf(store, { studyId, sites: scope.sites }, view.subjid)),
          cells: [...cells],
          records: [...records],
          locks: await locksHolding(store, { studyId, subject }),
        },
      }
    },
    async decideEnrolment(call) {
      const { study, subject } = call.scope
      await subjects.decideEnrolment(services, await savePlaceOf(services, call), call.body)
      const place = { studyId: study.id, subjectId: subject.id }
      return { body: (await subjects.loadSubject(services, place)).view }
    },
  }
}

async function listPage(
  services: subjects.MatrixServices,
  scope: StudyScope,
  query: QueryOf<SubjectRoutes['listSubjects']>,
): Promise<Answer<SubjectRoutes['listSubjects']>> {
  const { store } = services
  const { cursor, limit, sign, ...filter } = query
  const within = { studyId: scope.study.id, sites: scope.sites }
  const page = { cursor, limit }
  const { rows, next, filtered } =
    sign === undefined
      ? await subjects.matrixPage(services, within, { filter, page })
      : await subjects.matrixPageWithSign(services, within, { filter, page, sign })
  const visits = subjects.columnHeads(rows.map(({ row }) => row.cells))
  const total = await subjects.countSubjects(store, within, {})
  const body = { visits, subjects: rows.map(({ row }) => row), total, filtered, next }
  return { body, json: writtenList(body, rows), told: toldTogether(rows.map(({ told }) => told)) }
}

/** A list as JSON, of rows that are written already: a study's matrix has megabytes. */
function writtenList(
  { visits, total, filtered, next }: ResponseOf<SubjectRoutes['listSubjects']>,
  rows: readonly subjects.WrittenRow[],
): Buffer {
  const comma = Buffer.from(',')
  return Buffer.concat([
    Buffer.from(`{"visits":${JSON.stringify(visits)},"subjects":[`),
    ...rows.flatMap(({ json }, at) => (at === 0 ? [json] : [comma, json])),
    Buffer.from(`],${JSON.stringify({ total, filtered, next }).slice(1)}`),
  ])
}
