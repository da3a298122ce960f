import type { Role } from '../../shared/access/permissions.ts'
import type * as routes from '../../shared/api/routes/locks.ts'
import type { LockPlace } from '../../shared/locks/covers.ts'
import type { LockKind } from '../../shared/locks/meaning.ts'
import type { BodyOf } from '../../shared/api/define.ts'
import { actorOf } from '../http/actor.ts'
import type { Caller, Origin } from '../http/caller.ts'
import { invalidField, notFound } from '../http/problem-error.ts'
import type { Handlers, StudyScope, SubjectScope } from '../http/route-handler.ts'
import { forbidden, includesSite } from '../http/scope.ts'
import { listSites } from '../studies/service.ts'
import { loadSubject, type MarkedServices } from '../subjects/service.ts'
import { expectVisit } from './expect-visit.ts'
import * as locks from './service.ts'

export function lockHandlers(services: MarkedServices): Handlers<typeof routes> {
  const { store, definitions } = services
  const readingOf = async (studyId: string) => ({
    ...services,
    pinnedAt: await definitions.bySite(studyId),
  })
  return {
    async listLocks({ scope }) {
      const within = { studyId: scope.study.id, sites: scope.sites }
      return { body: { locks: await locks.listLocks(store, within) } }
    },
    async getStudyCloseOut({ scope, query }) {
      const within = { studyId: scope.study.id, sites: scope.sites, kind: query.kind }
      return { body: await locks.studyCloseOut(await readingOf(within.studyId), within) }
    },
    async getSubjectCloseOut({ scope, query }) {
      const studyId = scope.study.id
      const { subject } = await loadSubject(services, { studyId, subjectId: scope.subject.id })
      return {
        body: await locks.subjectCloseOut(await readingOf(studyId), {
          studyId,
          subject,
          kind: query.kind,
        }),
      }
    },
    freezeInSubject: (call) => inSubject(services, call, 'freeze'),
    lockInSubject: (call) => inSubject(services, call, 'lock'),
    async releaseInSubject(call) {
      const { study, subject } = call.scope
      const wish = {
        ...{ studyId: study.id, lockId: call.params.lock, reason: call.body.reason },
        reaches: (place: LockPlace) => place.subjectId === subject.id,
      }
      return { body: await locks.releaseLock(services, actorOf(call), wish) }
    },
    freezeInStudy: (call) => inStudy(services, call, 'freeze'),
    lockInStudy: (call) => inStudy(services, call, 'lock'),
    async releaseInStudy(call) {
      const { study, sites } = call.scope
      const wish = {
        ...{ studyId: study.id, lockId: call.params.lock, reason: call.body.reason },
        reaches: (place: LockPlace) => reachesInStudy(place, sites),
      }
      return { body: await locks.releaseLock(services, actorOf(call), wish) }
    },
  }
}

async function inSubject(services: MarkedServices, call: SubjectCall, kind: LockKind) {
  const studyId = call.scope.study.id
  const place = await subjectPlace(services, call)
  const wish = { studyId, kind, place, reason: call.body.reason }
  return { body: await locks.setLock(services, actorOf(call), wish) }
}

async function inStudy(services: MarkedServices, call: StudyCall, kind: LockKind) {
  const studyId = call.scope.study.id
  const place = await studyPlace(services, call, kind)
  const wish = { studyId, kind, place, reason: call.body.reason }
  const actor = actorOf(call, place.siteId ?? undefined)
  return { body: await locks.setLock(services, actor, wish) }
}

/** Locks above subjects. One that is seen, but of more sites than the caller answers for, is a 403. */
function reachesInStudy({ level, siteId }: LockPlace, sites: StudyScope['sites']): boolean {
  if (level === 'study') {
    if (sites.kind !== 'all') throw forbidden('lock.release')
    return true
  }
  return level === 'site' && siteId !== null && includesSite(sites, siteId)
}

interface Asking {
  readonly caller: Caller
  readonly origin: Origin
}

interface SubjectCall extends Asking {
  readonly scope: SubjectScope & { readonly role: Role }
  readonly body: BodyOf<typeof routes.lockInSubject>
}

/** A place of the subject. 422 for a form or a visit that the subject cannot have. */
async function subjectPlace(
  { store, definitions }: MarkedServices,
  { scope, body }: SubjectCall,
): Promise<LockPlace> {
  const { id: subjectId, siteId } = scope.subject
  const place = { level: body.level, siteId, subjectId, visit: null, form: null }
  if (body.level === 'subject') return place
  const { forms, definition } = await definitions.at({ studyId: scope.study.id, siteId })
  if (body.visit !== null) {
    await expectVisit(store, { subjectId, visit: body.visit, schedule: definition.schedule })
  }
  if (body.level === 'visit') return { ...place, visit: body.visit }
  const form = forms.get(body.form)
  if (form === undefined) throw invalidField('/form', 'lock.noSuchForm')
  if ((form.scope === 'visit') !== (body.visit !== null)) {
    throw invalidField('/visit', 'lock.otherPlace')
  }
  return { ...place, visit: body.visit, form: body.form }
}

interface StudyCall extends Asking {
  readonly scope: StudyScope
  readonly body: BodyOf<typeof routes.lockInStudy>
}

/** The study, for callers who answer for all of it, or one of the caller's sites. */
async function studyPlace(
  { store }: MarkedServices,
  { scope, body }: StudyCall,
  kind: LockKind,
): Promise<LockPlace> {
  const place = { level: body.level, siteId: null, subjectId: null, visit: null, form: null }
  if (body.level === 'study') {
    if (scope.sites.kind !== 'all') throw forbidden(kind === 'lock' ? 'lock.set' : 'lock.freeze')
    return place
  }
  const sites = await listSites(store, scope.study.id, scope.sites)
  const found = sites.find(({ code }) => code === body.site)
  if (found === undefined) throw notFound('site')
  return { ...place, siteId: found.id }
}
