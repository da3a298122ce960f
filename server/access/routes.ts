import type * as routes from '../../shared/api/routes/access.ts'
import type { AccountServices } from '../accounts/service.ts'
import { actorOf } from '../http/actor.ts'
import type { Handlers } from '../http/route-handler.ts'
import {
  changeInstallationSettings,
  changeStudyAccess,
  installationSettings,
  studyAccess,
} from '../settings/service.ts'
import { reviewCsv, rightsCsv } from './access-csv.ts'
import { accessReview, recordReview } from './access-review.ts'
import { rightsOnDay } from './rights-on-day.ts'
import { systemTrail } from './system-trail.ts'
import { listTrainings, recordTraining, untrainedPeople, withdrawTraining } from './training.ts'

const CSV = 'text/csv; charset=utf-8'

export function accessHandlers(accounts: AccountServices): Handlers<typeof routes> {
  return { ...installationHandlers(accounts), ...studyHandlers(accounts) }
}

type InInstallation =
  | 'getSettings'
  | 'changeSettings'
  | 'getAccessReview'
  | 'downloadAccessReview'
  | 'recordAccessReview'
  | 'listSystemTrail'

function installationHandlers({
  store,
  sessions,
}: AccountServices): Handlers<Pick<typeof routes, InInstallation>> {
  return {
    async getSettings() {
      const { value: settings, version } = await installationSettings(store)
      return { body: { settings, version } }
    },
    async changeSettings(call) {
      const { settings: value, ...rest } = call.body
      const change = { value, ...rest }
      const changed = await changeInstallationSettings(store, actorOf(call), change)
      sessions.forgetAll()
      return { body: { settings: changed.value, version: changed.version } }
    },
    async getAccessReview({ query }) {
      return { body: await accessReview(store, query.days) }
    },
    async downloadAccessReview({ query }) {
      const { accounts } = await accessReview(store, query.days)
      return { body: reviewCsv(accounts), file: { name: 'access-review.csv', type: CSV } }
    },
    async recordAccessReview(call) {
      return { body: { at: await recordReview(store, actorOf(call), call.body) } }
    },
    async listSystemTrail({ query }) {
      return { body: await systemTrail(store, query) }
    },
  }
}

function studyHandlers({
  store,
  sessions,
}: AccountServices): Handlers<Omit<typeof routes, InInstallation>> {
  return {
    async getStudyAccess({ scope }) {
      const { value: settings, version } = await studyAccess(store, scope.study.id)
      const reach = { studyId: scope.study.id, sites: scope.sites }
      const trainings = await listTrainings(store, reach)
      const untrained = [...(await untrainedPeople(store, reach, settings))]
      return { body: { settings, version, trainings, untrained } }
    },
    async changeStudyAccess(call) {
      const { settings: value, ...rest } = call.body
      const change = { value, ...rest }
      const changed = await changeStudyAccess(store, actorOf(call), call.scope.study.id, change)
      sessions.forgetAll()
      return { body: { settings: changed.value, version: changed.version } }
    },
    async recordTraining(call) {
      const wish = { studyId: call.scope.study.id, ...call.body }
      const { view, accountId } = await recordTraining(store, actorOf(call), wish)
      sessions.forget(accountId)
      return { body: view }
    },
    async withdrawTraining(call) {
      const { scope, params, body } = call
      const wish = { studyId: scope.study.id, id: params.training, reason: body.reason }
      const { view, accountId } = await withdrawTraining(store, actorOf(call), wish)
      sessions.forget(accountId)
      return { body: view }
    },
    async listRights({ scope, query }) {
      const wish = { studyId: scope.study.id, sites: scope.sites, day: query.day }
      return { body: await rightsOnDay(store, wish) }
    },
    async downloadRights({ scope, query: { day } }) {
      const { id: studyId, key } = scope.study
      const { rights } = await rightsOnDay(store, { studyId, sites: scope.sites, day })
      const file = { name: `${key}-rights-${day}.csv`, type: CSV }
      return { body: rightsCsv(key, day, rights), file }
    },
  }
}
