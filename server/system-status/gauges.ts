import { Gauge, type Registry } from 'prom-client'
import { SYSTEM_ALERTS } from '../../shared/system/alerts.ts'
import { systemStatus, type StatusServices, type SystemStatus } from './read-status.ts'

/** A scrape every few seconds asks the disk and the database once in this time. */
const KEPT_MS = 15_000

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number | null]

interface GaugeOf {
  readonly name: string
  readonly help: string
  readonly labels?: readonly string[]
  readonly samples: (status: SystemStatus) => readonly Sample[]
}

/** Of a time that a clock wrote which was ahead, no age is known. */
const seconds = (since: string | undefined, { at }: SystemStatus): number | null =>
  since === undefined || since > at ? null : (Date.parse(at) - Date.parse(since)) / 1000

const GAUGES: readonly GaugeOf[] = [
  {
    name: 'hepatrial_backup_age_seconds',
    help: 'Time since the last backup that was made and checked.',
    samples: (status) => [[{}, seconds(status.made?.at, status)]],
  },
  {
    name: 'hepatrial_backup_size_bytes',
    help: 'Size of the last backup.',
    samples: ({ made }) => [[{}, made?.size ?? null]],
  },
  {
    name: 'hepatrial_backup_failed',
    help: '1: the last scheduled backup failed.',
    samples: ({ failed }) => [[{}, failed === null ? 0 : 1]],
  },
  {
    name: 'hepatrial_restore_drill_age_seconds',
    help: 'Time since a restore was last tried out.',
    samples: (status) => [[{}, seconds(status.drill?.at, status)]],
  },
  {
    name: 'hepatrial_disk_free_bytes',
    help: 'Room left on the disks of the data and of the backups.',
    labels: ['place'],
    samples: ({ disks }) => [
      [{ place: 'data' }, disks.data.room?.free ?? null],
      [{ place: 'backups' }, disks.backups?.room?.free ?? null],
    ],
  },
  {
    name: 'hepatrial_disk_size_bytes',
    help: 'Size of the disks of the data and of the backups.',
    labels: ['place'],
    samples: ({ disks }) => [
      [{ place: 'data' }, disks.data.room?.size ?? null],
      [{ place: 'backups' }, disks.backups?.room?.size ?? null],
    ],
  },
  {
    name: 'hepatrial_verification_age_seconds',
    help: 'Time since trail and data were last checked by the server.',
    samples: (status) => [[{}, seconds(status.verified?.at, status)]],
  },
  {
    name: 'hepatrial_verification_faults',
    help: 'Faults that the last check of trail and data found.',
    samples: ({ verified }) => [[{}, verified?.faults ?? null]],
  },
  {
    name: 'hepatrial_clock_jumps',
    help: 'Jumps of the server clock in the last 30 days.',
    samples: ({ clockJumps }) => [[{}, clockJumps.length]],
  },
  {
    name: 'hepatrial_jobs_failed',
    help: 'Long work that failed in the last 30 days, at most 20.',
    samples: ({ failedJobs }) => [[{}, failedJobs.length]],
  },
  {
    name: 'hepatrial_database_bytes',
    help: 'Size of the database.',
    samples: ({ database }) => [[{}, database.bytes]],
  },
  {
    name: 'hepatrial_alert',
    help: '1: this is wrong now.',
    labels: ['alert'],
    samples: ({ alerts }) =>
      SYSTEM_ALERTS.map((alert) => [{ alert }, alerts.includes(alert) ? 1 : 0]),
  },
]

/**
 * Adds to the metrics what the page of the system shows. What is not known has no sample; where the state
 * cannot be read, `hepatrial_status_readable` is 0 and everything else stays readable.
 */
export function systemGauges(services: StatusServices): (registry: Registry) => void {
  interface Kept {
    readonly until: number
    readonly status: Promise<SystemStatus | null>
  }
  let kept: Kept | null = null
  const status = (): Promise<SystemStatus | null> => {
    if (kept !== null && performance.now() <= kept.until) return kept.status
    const reading: Kept = {
      until: performance.now() + KEPT_MS,
      // A state that cannot be read is a figure of its own; the next scrape asks again.
      status: systemStatus(services).catch(() => {
        if (kept === reading) kept = null
        return null
      }),
    }
    kept = reading
    return reading.status
  }
  return (registry) => {
    new Gauge({
      name: 'hepatrial_status_readable',
      help: '0: the state of the installation cannot be read, for the database does not answer.',
      registers: [registry],
      async collect() {
        this.set((await status()) === null ? 0 : 1)
      },
    })
    for (const { name, help, labels = [], samples } of GAUGES) {
      new Gauge({
        ...{ name, help, labelNames: [...labels], registers: [registry] },
        async collect() {
          this.reset()
          // Without labels a reset leaves a 0, which would say that a backup was made just now.
          if (labels.length === 0) this.remove()
          const read = await status()
          for (const [labelled, value] of read === null ? [] : samples(read)) {
            if (value !== null) this.set({ ...labelled }, value)
          }
        },
      })
    }
  }
}
