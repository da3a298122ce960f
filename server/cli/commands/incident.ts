import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { Command, Invocation } from '../command.ts'
import { FaultyInputError, UsageError } from '../fault.ts'
import { INCIDENT_COLUMNS, incidentRows, type IncidentWish } from '../incident-report.ts'

/** Who read and wrote what, from the server's log alone: needs neither the database nor the server. */
export const incident: Command = {
  name: 'incident',
  usage:
    'incident [--session ID] [--account NAME] [--subject SUBJID] [--from TIME] [--to TIME] LOG…',
  about:
    'lists from log files what sessions read and wrote; - reads standard input, .gz is unpacked',
  options: {
    session: { type: 'string' },
    account: { type: 'string' },
    subject: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
  },
  async run(invocation) {
    const files = invocation.words
    if (files.length === 0)
      throw new UsageError('Name at least one file of the log, or - for standard input.')
    const missing = files.filter((file) => file !== '-' && !existsSync(file))
    if (missing.length > 0) {
      throw new FaultyInputError(missing.map((file) => `${file}: there is no such file`))
    }
    const wish = wishOf(invocation)
    invocation.print(`${INCIDENT_COLUMNS.join('\t')}\n`)
    for (const file of files) await printFile(invocation, file, wish)
  },
}

function wishOf(invocation: Invocation): IncidentWish {
  return {
    session: invocation.value('session'),
    account: invocation.value('account'),
    subject: invocation.value('subject'),
    from: timeOf(invocation, 'from'),
    to: timeOf(invocation, 'to'),
  }
}

function timeOf(invocation: Invocation, name: string): number | undefined {
  const text = invocation.value(name)
  if (text === undefined) return undefined
  const time = Date.parse(text)
  if (Number.isNaN(time)) {
    throw new UsageError(`--${name} is a time such as 2026-03-02T08:00:00Z, not ${text}.`)
  }
  return time
}

async function printFile(invocation: Invocation, file: string, wish: IncidentWish): Promise<void> {
  let foreign = 0
  for await (const line of createInterface({ input: open(file), crlfDelay: Infinity })) {
    if (line === '') continue
    const rows = incidentRows(line, wish)
    if (rows === null) foreign += 1
    for (const row of rows ?? []) {
      invocation.print(`${INCIDENT_COLUMNS.map((column) => inCell(row[column])).join('\t')}\n`)
    }
  }
  if (foreign > 0) invocation.say(`${file}: ${foreign} lines are not of this log and were left out`)
}

function open(file: string): Readable {
  if (file === '-') return process.stdin
  const bytes = createReadStream(file)
  return file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes
}

/** What a path or a name may hold would else end a cell or a row. */
function inCell(text: string): string {
  return text.replaceAll(/[\p{Cc}]/gu, ' ')
}
