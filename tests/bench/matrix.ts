import autocannon from 'autocannon'
import { perSecond, seconds, timed, type Figure } from './figure.ts'
import { STUDY, type Listening } from './http-servers.ts'
import { inFolder } from './made-up-trial.ts'
import { end, firstMessage, forkBench } from './processes.ts'

const CONNECTIONS = 4
const SECONDS = 5
const AIM_PER_SECOND = 100

/** The matrix of the largest study as JSON: the first answer of a server, and many after it. */
export async function benchMatrix(): Promise<readonly Figure[]> {
  return inFolder(async (folder) => {
    const child = forkBench(['helper', 'large', folder])
    try {
      const { url, cookie } = (await firstMessage(child)) as Listening
      const address = `${url}/api/studies/${STUDY}/subjects?limit=200`
      const first = await timed(async () => matrix(address, cookie))
      const { subjects, visits } = first.result
      const run = await autocannon({
        url: address,
        headers: { cookie },
        connections: CONNECTIONS,
        duration: SECONDS,
      })
      if (run.non2xx + run.errors > 0) throw new Error(`${run.non2xx} refusals of ${address}`)
      const rate = run['2xx'] / run.duration
      const size = `${subjects.length} subjects x ${visits.length} visits`
      return [
        { what: `Matrix of ${size}, first answer`, measured: seconds(first.took.wall) },
        {
          what: `The same again, ${CONNECTIONS} connections`,
          measured: `${perSecond(rate)}, p99 ${run.latency.p99.toFixed(0)} ms`,
          aim: perSecond(AIM_PER_SECOND),
          met: rate >= AIM_PER_SECOND,
        },
      ]
    } finally {
      await end(child)
    }
  })
}

interface Matrix {
  readonly subjects: readonly unknown[]
  readonly visits: readonly string[]
}

async function matrix(address: string, cookie: string): Promise<Matrix> {
  const response = await fetch(address, { headers: { cookie } })
  if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Matrix
}
