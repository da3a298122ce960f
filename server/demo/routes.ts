import type * as studyRoutes from '../../shared/api/routes/studies.ts'
import { actorOf } from '../http/actor.ts'
import type { Handlers } from '../http/route-handler.ts'
import type { DemoParts } from './service.ts'

/** The demo's generator is loaded at its first use: hardly any installation needs it twice. */
export function demoHandlers(parts: DemoParts): Handlers<Pick<typeof studyRoutes, 'loadDemo'>> {
  return {
    async loadDemo(call) {
      const { loadDemo } = await import('./service.ts')
      const { studies, accounts } = await loadDemo(parts, actorOf(call))
      return { body: { studies: [...studies], accounts: [...accounts] } }
    },
  }
}
