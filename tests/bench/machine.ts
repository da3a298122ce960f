import { cpus, loadavg, release, totalmem, type } from 'node:os'

/** What the figures were measured on. */
export function machineLines(at: Date): readonly string[] {
  const processors = cpus()
  const [load = 0] = loadavg()
  return [
    `- Machine: ${processors.length} × ${processors[0]?.model ?? 'unknown processor'}, ${(totalmem() / 2 ** 30).toFixed(0)} GB of memory, ${type()} ${release()}`,
    `- Node.js ${process.version}`,
    `- Date: ${at.toISOString().slice(0, 10)}`,
    `- Other work on the machine when the run began: load average ${load.toFixed(1)} over one minute, on ${processors.length} processors`,
  ]
}
