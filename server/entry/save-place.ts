import { actorOf } from '../http/actor.ts'
import type { Caller, Origin } from '../http/caller.ts'
import type { SubjectScope } from '../http/route-handler.ts'
import { holdsAt } from '../http/scope.ts'
import type { Definitions } from '../studies/service.ts'
import type { SavePlace } from './save-steps.ts'

/** A permitted request that names a subject. */
export interface SubjectCall {
  readonly caller: Caller
  readonly origin: Origin
  readonly scope: SubjectScope
}

/** Where a request saves, and by whom. */
export async function savePlaceOf(
  { definitions }: { readonly definitions: Definitions },
  call: SubjectCall,
): Promise<SavePlace> {
  const { study, subject } = call.scope
  const { siteId } = subject
  return {
    actor: actorOf(call),
    studyId: study.id,
    subject,
    pinned: await definitions.at({ studyId: study.id, siteId }),
    asInvestigator: holdsAt(call.caller, 'review.write', { studyId: study.id, siteId }),
  }
}
