import { pino, type DestinationStream } from 'pino'

/** Lines that wait for a disk with room; older ones are dropped beyond it. */
const MOST_WAITING_BYTES = 16 * 1024 * 1024
const TELL_EVERY_MS = 60_000

/**
 * Where the log goes: standard output, or the file that `LOG_FILE` names, which is opened again at SIGHUP,
 * so that a rotated file is let go of. A log that cannot be written never ends the server: its lines wait,
 * and the error output tells of it.
 */
export function logDestination(
  environment: Readonly<Record<string, string | undefined>>,
): DestinationStream {
  const { LOG_FILE: file = '' } = environment
  const dest = file === '' ? process.stdout.fd : file
  const destination = pino.destination({
    dest,
    mkdir: true,
    sync: true,
    maxLength: MOST_WAITING_BYTES,
  })
  let toldAt = -TELL_EVERY_MS
  destination.on('error', (error: Error) => {
    if (performance.now() - toldAt < TELL_EVERY_MS) return
    toldAt = performance.now()
    process.stderr.write(`The log cannot be written: ${error.message}\n`)
  })
  if (file !== '') {
    process.on('SIGHUP', () => {
      destination.reopen()
    })
  }
  return destination
}
