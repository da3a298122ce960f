import type { Families } from '../../shared/families.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { definitionFaults, type DefinitionFault } from '../../shared/protocol/definition-schema.ts'
import { buildDefinition } from './build-definition.ts'
import { childrenOf, readOdm, UnreadableOdmError } from './read-odm.ts'
import { Report, type ReportLine } from './report.ts'

export { UnreadableOdmError } from './read-odm.ts'

interface OdmWish {
  readonly text: string
  /** What the forms and visits are added to; null: an empty frame. */
  readonly base: ProtocolDefinition | null
  readonly families: Pick<Families, 'forms' | 'criteria' | 'endpoints'>
}

interface ReadDefinition {
  readonly definition: ProtocolDefinition
  readonly report: readonly ReportLine[]
  /** What stands against opening a study on the definition; empty where nothing does. */
  readonly faults: readonly DefinitionFault[]
}

/**
 * Reads the definition of a study from an ODM 1.3 file of any system, as far as it has a counterpart
 * here. Everything else is a line of the report. Throws `UnreadableOdmError` where it is no such file.
 */
export function definitionFromOdm({ text, base, families }: OdmWish): ReadDefinition {
  const file = readOdm(text)
  const report = new Report()
  const study = childrenOf(file.root, 'Study').find(
    (one) => childrenOf(one, 'MetaDataVersion').length > 0,
  )
  const version = childrenOf(study, 'MetaDataVersion').at(-1)
  if (study === undefined || version === undefined) {
    throw new UnreadableOdmError('odm.file.noStudy', { line: file.root.line, column: 1 })
  }
  const definition = buildDefinition({ file, study, version, base, families, report })
  const known = { criteria: families.criteria.keys, endpointKinds: families.endpoints.keys }
  return { definition, report: report.inOrder(), faults: definitionFaults(definition, known) }
}
