import { cpus, loadavg, release, totalmem, type } from 'node:os'

/** What the figures were measured on. */
export function machineLines(at: Date): readonly string[] {
  const processors = cpus()
  return [
    `- Machine: ${processors.length} × ${processors[0]?.model ?? 'unknown processor'}, ${(totalmem() / 2 ** 30).toFixed(0)} GB of memory, ${type()} ${release()}`,
    `- Node.js ${process.version}`,
    `- Date: ${dateOf(at)}`,
    `- Other work on the machine when the run began: ${loadNow()}`,
  ]
}

/** The same of one chapter that was measured by itself. */
export function momentLine(at: Date): string {
  return `Measured by itself on ${dateOf(at)}. Other work on the machine when it began: ${loadNow()}.`
}

function loadNow(): string {
  const [load = 0] = loadavg()
  return `load average ${load.toFixed(1)} over one minute, on ${cpus().length} processors`
}

function dateOf(at: Date): string {
  return at.toISOString().slice(0, 10)
}
