import type { Store } from '../../../db/store.ts'
import type { Fault } from '../../audit/faults.ts'
import { verify as verifyStore, type VerifyReport } from '../../audit/verify.ts'
import { noteVerified } from '../../system-status/service.ts'
import { cliActor } from '../actor.ts'
import type { Command, Invocation } from '../command.ts'
import { whyNotNoted } from '../database-fault.ts'
import { FaultyInputError } from '../fault.ts'
import { withPresentStore } from '../open-store.ts'

/** Checks every audit chain, every record against its last entry, and the database itself. */
export const verify: Command = {
  name: 'verify',
  usage: 'verify',
  about: "checks the audit chain and the database's integrity",
  options: {},
  async run(invocation) {
    const { report, heads } = await withPresentStore(invocation, async (store) => {
      const report = await verifyStore(store)
      const heads = await store.read.select().from(store.t.chainHead)
      await note(invocation, store, report)
      return { report, heads }
    })
    const { chains, entries, records, faults } = report
    invocation.print(
      `Checked ${chains} audit chains, ${entries} entries, ${records} records and the database's own integrity: ${faults.length} faults.\n`,
    )
    // Kept elsewhere, a head proves later that nothing before it was replaced.
    for (const { chain, seq, hash } of heads) invocation.print(`${chain}\t${seq}\t${hash}\n`)
    if (faults.length > 0) throw new FaultyInputError(faults.map(faultText))
  },
}

/** A database that takes no entry any more is told of all the same. */
async function note(invocation: Invocation, store: Store, report: VerifyReport): Promise<void> {
  try {
    await noteVerified(store, cliActor(), report)
  } catch (error) {
    const why = whyNotNoted(error)
    invocation.say(`The result could not be noted for the page System status: ${why}`)
  }
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
