import { useQueryClient, type InfiniteData } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ResponseOf } from '../../shared/api/define.ts'
import {
  RUNS_EVENT,
  watchExportRuns,
  type listExportRuns,
} from '../../shared/api/routes/export-runs.ts'
import { urlOf } from '../kit/http.ts'
import { listenTo } from '../kit/listen.ts'
import { runsKey } from './runs-key.ts'

type RunsPage = ResponseOf<typeof listExportRuns>

/**
 * Keeps the list of runs as the server tells it, and says whether it does: where a proxy lets no stream
 * through, whoever shows the list has to ask for it.
 */
export function useRunNews(study: string): boolean {
  const client = useQueryClient()
  const [isHeard, setIsHeard] = useState(false)
  useEffect(() => {
    if (typeof EventSource === 'undefined') return undefined
    const queryKey = runsKey(study)
    return listenTo(urlOf(watchExportRuns, { params: { study } }), {
      event: RUNS_EVENT,
      onData: (data) => {
        // What the server itself wrote, by the schema of its list.
        const page = JSON.parse(data) as RunsPage
        const known = client.getQueryData<InfiniteData<RunsPage, string>>(queryKey)
        if (known !== undefined && known.pages.length > 1) {
          void client.invalidateQueries({ queryKey })
          return
        }
        client.setQueryData<InfiniteData<RunsPage, string>>(queryKey, {
          pages: [page],
          pageParams: [''],
        })
      },
      onHearing: (hearing) => {
        setIsHeard(hearing === 'hearing')
      },
      onRefused: () => {
        void client.invalidateQueries({ queryKey })
      },
    })
  }, [client, study])
  return isHeard
}
