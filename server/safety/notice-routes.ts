import type { Store } from '../../db/store.ts'
import type * as routes from '../../shared/api/routes/notices.ts'
import { personActor } from '../http/actor.ts'
import type { Handlers } from '../http/route-handler.ts'
import { mailAddressOf, markRead, ownNotices, setMailAddress } from './notices.ts'

interface NoticeServices {
  readonly store: Store
  readonly sendsMail: boolean
}

export function noticeHandlers({ store, sendsMail }: NoticeServices): Handlers<typeof routes> {
  return {
    async listNotices({ caller, query }) {
      const notices = await ownNotices(store, caller)
      return {
        body: {
          unread: notices.filter(({ readAt }) => readAt === null).length,
          total: notices.length,
          notices: notices.slice(0, query.limit),
          address: await mailAddressOf(store, caller.accountId),
          sendsMail,
        },
      }
    },
    async readNotice({ caller, origin, params }) {
      const actorIn = (studyId: string | null) =>
        personActor({ caller, origin, role: 'none', studyId })
      return { body: await markRead(store, caller, actorIn, params.notice) }
    },
    async setMailAddress({ caller, origin, body }) {
      const actor = personActor({ caller, origin, role: 'none', studyId: null })
      return { body: await setMailAddress(store, actor, caller.accountId, body) }
    },
  }
}
