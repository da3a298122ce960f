import type { Role } from '../../shared/access/permissions.ts'
import type { Actor } from '../audit/actor.ts'
import { PROGRAM_VERSION } from '../program-version.ts'
import type { Caller, Origin } from './caller.ts'
import type { InstallationScope, StudyScope, SubjectScope } from './route-handler.ts'

interface Acting {
  readonly caller: Caller
  readonly origin: Origin
  readonly scope: InstallationScope | StudyScope | SubjectScope
}

/**
 * Who acts, for the trail of the scope's study; of the installation where the scope has none. Where the
 * act is at a site, its role is the one that permits it there.
 */
export function actorOf({ caller, origin, scope }: Acting, siteId?: string): Actor {
  const studyId = 'study' in scope ? scope.study.id : null
  const at = 'subject' in scope ? scope.subject.siteId : siteId
  return personActor({ caller, origin, role: scope.role, studyId, at })
}

/** Who acts, in a role and on a chain that the service chooses. */
export function personActor(of: {
  readonly caller: Pick<Caller, 'accountId' | 'username' | 'grants'>
  readonly origin: Origin
  readonly role: Role | 'none'
  readonly studyId: string | null
  /** The site acted at; absent above sites. */
  readonly at?: string | undefined
}): Actor {
  const { caller, origin, role, studyId, at } = of
  const grant = caller.grants.find(
    (held) =>
      held.role === role &&
      (held.studyId === null || held.studyId === studyId) &&
      (at === undefined || held.siteId === null || held.siteId === at),
  )
  return {
    kind: 'person',
    accountId: caller.accountId,
    username: caller.username,
    role,
    studyId,
    siteId: grant?.siteId ?? null,
    programVersion: PROGRAM_VERSION,
    sourceAddress: origin.address,
  }
}

/** The program itself, for what no person did: a derivation, a time-out, a start. */
export function systemActor(of: {
  readonly part: string
  readonly studyId: string | null
  readonly sourceAddress?: string
}): Actor {
  return {
    kind: 'system',
    accountId: null,
    username: 'system',
    role: of.part,
    studyId: of.studyId,
    siteId: null,
    programVersion: PROGRAM_VERSION,
    sourceAddress: of.sourceAddress ?? null,
  }
}
