import type * as routes from '../../shared/api/routes/system.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { actorOf } from '../http/actor.ts'
import type { Handlers } from '../http/route-handler.ts'
import { systemStatus, type StatusServices } from './read-status.ts'
import { VERIFY_JOB } from './verify-job.ts'

type StatusRoutes = Pick<typeof routes, 'getSystemStatus' | 'startVerification'>

export function systemHandlers(services: StatusServices): Handlers<StatusRoutes> {
  const { store, jobs } = services
  return {
    async getSystemStatus() {
      return { body: await systemStatus(services) }
    },
    async startVerification(call) {
      const { accountId } = call.caller
      const job = await unitOfWork(store, actorOf(call), async (tx, { at }) => {
        const wish = { kind: VERIFY_JOB, studyId: null, accountId, input: {}, at }
        const { id } = await jobs.put(tx, wish)
        const draft = { act: 'verify.ask', entity: 'job', entityId: id } as const
        return { result: id, audit: [{ ...draft, before: null, after: null }] }
      })
      jobs.wake()
      return { body: { job } }
    },
  }
}
