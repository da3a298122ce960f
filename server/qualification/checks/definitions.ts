import { builtInFamilies } from '../../../shared/families.ts'
import { definitionFaults } from '../../../shared/protocol/definition-schema.ts'
import { required, type Check } from '../define.ts'

/** Every built-in protocol as a definition. */
export const definitions: Check = {
  key: 'definitions',
  part: 'operation',
  title: { en: 'Definitions of the protocols', zh: '方案定义' },
  about: {
    en: 'Each built-in protocol is a definition without a fault: forms, checks, schedule, criteria and endpoints.',
    zh: '每个内置方案的定义无故障：表单、核查、访视计划、评价标准与终点。',
  },
  run() {
    const known = {
      criteria: builtInFamilies.criteria.keys,
      endpointKinds: builtInFamilies.endpoints.keys,
    }
    return Promise.resolve({
      lines: builtInFamilies.protocols.all.map((definition) =>
        required(
          definition.title,
          definitionFaults(JSON.parse(JSON.stringify(definition)), known).length,
          0,
        ),
      ),
    })
  },
}
