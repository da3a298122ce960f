import type * as routes from '../../shared/api/routes/odm.ts'
import type { Families } from '../../shared/families.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { invalidField } from '../http/problem-error.ts'
import type { Handlers } from '../http/route-handler.ts'
import { checkedDefinition } from '../studies/service.ts'
import { definitionFromOdm, UnreadableOdmError } from './service.ts'

export function odmHandlers({
  families,
}: {
  readonly families: Families
}): Handlers<typeof routes> {
  return {
    readOdmDefinition({ body }) {
      const base = baseOf(families, body)
      try {
        const { definition, report, faults } = definitionFromOdm({
          text: body.text,
          base,
          families,
        })
        return Promise.resolve({
          body: {
            definition,
            report: report.map((line) => ({ ...line, params: { ...line.params } })),
            faults: faults.map((fault) => ({ ...fault, params: { ...fault.params } })),
          },
        })
      } catch (error) {
        if (!(error instanceof UnreadableOdmError)) throw error
        throw invalidField('/text', error.key, { line: error.line, column: error.column })
      }
    },
  }
}

interface Base {
  readonly protocol?: string | undefined
  readonly definition?: unknown
}

/** What the file adds to; null where neither a protocol nor a definition is named. */
function baseOf(families: Families, { protocol, definition }: Base): ProtocolDefinition | null {
  if (definition !== undefined) return checkedDefinition(definition, families)
  if (protocol === undefined) return null
  const built = families.protocols.find(protocol)
  if (built === undefined) throw invalidField('/protocol', 'study.protocolUnknown')
  return built
}
