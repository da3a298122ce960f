import { Spool } from '../exporting/service.ts'
import type { ArchivedRecord } from './data-rows.ts'

const ALL = 'all'

/** Keeps the records of a site while its casebooks are written: a part in memory, the rest on disk. */
export class RecordSpool {
  private readonly spool = new Spool()
  private readonly withRecords = new Set<string>()
  count = 0

  add(records: readonly ArchivedRecord[]): void {
    for (const record of records) {
      const line = Buffer.from(`${JSON.stringify(record)}\n`)
      this.spool.append(ALL, '', line)
      this.spool.append(`form ${record.form}`, '', line)
      this.withRecords.add(record.form)
      this.count += 1
    }
  }

  /** Keys of the forms that have a record, in the order in which they first came. */
  forms(): readonly string[] {
    return [...this.withRecords]
  }

  /** The records of a form, in the order in which they came; again with each call. */
  of(form: string): Iterable<ArchivedRecord> {
    return this.records(`form ${form}`)
  }

  all(): Iterable<ArchivedRecord> {
    return this.records(ALL)
  }

  close(): void {
    this.spool.close()
  }

  private *records(part: string): Generator<ArchivedRecord> {
    for (const chunk of this.spool.chunks(part)) {
      const text = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString()
      // What was put in above.
      for (const line of text.split('\n')) if (line !== '') yield JSON.parse(line) as ArchivedRecord
    }
  }
}
