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

type Known = InfiniteData<RunsPage, string>

/** The pages that are here with what the server says of their runs; null where a run is in none of them. */
function withNews(known: Known | undefined, news: RunsPage): Known | null {
  if (known === undefined || known.pages.length <= 1) return { pages: [news], pageParams: [''] }
  const told = new Map(news.runs.map((run) => [run.id, run]))
  const pages = known.pages.map((page) => ({
    ...page,
    runs: page.runs.map((run) => told.get(run.id) ?? run),
  }))
  const here = new Set(pages.flatMap(({ runs }) => runs.map(({ id }) => id)))
  return news.runs.every(({ id }) => here.has(id)) ? { ...known, pages } : null
}

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
    let latest = 0
    const tell = async (news: RunsPage): Promise<void> => {
      const own = (latest += 1)
      // An answer on its way was made before: it must not take the place of what is newer.
      await client.cancelQueries({ queryKey })
      if (own !== latest) return
      const told = withNews(client.getQueryData<Known>(queryKey), news)
      if (told === null) await client.invalidateQueries({ queryKey }, { cancelRefetch: false })
      else client.setQueryData<Known>(queryKey, told)
    }
    const leave = listenTo(urlOf(watchExportRuns, { params: { study } }), {
      event: RUNS_EVENT,
      onData: (data) => {
        // What the server itself wrote, by the schema of its list.
        void tell(JSON.parse(data) as RunsPage)
      },
      onHearing: (hearing) => {
        setIsHeard(hearing === 'hearing')
      },
      onRefused: () => {
        void client.invalidateQueries({ queryKey })
      },
    })
    return () => {
      leave()
      setIsHeard(false)
    }
  }, [client, study])
  return isHeard
}
