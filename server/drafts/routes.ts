import type { Store } from '../../db/store.ts'
import type * as routes from '../../shared/api/routes/drafts.ts'
import type { Caller } from '../http/caller.ts'
import { ProblemError } from '../http/problem-error.ts'
import type { Handlers, SubjectScope } from '../http/route-handler.ts'
import { holdsAt } from '../http/scope.ts'
import type { Definitions } from '../studies/service.ts'
import * as drafts from './service.ts'

interface DraftServices {
  readonly store: Store
  readonly definitions: Definitions
}

export function draftHandlers({ store, definitions }: DraftServices): Handlers<typeof routes> {
  return {
    async listSubjectDrafts(call) {
      return { body: { drafts: [...(await drafts.listDrafts(store, ownerOf(call)))] } }
    },
    async listMyDrafts({ caller, scope }) {
      const where = { accountId: caller.accountId, studyId: scope.study.id, sites: scope.sites }
      return { body: { drafts: [...(await drafts.listDraftPlaces(store, where))] } }
    },
    async putDraft(call) {
      const { caller, scope, body } = call
      // Another tab may have signed somebody else in: the typing is not theirs.
      if (body.account !== caller.accountId) {
        throw new ProblemError({ type: 'urn:problem:not-signed-in', status: 401 })
      }
      const { study, subject } = scope
      const pinned = await definitions.at({ studyId: study.id, siteId: subject.siteId })
      const place = { studyId: study.id, siteId: subject.siteId }
      const rights = { pinned, asInvestigator: holdsAt(caller, 'review.write', place) }
      return { body: await drafts.putDraft(store, { ...ownerOf(call), ...rights }, body) }
    },
    async getDraft(call) {
      return { body: await drafts.getDraft(store, ownerOf(call), call.params.draft) }
    },
    async discardDraft(call) {
      const { savedAt } = call.query
      await drafts.discardDraft(store, ownerOf(call), { id: call.params.draft, savedAt })
      return { body: null }
    },
  }
}

function ownerOf(call: { readonly caller: Caller; readonly scope: SubjectScope }): drafts.Owner {
  return { accountId: call.caller.accountId, subjectId: call.scope.subject.id }
}
