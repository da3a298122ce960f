import type { Fault } from '../../audit/faults.ts'
import { verify as verifyStore } from '../../audit/verify.ts'
import type { Command } from '../command.ts'
import { FaultyInputError } from '../fault.ts'
import { withPresentStore } from '../open-store.ts'

/** Checks every audit chain, every record against its last entry, and the database itself. */
export const verify: Command = {
  name: 'verify',
  usage: 'verify',
  about: "checks the audit chain and the database's integrity",
  options: {},
  async run(invocation) {
    const { report, heads } = await withPresentStore(invocation, async (store) => ({
      report: await verifyStore(store),
      heads: await store.read.select().from(store.t.chainHead),
    }))
    const { chains, entries, records, faults } = report
    invocation.print(
      `Checked ${chains} audit chains, ${entries} entries, ${records} records and the database's own integrity: ${faults.length} faults.\n`,
    )
    // Kept elsewhere, a head proves later that nothing before it was replaced.
    for (const { chain, seq, hash } of heads) invocation.print(`${chain}\t${seq}\t${hash}\n`)
    if (faults.length > 0) throw new FaultyInputError(faults.map(faultText))
  },
}

type FaultOf<Kind extends Fault['kind']> = Extract<Fault, { readonly kind: Kind }>

const FAULT_TEXTS: { readonly [Kind in Fault['kind']]: (fault: FaultOf<Kind>) => string } = {
  'entry-altered': (fault) => `${placeOf(fault)}: the entry was altered after it was written`,
  'entry-missing': (fault) => `${placeOf(fault)}: the entry is missing`,
  'entry-unlinked': (fault) => `${placeOf(fault)}: the entry does not follow the one before it`,
  'head-differs': (fault) => `${placeOf(fault)}: the chain's head is not its last entry`,
  'record-differs': ({ recordId }) =>
    `record ${recordId}: its values are not those of its last entry`,
  'record-unaudited': ({ recordId }) => `record ${recordId}: no entry tells how it came about`,
  'record-missing': ({ recordId }) => `record ${recordId}: the trail knows it, the data do not`,
  'definition-differs': ({ versionId }) =>
    `study version ${versionId}: its definition is not the one that was pinned`,
  'snapshot-differs': ({ snapshotId }) =>
    `snapshot ${snapshotId}: its hash is not that of the data it names`,
  'signature-altered': ({ signatureId }) =>
    `signature ${signatureId}: its row is not what was signed`,
  'signature-unaudited': ({ signatureId }) =>
    `signature ${signatureId}: no entry tells that it was given`,
  'signature-stale': ({ signatureId }) =>
    `signature ${signatureId}: it stands as valid, and what it covers is not what was signed`,
  'signature-missing': ({ signatureId }) =>
    `signature ${signatureId}: the trail knows it, the data do not`,
  database: ({ message }) => `database: ${message}`,
}

function placeOf({ chain, seq }: { readonly chain: string; readonly seq: number }): string {
  return `${chain}:${seq}`
}

function faultText<Kind extends Fault['kind']>(fault: FaultOf<Kind>): string {
  return FAULT_TEXTS[fault.kind](fault)
}
