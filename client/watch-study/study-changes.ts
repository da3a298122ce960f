import { watchStudy } from '../../shared/api/routes/live.ts'
import { urlOf } from '../kit/http.ts'
import { listenTo, type Hearing as Heard } from '../kit/listen.ts'

/** How the page hears of changes; `off`: it does not ask. */
export type Hearing = Heard | 'off'

interface Listener {
  /** A mark of the state of the data: at the start and after each change. */
  readonly onMark: (mark: string) => void
  readonly onHearing: (hearing: Hearing) => void
  /** The server refused to go on: the session may be over, or the right gone. */
  readonly onRefused: () => void
}

/** Listens to the changes of a study until it is stopped. */
export function listenToChanges(study: string, listener: Listener): () => void {
  const { onMark, onHearing, onRefused } = listener
  const url = urlOf(watchStudy, { params: { study } })
  return listenTo(url, { event: 'change', onData: onMark, onHearing, onRefused })
}
