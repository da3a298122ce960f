import type { Logger } from 'pino'
import { faultFields, type FaultFields } from './http/fault-fields.ts'

/**
 * Ends the process on a fault that nobody met, with exit code 1 as Node.js would. What Node.js prints holds
 * whatever drivers hang on an error, clinical values among it, and stays in the system's journal: this
 * prints kind, sentence, code and places alone.
 */
export function endOnFault(fault: unknown): never {
  process.stderr.write(faultText(faultFields(fault)))
  process.exit(1)
}

/** Also those outside of any command: thrown in a callback, or a rejection that nobody waited for. */
export function endOnUncaught(): void {
  process.on('uncaughtException', endOnFault)
}

/** Notes in the log on what the process ends, whoever ends it. Gives the way to stop that. */
export function logUncaught(logger: Logger): () => void {
  const note = (err: unknown): void => {
    logger.fatal({ err }, 'the program ends on a fault')
  }
  process.on('uncaughtExceptionMonitor', note)
  return () => process.off('uncaughtExceptionMonitor', note)
}

function faultText({ type, message, code, at, cause }: FaultFields): string {
  const said = `${type}: ${message}${code === undefined ? '' : ` (${code})`}`
  const places = at.map((place) => `    ${place}`)
  const because = cause === undefined ? '' : `Caused by ${faultText(cause)}`
  return `${[said, ...places].join('\n')}\n${because}`
}
